using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Dashboard.Web.Features.Outbound;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Outbound.Tests;

/// <summary>A Postfix that would verify DANE, behind resolvers of several kinds.</summary>
[Collection(OwnLabCollection.Name)]
public sealed class ResolverTests(OwnLabFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ProbeJudgement Of(OutboundTestView view, OutboundProbeId probe) =>
        view.Verdict.Senders.Single().Probes.Single(p => p.Probe == probe);

    /// <summary>Of the whole basic test, with a flush in between and one four hours later.</summary>
    private async Task<(string Id, OutboundTestView View)> RunAsync(SenderMta mta)
    {
        fixture.Require();
        var campaign = new Campaign(fixture);
        var id = await campaign.MailAsync(mta, OutboundTestKind.Basic);
        await campaign.SettleAsync();
        await campaign.PassAsync(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        await campaign.RetryAsync();
        await campaign.PassAsync(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await campaign.PassAsync(ProbeTiming.DnsFirmAfter);
        await campaign.PassAsync(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        await campaign.RetryAsync();
        return (id, await campaign.ViewAsync(mta));
    }

    private async Task<IReadOnlyList<bool>> DnssecOkAsync(string id)
    {
        await using var db = await fixture.OpenDatabaseAsync();
        return await db
            .OutboundQueries.Where(q =>
                db.OutboundTests.Any(t => t.Id == q.TestId && t.ViewId == id)
            )
            .Select(q => q.DnssecOk)
            .ToListAsync(Cancellation);
    }

    [Fact]
    public async Task Sender_behind_a_resolver_that_forwards_with_CD_has_its_verdict()
    {
        var (_, view) = await RunAsync(SenderMtas.PostfixDaneForwarding);

        var sender = view.Verdict.Senders.ShouldHaveSingleItem();
        sender.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        sender.Firm.ShouldBeTrue();
        sender.Domain.ShouldBe(SenderMtas.PostfixDaneForwarding.Domain);
        Of(view, OutboundProbeId.TlsaBogus).RefusedHow.ShouldBe(RefusalKind.AtDns);
    }

    [Fact]
    public async Task Sender_whose_resolver_gets_no_signatures_only_asks_and_is_said_to()
    {
        var (id, view) = await RunAsync(SenderMtas.PostfixDaneStripped);

        view.Verdict.Senders.ShouldBeEmpty();
        view.Verdict.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        view.Verdict.Silence.ShouldBe(SilenceKind.OnlyAsked);
        var asked = await DnssecOkAsync(id);
        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(dnssecOk => !dnssecOk);
    }

    [Fact]
    public async Task Sender_whose_resolver_asks_without_DO_is_not_called_enforcing()
    {
        var (id, view) = await RunAsync(SenderMtas.PostfixDaneWithoutDnssecOk);

        var sender = view.Verdict.Senders.ShouldHaveSingleItem();
        sender.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        sender.Missing.ShouldContain(Protection.CertificateAuthentication);
        Of(view, OutboundProbeId.TlsaBogus)
            .Judgement.ShouldBe(DeliveryJudgement.DeliveredThoughItMustNot);
        (await DnssecOkAsync(id)).ShouldAllBe(dnssecOk => !dnssecOk);
    }
}
