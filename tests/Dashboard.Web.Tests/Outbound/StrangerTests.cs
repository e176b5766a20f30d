using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab;
using Dashboard.Probes.Tests.Outbound.Receiver;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Somebody else than the sender, with the real receiver and the real DNS, who knows the addresses of the test.</summary>
public sealed class StrangerTests(OutboundSiteFixture fixture) : IClassFixture<OutboundSiteFixture>
{
    private const string Ehlo = "mail.sender.example";

    private static readonly IPAddress Elsewhere = IPAddress.Parse("127.9.0.66");

    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>sending-cases F1.</summary>
    [Fact]
    public async Task Stranger_with_a_copied_EHLO_changes_nothing_of_a_proven_domain()
    {
        var domain = DomainName.Parse("opportunistic.example");
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var sender = new ScriptedSender(site, Ehlo);
        foreach (var probe in new[] { OutboundProbeId.Control, OutboundProbeId.EeGood })
        {
            (
                await sender.SendAsync(
                    test.Names.Recipient(probe, test.Token),
                    "From: a@opportunistic.example\r\n\r\nhello"
                )
            ).ShouldStartWith("250");
        }
        await ProveControlAsync(test, domain);

        // Praise: it looks as if the sender refused, twice.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await RefuseAsync(test, OutboundProbeId.Mismatch, tls: true);
            await RefuseAsync(test, OutboundProbeId.Stripped, tls: false);
            site.Clock.Step(ProbeTiming.SecondRefusalAfter + TimeSpan.FromSeconds(1));
        }
        var seen = await site.UntilAsync(
            id,
            view => view.Verdict.StrangerSessions == 4,
            "the stranger's visits"
        );
        var named = seen.Verdict.Senders.ShouldHaveSingleItem();
        named.Domain.ShouldBe(domain);
        named.SourceAddresses.ShouldBe([IPAddress.Loopback]);
        seen.Heals.ShouldBeEmpty("a stranger has nothing put right");

        // Accusation: it has the addresses, and mails them in the clear.
        await using (var client = await GreetAsync(test, OutboundProbeId.Stripped))
        {
            await client.SayAsync("MAIL FROM:<a@opportunistic.example>");
            await client.SayAsync(
                $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Stripped, test.Token)}>"
            );
            await client.SayAsync("QUIT");
        }
        site.Clock.Step(ProbeTiming.DnsFirmAfter);
        var last = await site.UntilAsync(
            id,
            view => view.Verdict.Senders.Count == 2,
            "a sender without a domain beside the proven one"
        );
        var judged = last.Verdict.Senders.Single(one => one.Domain is not null);
        judged.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        judged.Missing.ShouldBeEmpty();
        Of(judged, OutboundProbeId.Mismatch).ShouldBe(DeliveryJudgement.Pending);
        Of(judged, OutboundProbeId.Stripped).ShouldBe(DeliveryJudgement.Pending);
        last.Verdict.HeadlineSenders.ShouldBe([judged]);
        var known = await Eventually.GetAsync(
            () => site.Tests.OfDomainAsync(domain, Cancellation),
            what: "the test of the domain"
        );
        known.Shown.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    private static DeliveryJudgement Of(SenderVerdict sender, OutboundProbeId probe) =>
        sender.Probes.Single(judgement => judgement.Probe == probe).Judgement;

    private static ProbeHost Host(Core.Outbound.OutboundTest test, OutboundProbeId probe) =>
        test.Hosts.Single(host => host.Probe == probe);

    /// <summary>As if the DNS of the domain let the control's source send.</summary>
    private async Task ProveControlAsync(Core.Outbound.OutboundTest test, DomainName domain)
    {
        await using var db = await site.App.OpenDatabaseAsync();
        var sessions = await Eventually.GetAsync(
            async () =>
                await db
                    .OutboundSessions.AsNoTracking()
                    .Where(session => session.TestIds.Contains(test.Id) && session.SaidMail)
                    .OrderBy(session => session.StartedAt)
                    .ToListAsync(Cancellation)
                    is { Count: 2 } stored
                    ? stored
                    : null,
            what: "the sessions of the sender"
        );
        await site.ProveAsync(test, sessions[0].Evidence, domain.Value);
    }

    private async Task RefuseAsync(Core.Outbound.OutboundTest test, OutboundProbeId probe, bool tls)
    {
        await using var client = await GreetAsync(test, probe);
        if (tls)
        {
            await client.StartTlsAsync(Host(test, probe).Name.Value);
        }
        await client.SayAsync("QUIT");
    }

    private async Task<RawClient> GreetAsync(Core.Outbound.OutboundTest test, OutboundProbeId probe)
    {
        var client = await RawClient.ConnectAsync(
            new IPEndPoint(Host(test, probe).Addresses[0], site.SmtpPort),
            Cancellation,
            Elsewhere
        );
        await client.ReplyAsync();
        await client.SayAsync("EHLO " + Ehlo);
        return client;
    }
}
