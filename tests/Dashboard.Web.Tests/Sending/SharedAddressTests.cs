using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Web.Tests.Sending;

/// <summary>Two tests at the same time from the same sender, where all tests share the addresses of the listeners.</summary>
public sealed class SharedAddressTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_of_one_sender_in_two_tests_never_mixes()
    {
        await using var site = await SendingSite.StartAsync(
            postgres,
            SendingSite.Single,
            Cancellation
        );
        var (firstId, first) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (secondId, second) = await site.NewTestAsync(OutboundTestKind.Basic);
        first.Hosts[0].Addresses.ShouldBe(second.Hosts[0].Addresses, "they share");

        // By recipient.
        await site.ReportAsync(first, OutboundProbeId.Control, MailOverTls);
        await site.ReportAsync(second, OutboundProbeId.Control, MailOverTls);
        // By SNI.
        await site.ReportAsync(first, OutboundProbeId.Mismatch, TlsAndQuit);
        // By nothing: EHLO and QUIT at an address of both.
        var doubtful = await site.ReportAsync(first, OutboundProbeId.Stripped, Leave);
        await site.ReportAsync(second, OutboundProbeId.EeGood, MailOverTlsWithSni);

        var one = await site.UntilAsync(
            firstId,
            view => Of(view, OutboundProbeId.Mismatch) == DeliveryJudgement.RefusedAsItShould,
            "the refusal in the first test"
        );
        var other = await site.UntilAsync(
            secondId,
            view => Of(view, OutboundProbeId.EeGood) == DeliveryJudgement.DeliveredAsItShould,
            "the delivery in the second test"
        );
        Of(one, OutboundProbeId.EeGood).ShouldBe(DeliveryJudgement.Pending);
        Of(other, OutboundProbeId.Mismatch).ShouldBe(DeliveryJudgement.Pending);
        foreach (var view in new[] { one, other })
        {
            Of(view, OutboundProbeId.Stripped).ShouldBe(DeliveryJudgement.Ambiguous);
            view.Verdict.Ambiguous.Select(a => a.Session.Id).ShouldBe([doubtful.Id]);
        }

        // The one is deleted: what was doubtful is the other's.
        await site.Tests.DeleteAsync(firstId, Cancellation);
        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE test_ids = ARRAY['{second.Id}'::uuid]"
            )
        ).ShouldBe(3);
        (await site.CountAsync("SELECT count(*) FROM outbound_sessions")).ShouldBe(3);
    }

    private static DeliveryJudgement Of(
        Features.OutboundTest.OutboundTestView view,
        OutboundProbeId probe
    ) => view.Verdict.Probes.Single(p => p.Probe == probe).Judgement;
}
