using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using InboundTest = Dashboard.Data.InboundTest;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>The page of a test as a browser without script reads it.</summary>
public sealed class ResultPageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finished_test_is_told_from_headline_to_transcript()
    {
        await using var app = await StartAsync();
        var id = await StoreDoneAsync(app);

        var page = await ReadAsync(app, $"/receiving/{id}");

        page.ShouldContain(
            ">E-mail</span> naar a.example is versleuteld en beschermd tegen een actieve aanvaller."
        );
        page.ShouldContain("<title>Ontvangst van a.example: Beschermd</title>");
        page.ShouldContain("3 1 1 aa");
        page.ShouldContain("DANE-EE(3) SPKI(1) SHA2-256(1)");
        page.ShouldContain("220 mx.example");
        page.ShouldContain("127.0.0.1:53");
        page.ShouldContain($"/api/v1/inbound-tests/{id}");
        page.ShouldContain($"href=\"/receiving/{id}/summary\"");
        page.ShouldContain("id=\"next-domain\"");
        page.ShouldContain($"href=\"/compare?first={id}\"");
        page.ShouldNotContain("http-equiv=\"refresh\"");
    }

    [Fact]
    public async Task The_english_address_shows_the_same_test()
    {
        await using var app = await StartAsync();
        var id = await StoreDoneAsync(app);

        var page = await ReadAsync(app, $"/receiving/{id}", "en");

        page.ShouldContain(
            "Mail to a.example is encrypted and protected against an active attacker."
        );
    }

    [Fact]
    public async Task An_open_test_shows_its_steps_and_refreshes_itself()
    {
        await using var app = await StartAsync();
        // One of an hour ago would be given up by the site before a slow machine has shown it.
        var test = New(DateTimeOffset.UtcNow);
        test.State = InboundTestState.Running;
        test.JobId = "none";
        test.Progress = [new(Samples.Noon, "tlsa-found", "mx.example", Detail: "no-data")];
        var id = await StoreAsync(app, test);

        var page = await ReadAsync(app, $"/receiving/{id}");

        page.ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"2\"");
        page.ShouldContain("TLSA-records opgezocht");
        page.ShouldContain("geen record van deze soort");
    }

    [Fact]
    public async Task A_failed_test_is_our_fault_and_can_be_started_again()
    {
        await using var app = await StartAsync();
        var test = New();
        test.State = InboundTestState.Failed;
        test.FailureReason = InboundTestFailure.GaveUp;
        var id = await StoreAsync(app, test);

        var page = await ReadAsync(app, $"/receiving/{id}");

        page.ShouldContain("Dat ligt aan ons en zegt niets over a.example.");
        page.ShouldContain("name=\"again\" value=\"true\"");
        page.ShouldContain("Niet te meten");
    }

    [Fact]
    public async Task Former_tests_are_listed_with_what_changed()
    {
        await using var app = await StartAsync();
        var before = await StoreDoneAsync(
            app,
            Samples.Verdict(DomainStatus.None),
            Samples.Noon.AddDays(-1)
        );
        var id = await StoreDoneAsync(app);

        var page = await ReadAsync(app, $"/receiving/{id}");

        page.ShouldContain($"href=\"/receiving/{before}\"");
        page.ShouldContain("Oordeel: Geen DANE → Beschermd");
    }

    [Fact]
    public async Task Older_test_says_that_there_is_a_newer_one_and_is_itself_in_the_list()
    {
        await using var app = await StartAsync();
        var oldest = await StoreDoneAsync(app, at: Samples.Noon.AddDays(-30));
        var newest = oldest;
        for (var day = 25; day >= 1; day--)
        {
            newest = await StoreDoneAsync(app, at: Samples.Noon.AddDays(-day));
        }

        var old = await ReadAsync(app, $"/receiving/{oldest}");
        var now = await ReadAsync(app, $"/receiving/{newest}");

        old.ShouldContain("Er is een nieuwere test van dit domein, van");
        old[old.IndexOf("Er is een nieuwere test", StringComparison.Ordinal)..]
            .ShouldContain($"href=\"/receiving/{newest}\"");
        old.ShouldContain("(deze test)");
        now.ShouldNotContain("Er is een nieuwere test");
        now.ShouldContain("(deze test)");
        now.ShouldNotContain($"href=\"/receiving/{oldest}\"");
    }

    /// <summary>page-findings D9: of two servers one goes on to be verified after the other broke.</summary>
    [Fact]
    public async Task Server_that_broke_is_told_when_itself_was_last_verified()
    {
        await using var app = await StartAsync();
        var both = Samples.Noon.AddDays(-3);
        await StoreDoneAsync(app, TwoServers(AddressOutcome.Authenticated), both);
        var one = Samples.Noon.AddDays(-1);
        await StoreDoneAsync(app, TwoServers(AddressOutcome.Refused), one);
        var id = await StoreDoneAsync(app, TwoServers(AddressOutcome.Refused));

        var page = await ReadAsync(app, $"/receiving/{id}", "en");

        var note = page[
            page.IndexOf("Most likely the certificate was renewed", StringComparison.Ordinal)..
        ];
        note = note[..note.IndexOf("</p>", StringComparison.Ordinal)];
        note.ShouldContain("This server was still verified in our test of");
        note.ShouldContain($"{both:yyyy-MM-dd}");
        note.ShouldNotContain($"{one:yyyy-MM-dd}");
    }

    /// <summary>The first server is verified; the second has a record of a whole certificate, which matches as long as it is verified.</summary>
    private static DomainVerdict TwoServers(AddressOutcome second)
    {
        var verdict = Samples.Verdict();
        var other = Samples.Verdict(host: "mx2.example", outcome: second).Hosts[0];
        return verdict with
        {
            Hosts =
            [
                verdict.Hosts[0],
                other with
                {
                    Policy = other.Policy with
                    {
                        Tlsa = [new(new TlsaRecord(3, 0, 1, OctetString.FromHex("aa")))],
                    },
                    Addresses =
                    [
                        other.Addresses[0] with
                        {
                            Certificates =
                            [
                                new()
                                {
                                    KeyType = CertificateKeyType.Ecdsa,
                                    Outcome = second,
                                    Matches =
                                    [
                                        new(
                                            0,
                                            second == AddressOutcome.Authenticated ? 0 : null,
                                            false
                                        ),
                                    ],
                                },
                            ],
                        },
                    ],
                },
            ],
        };
    }

    [Theory]
    [InlineData("/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/receiving/nothing")]
    [InlineData("/receiving/..%2F..")]
    public async Task A_test_that_does_not_exist_is_not_found(string path)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(
            "Deze pagina bestaat niet"
        );
    }

    [Fact]
    public async Task What_a_mail_server_says_stays_text()
    {
        await using var app = await StartAsync();
        var observation = Samples.Observation("<script>alert(1)</script>");
        var id = await StoreDoneAsync(app, observation: observation);

        using var response = await app.Client.GetAsync($"/receiving/{id}", Cancellation);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldNotContain("<script>alert");
        page.ShouldContain("&lt;script&gt;alert");
    }

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");

    private static async Task<string> StoreAsync(DashboardApp app, InboundTest test)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.AddTestAsync(test, Cancellation);
    }

    private static async Task<string> StoreDoneAsync(
        DashboardApp app,
        DomainVerdict? verdict = null,
        DateTimeOffset? at = null,
        InboundObservation? observation = null
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        verdict ??= Samples.Verdict();
        return await db.AddFinishedAsync(
            at ?? Samples.Noon,
            observation ?? Samples.Observation(verdict),
            verdict,
            Cancellation
        );
    }

    private static InboundTest New(DateTimeOffset? at = null) =>
        new()
        {
            Id = PublicId.New(),
            Domain = "a.example",
            CreatedAt = at ?? Samples.Noon,
            TouchedAt = at ?? Samples.Noon,
        };

    private static async Task<string> ReadAsync(
        DashboardApp app,
        string path,
        string language = "nl"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        using var response = await app.Client.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
