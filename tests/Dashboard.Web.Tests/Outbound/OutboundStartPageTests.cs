using System.Net;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Where a sending test is started, on a site without a probe zone, and on one whose receiver is half set up.</summary>
public sealed class OutboundStartPageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sending")]
    [InlineData("/sending/")]
    public async Task Site_without_a_probe_zone_says_what_is_missing_and_offers_no_button(
        string path
    )
    {
        await using var app = await StartAsync();

        var page = await ReadAsync(app, path);

        page.ShouldContain("De verzendtest is hier nog niet ingericht");
        page.ShouldContain("ProbeZone:Name");
        page.ShouldContain("href=\"/sending/zone\"");
        page.ShouldNotContain("Begin de test");
    }

    [Fact]
    public async Task Full_test_is_not_to_be_chosen_where_its_listeners_are_missing()
    {
        await using var app = await StartAsync(
            "ProbeZone:Name=probe.example",
            "ProbeZone:DnsListen=127.0.0.1:53",
            "Receiver:Listen:normal=127.0.0.1:0",
            "Receiver:Listen:expired-wrong-name=127.0.0.2:0",
            "Receiver:Listen:no-starttls=127.0.0.3:0"
        );

        var page = await ReadAsync(app, "/sending");

        page.ShouldContain("Begin de test");
        page.ShouldMatch("value=\"full\"[^>]*disabled");
        page.ShouldNotMatch("value=\"basic\"[^>]*disabled");
        page.ShouldContain("Receiver:Listen:starttls-454");
    }

    [Fact]
    public async Task Request_that_cannot_be_met_is_refused_in_words()
    {
        await using var app = await StartAsync();

        using var response = await Forms.SubmitAsync(app, "/sending", "sending", ("kind", "basic"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(
            "Deze test kan hier nog niet"
        );
    }

    [Fact]
    public async Task Front_page_leads_to_the_sending_test()
    {
        await using var app = await StartAsync();

        (await ReadAsync(app, "/")).ShouldContain("class=\"front-other\"><a href=\"/sending\"");
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. settings]
        );

    private static async Task<string> ReadAsync(DashboardApp app, string path)
    {
        using var response = await app.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
