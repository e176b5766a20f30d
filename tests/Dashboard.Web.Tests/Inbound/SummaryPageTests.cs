using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound.Summary;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>The page for managers, and the address of a result by its domain.</summary>
public sealed class SummaryPageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_state_has_its_meaning() =>
        TextsTests.Covers<SummaryTexts>(
            Enum.GetValues<ShownState>()
                .Select(StatePalette.Name)
                .Append(SummaryPage.AsFarAsWeLooked)
                .Append(SummaryPage.EncryptionHolds)
                .Select(key => $"meaning.{key}")
        );

    [Fact]
    public async Task Summary_has_state_meaning_parties_and_link()
    {
        await using var app = await StartAsync();
        var id = await StoreAsync(
            app,
            "a.example",
            Samples.Verdict(DomainStatus.Failed) with
            {
                Advice =
                [
                    new()
                    {
                        Slug = AdviceSlug.ReplaceTlsa,
                        Actor = AdviceActor.HostDns,
                        Host = DomainName.Parse("mx.example"),
                        Zone = DomainName.Parse("example"),
                    },
                    new()
                    {
                        Slug = AdviceSlug.RepairTls,
                        Actor = AdviceActor.MailServer,
                        Host = DomainName.Parse("mx.example"),
                    },
                ],
            }
        );

        var page = await ReadAsync(app, SitePaths.ReceivingSummary(id));

        page.ShouldContain("Samenvatting: ontvangst van a.example");
        page.ShouldContain("Dit moet vandaag worden opgelost.");
        page.ShouldContain("Voor de beheerder van het DNS van de mailserver: example");
        page.ShouldContain("Vervang de TLSA-records van mx.example");
        page.ShouldContain("Voor de beheerder van de mailserver: mx.example");
        page.ShouldContain($"{app.Address}receiving/{id}");
        page.ShouldContain("1 maart 2026 13:00:00 (CET)");
    }

    [Theory]
    [InlineData("/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa/summary")]
    [InlineData("/receiving/none/summary")]
    public async Task Summary_of_a_test_that_is_not_there_is_not_found(string path)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Address_by_domain_leads_to_the_newest_result()
    {
        await using var app = await StartAsync();
        await StoreAsync(app, "a.example", Samples.Verdict());
        var id = await StoreAsync(app, "a.example", Samples.Verdict(), Samples.Noon.AddDays(1));

        foreach (var path in new[] { "/receiving/a.example", "/receiving/A.Example." })
        {
            using var response = await app.Client.GetAsync(path, Cancellation);

            Leads(response).ShouldEndWith($"/receiving/{id}", Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task Address_by_domain_without_a_result_leads_to_where_it_can_be_tested()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync("/receiving/b.example", Cancellation);

        Leads(response).ShouldEndWith("/domains/b.example");
    }

    /// <summary>For now only: the next result is another address.</summary>
    private static string Leads(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        return response.Headers.Location!.ToString();
    }

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");

    private static async Task<string> StoreAsync(
        DashboardApp app,
        string domain,
        DomainVerdict verdict,
        DateTimeOffset? at = null
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.AddFinishedAsync(
            at ?? Samples.Noon,
            Samples.Observation(),
            verdict,
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
