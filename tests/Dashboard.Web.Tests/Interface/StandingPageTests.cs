using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.OutboundTest.Standing;
using Dashboard.Web.Tests.Sending;

namespace Dashboard.Web.Tests.Interface;

/// <summary>A standing test from its form to its deletion, as a browser without script does it.</summary>
public sealed class StandingPageTests(SendingSiteFixture fixture)
    : IClassFixture<SendingSiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly SendingSite site = fixture.Site;

    [Fact]
    public async Task Organisation_gets_addresses_that_stay_until_it_ends_the_test()
    {
        var page = await StartAsync(
            ("name", "Gemeente Voorbeeld"),
            ("domain", "info@voorbeeld.nl")
        );

        var before = await ReadAsync(page);
        before.ShouldContain("<h1>Gemeente Voorbeeld</h1>");
        before.ShouldContain("voorbeeld.nl");
        before.ShouldContain("elke dag");
        before.ShouldContain("Stuur één bericht naar deze 5 adressen");
        before.ShouldContain("Er is nog geen bericht aangekomen.");

        using var ended = await Forms.SubmitAsync(site.App, page, "standing-test", ("act", "end"));

        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await ReadAsync(page);
        after.ShouldContain("Beëindigd op");
        after.ShouldNotContain("mailto:");
    }

    [Fact]
    public async Task Deleting_leads_back_and_leaves_nothing()
    {
        var page = await StartAsync(("name", "Waterschap Voorbeeld"));

        using var deleted = await Forms.SubmitAsync(
            site.App,
            page,
            "standing-test",
            ("act", "delete")
        );

        deleted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var gone = await site.App.Client.GetAsync(page, Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("", "", "24", "De naam klopt niet")]
    [InlineData("Een naam", "192.0.2.1", "24", "Dit is geen e-maildomein")]
    [InlineData("Een naam", "", "1", "Zo vaak of zo zelden kan niet")]
    public async Task What_cannot_be_taken_is_said_beside_what_was_typed(
        string name,
        string domain,
        string hours,
        string message
    )
    {
        using var response = await Forms.SubmitAsync(
            site.App,
            "/sending/standing",
            "standing",
            ("name", name),
            ("domain", domain),
            ("hours", hours),
            ("kind", "basic")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        page.ShouldContain(message);
        page.ShouldContain($"value=\"{domain}\"");
    }

    [Fact]
    public void Every_interval_and_kind_and_refusal_has_its_words() =>
        TextsTests.Covers<StandingTexts>([
            .. StandingStartPage.Intervals.Select(hours => $"interval.{hours}"),
            .. Enum.GetValues<OutboundTestKind>().Select(kind => $"kind.{Slug.Of(kind)}"),
            .. new[]
            {
                "name",
                "domain",
                "interval",
                "limited",
                "not-set-up",
                "unavailable",
            }.Select(problem => $"problem.{problem}.title"),
        ]);

    [Fact]
    public void Intervals_on_offer_are_all_taken() =>
        StandingStartPage
            .Intervals.Select(hours => TimeSpan.FromHours(hours))
            .ShouldAllBe(interval =>
                interval >= StandingTests.ShortestInterval
                && interval <= StandingTests.LongestInterval
            );

    private async Task<string> StartAsync(params (string, string)[] fields)
    {
        using var response = await Forms.SubmitAsync(
            site.App,
            "/sending/standing",
            "standing",
            [.. fields, ("hours", "24"), ("kind", "basic")]
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return response.Headers.Location!.ToString();
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await site.App.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
