using System.Net;
using Dashboard.Core;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>What an operator reads of the probe zone.</summary>
public sealed class ZonePageTests(OutboundSiteFixture fixture, PostgresFixture postgres)
    : IClassFixture<OutboundSiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_for_the_parent_and_what_is_seen_there_stand_side_by_side()
    {
        var page = await ReadAsync(fixture.Site.App, "/sending/zone");

        page.ShouldMatch("probe\\.example\\.[^<]* IN NS ns1\\.probe\\.example\\.");
        page.ShouldMatch("ns1\\.probe\\.example\\.[^<]* IN A 127\\.53\\.53\\.53");
        page.ShouldMatch("probe\\.example\\.[^<]* IN DS \\d+ 13 2 ");
        // The resolver here trusts the zone's key itself and asks no parent; that the zone answers and is proven, it sees.
        page.ShouldContain("De nameserver antwoordt, en de antwoorden zijn bewezen met DNSSEC.");
    }

    [Fact]
    public async Task Site_without_a_probe_zone_is_told_what_to_set()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );

        var page = await ReadAsync(app, "/sending/zone");

        page.ShouldContain("ProbeZone:Name");
        page.ShouldNotContain("Wat de resolver nu ziet");
    }

    [Fact]
    public async Task Zone_of_the_lab_is_not_called_missing_because_it_cannot_be_seen_from_here()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web,worker",
            "ProbeZone:Name=probe.example",
            "ProbeZone:DnsListen=127.0.0.1:5300",
            "ProbeZone:NameServers=ns1.probe.example=127.53.53.53",
            $"Lab:SendingControl={Path.GetTempPath()}"
        );

        var page = await ReadAsync(app, "/sending/zone");

        page.ShouldContain("eigen netwerk van het lab");
        page.ShouldNotContain("Wat de resolver nu ziet");
    }

    [Fact]
    public async Task Status_page_leads_to_it() =>
        (await ReadAsync(fixture.Site.App, "/status")).ShouldContain("href=\"/sending/zone\"");

    [Fact]
    public void Every_state_of_every_part_has_its_words() =>
        TextsTests.Covers<ZoneTexts>(
            Enum.GetValues<DelegationState>()
                .SelectMany(state =>
                    ZonePage
                        .PartNames.Select(part => $"part.{part}.{Slug.Of(state)}")
                        .Append($"state.{Slug.Of(state)}")
                )
        );

    private static async Task<string> ReadAsync(DashboardApp app, string path)
    {
        using var response = await app.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
