using System.Net;
using Dashboard.Check.Terminal;
using Dashboard.Core.Adoption;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Campaigns.Answers;
using Dashboard.Web.Features.Campaigns.Coverage;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Notices;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Campaigns;

/// <summary>The whole way: mail, link, consent, a sending test by real names and TLS, verdict, coverage, thanks.</summary>
public sealed class CampaignPathTests(PostgresFixture postgres, RelayFixture relays)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invited_organisation_accepts_sends_and_is_counted()
    {
        var relay = await relays.GetAsync();
        var mailbox = $"eva+{Guid.NewGuid().ToString("N")[..8]}";
        await using var site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            Cancellation,
            CampaignSite.Settings(relay.Port)
        );
        var app = site.App;
        // With a second domain nothing says which one is the main domain.
        await CampaignSite.ImportAsync(
            app,
            CampaignSite.Register
                + "\nGemeente Voorbeeldstad;https://identifier.overheid.nl/tooi/id/gemeente/gm9001;Gemeente;voorbeeldstad.example"
        );
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Verzenden"),
            $"gm9001;{CampaignSite.Mailbox(mailbox)}"
        );
        await CampaignSite.RunAsync(app, id);
        var link = NoticeSite.Link(
            await NoticeSite.MailAsync(relay, mailbox),
            "/campaigns/answer/"
        );

        using var accepted = await Forms.SubmitAsync(app, link, CampaignAnswerPage.AcceptForm);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Found);
        var view = await TestAsync(site, id);
        var page = await app.Client.GetStringAsync(link, Cancellation);
        page.ShouldContain("Gemeente Voorbeeldstad doet mee.");
        page.ShouldContain($"control.{OutboundSite.Zone}");
        // Pressed twice, it is one test.
        var answers = app.Services.GetRequiredService<CampaignAnswers>();
        (
            await answers.StartTestAsync(link.Split('/')[^1], IPAddress.Loopback, Cancellation)
        ).ShouldBeNull();
        (await CoverageAsync(site, id)).NotTestedYet.ShouldBe(1);

        await EnforceAsync(site, view);

        var coverage = await Eventually.GetAsync(
            async () =>
                await CoverageAsync(site, id) is { EnforcesDane: 1 } counted ? counted : null,
            what: "the stored verdict"
        );
        coverage.ShouldSatisfyAllConditions(
            () => coverage.Asked.ShouldBe(3),
            () => coverage.Tested.ShouldBe(1),
            () => coverage.NoAddress.ShouldBe(2)
        );
        var thanks = await NoticeSite.MailAsync(
            relay,
            mailbox,
            mail => mail.Subject!.StartsWith("Dank", StringComparison.Ordinal)
        );
        var result = NoticeSite.Link(thanks, "/sending/");
        result.ShouldBe($"/sending/{(await site.RowAsync(view)).ReadingId}");
        using var shown = await app.Client.GetAsync(result, Cancellation);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client.GetStringAsync(link, Cancellation)).ShouldContain(
            "Aantoonbaar verzonden door sender.example"
        );
        // A round counts the same result as the organisation's sending.
        await using var db = await app.OpenDatabaseAsync();
        var now = site.Clock.GetUtcNow();
        var list = await app
            .Services.GetRequiredService<IRoundRegister>()
            .ReadAsync(null, DutchTime.DayOf(now), Cancellation);
        var sending = await SendingStates.FreezeAsync(db, list!, now, Cancellation);
        (sending["gm9001"].Tested, sending["gm9001"].State).ShouldBe((1, SendingState.Unknown));
        sending["gm9002"].Tested.ShouldBe(0);
        await ShouldEnforceOnceTheMainDomainIsChosenAsync(site);
    }

    /// <summary>An analyst chooses, a round is measured, and its figures hold the organisation.</summary>
    private static async Task ShouldEnforceOnceTheMainDomainIsChosenAsync(OutboundSite site)
    {
        await using var error = new StringWriter();
        var status = await RegisterCommand.RunAsync(
            [
                "correct",
                "gm9001",
                "main-domain",
                "sender.example",
                "--reason",
                "zo op de website",
                $"--ConnectionStrings:Dashboard={site.ConnectionString}",
            ],
            new CommandConsole(TextReader.Null, TextWriter.Null, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        status.ShouldBe(0, error.ToString());

        // Workers of a round go by the machine's clock, and that of this site was moved on: its result is of today.
        await site.App.DisposeAsync();
        await using var app = await DashboardApp.StartAsync(
            site.ConnectionString,
            $"Dns:Resolver={site.Resolver.Endpoint}",
            "Dns:Timeout=00:00:05",
            "Dns:RetryAfter=00:00:00",
            "Rounds:SweepEvery=00:00:00.2"
        );
        await using var db = await app.OpenDatabaseAsync();
        await db.OutboundTests.ExecuteUpdateAsync(
            set => set.SetProperty(t => t.JudgedAt, DateTimeOffset.UtcNow),
            Cancellation
        );

        var round = await MonitorSite.MeasureAsync(app, "Meting");

        var row = await db.Set<RoundRow>().SingleAsync(r => r.Id == round, Cancellation);
        var reports = app.Services.GetRequiredService<RoundReports>();
        var figures = await reports.FiguresAsync(
            row,
            AdoptionDimension.All,
            AdoptionView.Strict,
            Cancellation
        );
        var sending = figures.Single(f => f.Standard == FigureStandard.DaneSending);
        (sending.Share, sending.Coverage).ShouldBe((new Share(1, 1), new(1, 3)));
        var flow = await reports.MailFlowAsync(row, Cancellation);
        // Of three organisations, to two others each: only what the first one sends is known.
        flow.All.Unknown.ShouldBe(6, "nothing is measured of who receives it");
        flow.All.PossibleSum.ShouldBe(6);
    }

    private static async Task<CampaignCoverage> CoverageAsync(OutboundSite site, int campaign) =>
        (
            await site
                .App.Services.GetRequiredService<CampaignCoverages>()
                .ReadAsync(campaign, Cancellation)
        )!
            .Value
            .Rows[0]
            .Coverage;

    /// <summary>The owner's link of the only test of the campaign.</summary>
    private static async Task<string> TestAsync(OutboundSite site, int campaign)
    {
        await using var db = await site.App.OpenDatabaseAsync();
        return await db.Set<CampaignTestRow>()
            .Where(t =>
                db.Set<CampaignOrganisationRow>()
                    .Any(o => o.Id == t.OrganisationId && o.CampaignId == campaign)
            )
            .Join(db.OutboundTests, t => t.TestId, t => t.Id, (_, t) => t.ViewId)
            .SingleAsync(Cancellation);
    }

    /// <summary>A sender that verifies DANE, as a queue sends: what was refused comes again, and arrives once it is healed.</summary>
    private static async Task EnforceAsync(OutboundSite site, string view)
    {
        var test = (await site.RowAsync(view)).ToTest();
        var sender = new ScriptedSender(site, "mail.sender.example");
        Task<string> Send(OutboundProbeId probe) =>
            sender.SendAsync(
                test.Names.Recipient(probe, test.Token),
                $"From: <someone@sender.example>\r\nSubject: {probe}\r\n\r\nTest.\r\n"
            );

        (await Send(OutboundProbeId.Control)).ShouldStartWith("250");
        var session = await Eventually.GetAsync(
            async () =>
            {
                await using var db = await site.App.OpenDatabaseAsync();
                return await db
                    .OutboundSessions.AsNoTracking()
                    .FirstOrDefaultAsync(
                        s => s.TestIds.Contains(test.Id) && s.EndedAt != null,
                        Cancellation
                    );
            },
            what: "the session of the control"
        );
        // Beyond the zone there is no DNS here: that the domain authorises the sender is said by the test.
        await site.ProveAsync(test, session.Evidence);
        (await Send(OutboundProbeId.EeGood)).ShouldStartWith("250");
        foreach (var probe in new[] { OutboundProbeId.Mismatch, OutboundProbeId.Stripped })
        {
            (await Send(probe)).ShouldStartWith("221");
        }
        (await Send(OutboundProbeId.TlsaBogus)).ShouldBe("TLSA fails");
        await SessionsAsync(site, view, 2);
        site.Clock.Step(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        foreach (var probe in new[] { OutboundProbeId.Mismatch, OutboundProbeId.Stripped })
        {
            (await Send(probe)).ShouldStartWith("221");
        }
        await SessionsAsync(site, view, 4);
        site.Clock.Step(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await site.UntilAsync(view, seen => seen.Heals.Count == 2, "both healings");
        site.Clock.Step(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        foreach (var probe in new[] { OutboundProbeId.Mismatch, OutboundProbeId.Stripped })
        {
            (await Send(probe)).ShouldStartWith("250");
        }
        await site.UntilAsync(
            view,
            seen => seen.Verdict.Probes.Count(probe => probe.ProvenByHealing) == 2,
            "both proofs"
        );
        site.Clock.Step(ProbeTiming.DnsFirmAfter);
        await site.UntilAsync(view, seen => seen.Heals.Count == 3, "the last healing");
        site.Clock.Step(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        (await Send(OutboundProbeId.TlsaBogus)).ShouldStartWith("250");
        var final = await site.UntilAsync(
            view,
            seen =>
                seen.Verdict
                    is { Verdict: SenderVerdictKind.EnforcesDane, Senders: [{ Firm: true }] },
            "the verdict"
        );
        final
            .Verdict.Senders.ShouldHaveSingleItem()
            .Domain.ShouldBe(DomainName.Parse("sender.example"));
    }

    private static async Task SessionsAsync(OutboundSite site, string view, int refused) =>
        await site.UntilAsync(
            view,
            seen =>
                seen.Verdict.Senders is [var only]
                && only.Probes.Where(probe =>
                        probe.Probe is OutboundProbeId.Mismatch or OutboundProbeId.Stripped
                    )
                    .Sum(probe =>
                        probe.Timeline.Count(entry => entry.Kind == TimelineKind.SessionEnded)
                    ) == refused,
            $"{refused} refused sessions"
        );
}
