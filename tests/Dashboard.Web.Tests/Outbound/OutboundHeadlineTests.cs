using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Result;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>The sentence on top of a sending test.</summary>
public sealed class OutboundHeadlineTests
{
    private static readonly ProbeJudgement Asked = new()
    {
        Probe = OutboundProbeId.Control,
        Expected = ExpectedDelivery.Deliver,
        Seen = SeenOutcome.DnsQueries,
        Judgement = DeliveryJudgement.Pending,
        Timeline =
        [
            new(DateTimeOffset.UnixEpoch, TimelineKind.DnsQuery, new Dictionary<string, string>()),
        ],
    };

    [Fact]
    public void Silence_is_waiting_while_open_and_says_nothing_once_closed()
    {
        OutboundHeadline.KeyFor(Verdict(closed: false)).ShouldBe("waiting");
        OutboundHeadline.KeyFor(Verdict(closed: false) with { Probes = [Asked] }).ShouldBe("asked");
        OutboundHeadline.KeyFor(Verdict(closed: true) with { Probes = [Asked] }).ShouldBe("nobody");
    }

    [Theory]
    [InlineData(SenderVerdictKind.EnforcesDane, "enforces-seen")]
    [InlineData(SenderVerdictKind.Partly, "partly")]
    [InlineData(SenderVerdictKind.Opportunistic, "unsettled")]
    [InlineData(SenderVerdictKind.Unencrypted, "unencrypted")]
    [InlineData(SenderVerdictKind.Inconclusive, "open")]
    public void One_sender_is_told_by_its_verdict(SenderVerdictKind verdict, string expected) =>
        OutboundHeadline.KeyFor(Verdict(false, Sender(verdict))).ShouldBe(expected);

    [Fact]
    public void Mandatory_is_said_only_where_it_holds_for_each_sender()
    {
        var plain = Sender(SenderVerdictKind.EnforcesDane) with { Probes = Whole };
        var mandatory = plain with { Mandatory = true };

        OutboundHeadline.KeyFor(Verdict(false, mandatory, mandatory)).ShouldBe("mandatory");
        OutboundHeadline.KeyFor(Verdict(false, mandatory, plain)).ShouldBe("enforces");
    }

    /// <summary>"Cannot be misled" beside "the weakest that an attacker can force: encrypted" would be two answers to one question.</summary>
    [Fact]
    public void Nothing_is_said_of_an_attacker_where_a_way_is_known_or_was_not_looked_at()
    {
        var whole = Sender(SenderVerdictKind.EnforcesDane) with { Probes = Whole };
        var part = whole with { Probes = [.. Whole.SkipLast(1)] };
        var forced = whole with { AttackerConnectionType = ConnectionType.Encrypted };

        OutboundHeadline.KeyFor(Verdict(true, whole)).ShouldBe("enforces");
        OutboundHeadline.KeyFor(Verdict(true, part)).ShouldBe("enforces-seen");
        OutboundHeadline.KeyFor(Verdict(true, forced)).ShouldBe("enforces-except");
        OutboundHeadline
            .KeyFor(Verdict(true, forced with { Mandatory = true }))
            .ShouldBe("enforces-except");
        OutboundHeadline.KeyFor(Verdict(true, whole, part)).ShouldBe("enforces-seen");
        OutboundHeadline.KeyFor(Verdict(true, whole, part, forced)).ShouldBe("enforces-except");
    }

    private static readonly IReadOnlyList<ProbeJudgement> Whole =
    [
        .. OutboundProbes
            .All.Where(probe => probe.Weight != ProbeWeight.Corner)
            .Select(probe => new ProbeJudgement
            {
                Probe = probe.Id,
                Expected = probe.Expected,
                Seen = SeenOutcome.Nothing,
                Judgement = DeliveryJudgement.DeliveredAsItShould,
                Firm = true,
                Timeline = [],
            }),
    ];

    [Fact]
    public void Good_so_far_is_said_only_while_something_may_come()
    {
        var leaning = Sender(SenderVerdictKind.Inconclusive) with
        {
            Leaning = SenderVerdictKind.EnforcesDane,
        };

        OutboundHeadline.KeyFor(Verdict(false, leaning)).ShouldBe("leaning");
        OutboundHeadline.KeyFor(Verdict(true, leaning)).ShouldBe("inconclusive");
        OutboundHeadline
            .KeyFor(Verdict(false, leaning, Sender(SenderVerdictKind.Inconclusive)))
            .ShouldBe("open");
    }

    /// <summary>"Does not check with whom" is said only where that was seen.</summary>
    [Theory]
    [InlineData(true, true, "opportunistic")]
    [InlineData(false, true, "unsettled")]
    [InlineData(false, false, "unsettled")]
    public void Sender_is_said_not_to_check_only_where_a_wrong_certificate_was_settled(
        bool settled,
        bool closed,
        string key
    )
    {
        var sender = Sender(SenderVerdictKind.Opportunistic) with
        {
            Probes =
            [
                settled
                    ? Delivered
                    : Delivered with
                    {
                        Firm = false,
                        Judgement = DeliveryJudgement.Inconclusive,
                    },
            ],
        };

        OutboundHeadline.KeyFor(Verdict(closed, sender)).ShouldBe(key);
        OutboundHeadline
            .KeyFor(Verdict(closed, sender with { Traits = [SenderTrait.VerifiesPkix] }))
            .ShouldBe(settled ? "pkix" : "unsettled");
        SenderStates.WordKey(sender, closed).ShouldBe($"verdict.{key}");
    }

    private static readonly ProbeJudgement Delivered = new()
    {
        Probe = OutboundProbeId.Mismatch,
        Expected = ExpectedDelivery.Withhold,
        Seen = SeenOutcome.MailOverTls,
        Judgement = DeliveryJudgement.DeliveredThoughItMustNot,
        Firm = true,
        Timeline = [],
    };

    [Fact]
    public void Verdict_is_provisional_until_each_sender_is_firm_and_uncertain_where_none_ever_was()
    {
        var firm = Sender(SenderVerdictKind.Opportunistic) with { Firm = true };
        var open = firm with { Firm = false };

        OutboundHeadline.IsProvisional(Verdict(false, firm, firm)).ShouldBeFalse();
        OutboundHeadline.IsProvisional(Verdict(false, firm, open)).ShouldBeTrue();
        OutboundHeadline.IsProvisional(Verdict(true, open)).ShouldBeFalse();
        OutboundHeadline.IsUncertain(Verdict(true, firm, open)).ShouldBeTrue();
        OutboundHeadline.IsUncertain(Verdict(true, firm)).ShouldBeFalse();
        OutboundHeadline.IsUncertain(Verdict(false, open)).ShouldBeFalse();
        OutboundHeadline
            .IsProvisional(Verdict(false, Sender(SenderVerdictKind.Inconclusive)))
            .ShouldBeFalse();
    }

    private static SenderVerdict Sender(SenderVerdictKind kind) =>
        new()
        {
            Verdict = kind,
            Probes = [],
            AttackerConnectionType =
                kind == SenderVerdictKind.EnforcesDane ? ConnectionType.EncryptedAndVerified : null,
        };

    private static OutboundVerdict Verdict(bool closed, params SenderVerdict[] senders) =>
        new()
        {
            MethodVersion = "1",
            Closed = closed,
            Senders = senders,
            Verdict = senders.Length == 0 ? SenderVerdictKind.Inconclusive : senders[0].Verdict,
            Probes = [],
        };
}
