using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Dashboard.Web.Features.Outbound;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Outbound.Tests;

/// <summary>Where all tests have the same addresses, a session belongs to a test by what it names, or by the question before it.</summary>
public sealed class SharedAddressesTests(SharedAddressesFixture fixture)
    : IClassFixture<SharedAddressesFixture>
{
    [Fact]
    public async Task Session_that_names_nothing_belongs_to_the_test_that_was_asked_for()
    {
        fixture.Require();
        await ForgottenAsync();
        var campaign = new Campaign(fixture);
        await campaign.MailAsync(SenderMtas.PostfixDane, OutboundTestKind.Basic);
        await campaign.SettleAsync();

        var view = await campaign.ViewAsync(SenderMtas.PostfixDane);
        Judgement(view, OutboundProbeId.Stripped).ShouldBe(DeliveryJudgement.RefusedAsItShould);
        view.Verdict.Ambiguous.ShouldBeEmpty();
    }

    /// <summary>
    /// Sessions at the two hosts without STARTTLS name nothing and come to one listener: an attempt that could have been at either
    /// settles neither (docs/sending-test.md). All else has its judgement.
    /// </summary>
    [Fact]
    public async Task Full_test_of_a_sender_that_verifies_DANE_leaves_open_only_what_names_nothing()
    {
        fixture.Require();
        await ForgottenAsync();
        var campaign = new Campaign(fixture);
        var sender = SenderMtas.PostfixDane;
        await campaign.MailAsync(sender, OutboundTestKind.Full);
        await campaign.IdleAsync(sender);

        await campaign.LiveThroughAsync();

        var view = await campaign.ViewAsync(sender);
        var one = view.Verdict.Senders.ShouldHaveSingleItem();
        one.Missing.ShouldBeEmpty();
        one.Undetermined.Except([OutboundProbeId.Stripped, OutboundProbeId.UnusableStripped])
            .ShouldBeEmpty();
        Judgement(view, OutboundProbeId.Mismatch).ShouldBe(DeliveryJudgement.RefusedAsItShould);
        Judgement(view, OutboundProbeId.Stripped).ShouldBe(DeliveryJudgement.RefusedAsItShould);
    }

    /// <summary>sending-cases F6, by a real Postfix: at shared addresses one connection brings messages of many probes.</summary>
    [Fact]
    public async Task Messages_that_a_Postfix_sends_by_one_connection_count_each_for_their_probe()
    {
        fixture.Require();
        await ForgottenAsync();
        var campaign = new Campaign(fixture);
        var sender = SenderMtas.PostfixReusing;
        var id = await campaign.MailAsync(sender, OutboundTestKind.Full);
        await campaign.IdleAsync(sender);
        await campaign.SettleAsync();

        var view = await campaign.ViewAsync(sender);
        var one = view.Verdict.Senders.ShouldHaveSingleItem();
        one.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        one.Probes.Where(judged =>
                judged.Expected == ExpectedDelivery.Deliver
                && judged.Probe != OutboundProbeId.MxPair
            )
            .ShouldAllBe(judged => judged.Judgement == DeliveryJudgement.DeliveredAsItShould);
        Judgement(view, OutboundProbeId.Mismatch)
            .ShouldBe(DeliveryJudgement.DeliveredThoughItMustNot);
        await using var db = await fixture.OpenDatabaseAsync();
        var test = await db.OutboundTests.SingleAsync(
            t => t.ViewId == id,
            TestContext.Current.CancellationToken
        );
        var sessions = await db
            .OutboundSessions.Where(s => s.TestIds.Contains(test.Id))
            .ToListAsync(TestContext.Current.CancellationToken);
        sessions
            .Max(session =>
                session
                    .Evidence.Transactions.SelectMany(transaction => transaction.Recipients)
                    .Select(recipient => recipient.Probe)
                    .Distinct()
                    .Count()
            )
            .ShouldBeGreaterThan(1, "connections were reused");
    }

    [Fact]
    public async Task Session_that_could_belong_to_two_tests_counts_for_neither()
    {
        fixture.Require();
        await ForgottenAsync();
        var campaign = new Campaign(fixture);
        var first = await fixture.OpenAsync(OutboundTestKind.Basic);
        var second = await fixture.OpenAsync(OutboundTestKind.Basic);
        await fixture.Lab.SendAsync(
            SenderMtas.PostfixDane,
            new LabMessage(
                [.. first.Addresses.Concat(second.Addresses).Select(address => address.Address)],
                "Two tests",
                "At once."
            ),
            TestContext.Current.CancellationToken
        );
        campaign.Watch(SenderMtas.PostfixDane);
        await campaign.SettleAsync();

        foreach (var id in new[] { first.Id, second.Id })
        {
            var view = await fixture.ViewAsync(id);
            // By the recipient.
            Judgement(view, OutboundProbeId.Control)
                .ShouldBe(DeliveryJudgement.DeliveredAsItShould);
            // By SNI.
            Judgement(view, OutboundProbeId.Mismatch)
                .ShouldBe(DeliveryJudgement.RefusedAsItShould);
            // No name is said before STARTTLS, and both were asked for.
            Judgement(view, OutboundProbeId.Stripped).ShouldBe(DeliveryJudgement.Ambiguous);
            view.Verdict.Ambiguous.ShouldNotBeEmpty();
        }
    }

    /// <summary>What was asked for in another test is too long ago to count.</summary>
    private async Task ForgottenAsync()
    {
        await fixture.Lab.ForgetAsync(TestContext.Current.CancellationToken);
        fixture.Clock.Step(ProbeTiming.QueryWindow * 2);
    }

    private static DeliveryJudgement Judgement(OutboundTestView view, OutboundProbeId probe) =>
        view.Verdict.Senders.Single().Probes.Single(p => p.Probe == probe).Judgement;
}
