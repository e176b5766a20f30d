using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Data;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Domain;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Interface;

/// <summary>Receiving and sending of a domain side by side.</summary>
public sealed class DomainPageTests(SendingSiteFixture fixture) : IClassFixture<SendingSiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly SendingSite site = fixture.Site;

    [Fact]
    public async Task Both_directions_are_told_and_no_link_of_a_sending_test_is_given_away()
    {
        var receiving = await StoreReceivingAsync();
        var (sending, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        await site.Evidence.IdentityAsync(
            test.Token,
            new ControlIdentity
            {
                SessionId = control.Id,
                At = control.StartedAt,
                FromDomain = DomainName.Parse("a.example"),
                Spf = new SpfIdentity(
                    AuthenticationOutcome.Pass,
                    DomainName.Parse("a.example"),
                    Aligned: true
                ),
                SourceAddress = control.SourceAddress,
            },
            Cancellation
        );
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(
            sending,
            view => view.Verdict.Senders.Any(s => s.Domain?.Value == "a.example" && s.Firm),
            "a proven sender"
        );

        // The page tells what is stored, which follows the judgement that was waited for.
        var page = await Eventually.GetAsync(
            async () =>
                await ReadAsync("/domains/a.example") is var seen
                && seen.Contains("maar controleert niet met wie.", StringComparison.Ordinal)
                    ? seen
                    : null,
            what: "the page with the sender's verdict"
        );

        page.ShouldContain($"href=\"/receiving/{receiving}\"");
        page.ShouldNotContain(sending);
        page.ShouldContain("Basistest");
        page.ShouldContain("Versleuteld, niet geverifieerd");
        page.ShouldContain("wordt niet opgemerkt: een");
        page.ShouldContain("Daarom staat die link niet op deze openbare pagina.");
    }

    [Fact]
    public async Task Domain_that_nothing_is_known_of_can_be_tested_from_here()
    {
        var page = await ReadAsync("/domains/unknown.example");

        page.ShouldContain("De ontvangst van dit domein is hier nog niet getest.");
        page.ShouldContain("Er is nog geen verzendtest");
        page.ShouldContain("stuur het bericht vanuit een postvak van dit domein");
        page.ShouldContain("name=\"domain\" value=\"unknown.example\"");
        page.ShouldContain("href=\"/sending\"");
    }

    [Fact]
    public async Task What_cannot_be_a_domain_is_not_found()
    {
        using var response = await site.App.Client.GetAsync("/domains/192.0.2.1", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Every_verdict_has_its_words() =>
        TextsTests.Covers<DomainTexts>(
            Enum.GetValues<SenderVerdictKind>()
                .SelectMany(verdict =>
                    new[] { $"sending.{Slug.Of(verdict)}", $"verdict.{Slug.Of(verdict)}" }
                )
        );

    private async Task<string> StoreReceivingAsync()
    {
        await using var db = await site.App.OpenDatabaseAsync();
        return await db.AddFinishedAsync(
            Samples.Noon,
            Samples.Observation(),
            Samples.Verdict(),
            Cancellation
        );
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await site.App.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
