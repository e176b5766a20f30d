using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Features.Inbound.Compare;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Two results side by side: the sentences follow from the facts.</summary>
public sealed class ComparePageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_domains_are_compared_by_their_newest_results()
    {
        await using var app = await StartAsync();
        await StoreAsync(app, "a.example", Samples.Verdict(DomainStatus.None));
        await StoreAsync(app, "a.example", Samples.Verdict(), Samples.Noon.AddDays(1));
        await StoreAsync(app, "b.example", Opportunistic());

        var page = await ReadAsync(app, SitePaths.Compare("a.example", "b.example"));

        page.ShouldContain("<title>a.example en b.example vergeleken</title>");
        page.ShouldContain(
            "E-mail naar a.example (gemeten op 2 maart 2026 13:00:00 (CET)) was beter beschermd dan e-mail naar b.example (gemeten op 1 maart 2026 13:00:00 (CET))."
        );
        page.ShouldContain(
            "<strong>Oordeel</strong>: bij a.example \"Beschermd\", bij b.example \"Geen DANE\"."
        );
        page.ShouldContain("Beide gebruiken dezelfde mailservers: mx.example.");
        page.ShouldContain("<strong>Aantal mailservers</strong>: 1");
    }

    [Fact]
    public async Task Two_tests_of_a_domain_are_told_by_date_the_older_one_first()
    {
        await using var app = await StartAsync();
        var before = await StoreAsync(app, "a.example", Opportunistic());
        var after = await StoreAsync(
            app,
            "a.example",
            Samples.Verdict(tlsa: "bb"),
            Samples.Noon.AddDays(1)
        );

        var page = await ReadAsync(app, SitePaths.Compare(after, before));

        page.ShouldContain(
            "E-mail naar a.example was op 2 maart 2026 13:00:00 (CET) beter beschermd dan op 1 maart 2026 13:00:00 (CET)."
        );
        page.ShouldContain(
            "op 1 maart 2026 13:00:00 (CET) \"Geen DANE\", op 2 maart 2026 13:00:00 (CET) \"Beschermd\"."
        );
        page.ShouldContain("TLSA-records van mx.example veranderd");
        page.ShouldNotContain("Beide gebruiken");
    }

    [Theory]
    [InlineData("https://site.example/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("https://site.example/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa/")]
    [InlineData(" https://site.example/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa/summary ")]
    [InlineData("https://site.example/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa?language=nl#letters")]
    [InlineData("/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa#hosts")]
    [InlineData("site.example/api/v1/receiving/tests/aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Link_to_a_result_is_read_wherever_it_leads(string typed) =>
        ComparePage.IdIn(typed).ShouldBe("aaaaaaaaaaaaaaaaaaaaaaaaaa");

    [Theory]
    [InlineData("a.example")]
    [InlineData("https://a.example/receiving/")]
    [InlineData("https://a.example/?id=aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("")]
    public void Domain_is_no_link_to_a_result(string typed) =>
        ComparePage.IdIn(typed).ShouldBeNull();

    [Fact]
    public async Task Same_result_twice_has_no_difference()
    {
        await using var app = await StartAsync();
        var id = await StoreAsync(app, "a.example", Samples.Verdict());

        var page = await ReadAsync(
            app,
            SitePaths.Compare($"https://site.example/receiving/{id}", "a.example")
        );

        page.ShouldContain("Wij zien geen verschil.");
    }

    [Fact]
    public async Task Domain_without_a_result_leads_to_where_it_can_be_tested()
    {
        await using var app = await StartAsync();
        await StoreAsync(app, "a.example", Samples.Verdict());

        var page = await ReadAsync(app, SitePaths.Compare("a.example", "post@b.example"));

        page.ShouldContain("href=\"/domains/b.example\"");
        page.ShouldContain("Van b.example is er nog geen resultaat.");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("192.0.2.1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_cannot_be_compared_is_told_at_its_field(string typed)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(
            SitePaths.Compare(typed, "a.example"),
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain("id=\"first-problem\" role=\"alert\"");
        // What is wrong, and what to do.
        var problem = page[page.IndexOf("id=\"first-problem\"", StringComparison.Ordinal)..];
        problem[..problem.IndexOf("</div>", StringComparison.Ordinal)]
            .Split("<p>")
            .Length.ShouldBe(3);
    }

    /// <summary>Refused, held back, not measured or bounded by ourselves: no order is made up.</summary>
    [Theory]
    [InlineData(DomainStatus.Failed)]
    [InlineData(DomainStatus.Bogus)]
    [InlineData(DomainStatus.Unreachable)]
    [InlineData(DomainStatus.NoMail)]
    [InlineData(DomainStatus.NoDomain)]
    public void Outcome_outside_the_order_has_no_rank(DomainStatus status) =>
        Side(Samples.Verdict(status)).Rank.ShouldBeNull();

    [Fact]
    public void Domain_of_which_servers_were_left_out_has_no_rank()
    {
        var seen = Samples.Observation() with
        {
            OmittedHosts = [new(DomainName.Parse("mx2.example"), 20)],
        };
        new ComparedResult(
            "a",
            "a",
            Samples.Noon,
            Samples.Verdict(DomainStatus.Partial),
            seen,
            []
        ).Rank.ShouldBeNull();
    }

    /// <summary>A lookup that failed says nothing: no servers are counted, and no likeness is found.</summary>
    [Fact]
    public async Task What_neither_result_knows_is_no_likeness()
    {
        await using var app = await StartAsync();
        foreach (var domain in new[] { "a.example", "b.example" })
        {
            var seen = Samples.Observation();
            await StoreAsync(
                app,
                domain,
                Samples.Verdict(DomainStatus.Unreachable) with
                {
                    Hosts = [],
                },
                seen: seen with
                {
                    Hosts = [],
                    Mx = seen.Mx with
                    {
                        Outcome = LookupOutcome.Failed,
                        Failure = LookupFailure.Timeout,
                        Dnssec = DnssecStatus.Indeterminate,
                        Records = [],
                    },
                }
            );
        }

        var page = await ReadAsync(app, SitePaths.Compare("a.example", "b.example"));

        page.ShouldContain("In wat bij beide is gemeten, zien wij geen verschil.");
        page.ShouldContain("Bij geen van beide gemeten: ");
        page.ShouldNotContain("geen mailserver gevonden");
        page.ShouldNotContain("<strong>Aantal mailservers</strong>");
        page.ShouldNotContain("te bereiken zijn</strong>");
    }

    private static ComparedResult Side(DomainVerdict verdict) =>
        new("a", "a", Samples.Noon, verdict, Samples.Observation(), []);

    private static DomainVerdict Opportunistic() =>
        Samples.Verdict(DomainStatus.None) with
        {
            Delivery = Delivery.Tls,
            ConnectionType = ConnectionType.Encrypted,
            AttackerConnectionType = ConnectionType.Unencrypted,
        };

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");

    private static async Task<string> StoreAsync(
        DashboardApp app,
        string domain,
        DomainVerdict verdict,
        DateTimeOffset? at = null,
        InboundObservation? seen = null
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        var name = DomainName.Parse(domain);
        return await db.AddFinishedAsync(
            at ?? Samples.Noon,
            (seen ?? Samples.Observation()) with
            {
                Domain = name,
            },
            verdict with
            {
                Domain = name,
            },
            Cancellation,
            domain
        );
    }

    private static async Task<string> ReadAsync(DashboardApp app, string path)
    {
        using var response = await app.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
