using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>What healing and the close of a test end, and what the sender's first delivery begins.</summary>
public sealed class HealingBoundsTests
{
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Scene scene = Scene.Of();

    private sealed record DnsCase
    {
        public required TimeSpan Healed { get; init; }

        /// <summary>After the healing; null where it never comes.</summary>
        public TimeSpan? Delivered { get; init; }

        public bool DnssecOk { get; init; } = true;

        public required DeliveryJudgement Judgement { get; init; }

        public required bool Firm { get; init; }

        public bool Proven { get; init; }
    }

    private static readonly Dictionary<string, DnsCase> DnsCases = new()
    {
        ["healed before it was refused"] = new()
        {
            Healed = Minute * 5,
            Judgement = NotTested,
            Firm = true,
        },
        ["healed when the question was asked"] = new()
        {
            Healed = Asked,
            DnssecOk = false,
            Judgement = NotTested,
            Firm = true,
        },
        ["healed while provisional, then delivered"] = new()
        {
            Healed = Hour,
            Delivered = Minute * 10,
            Judgement = RefusedAsItShould,
            Firm = false,
        },
        ["healed after four hours, and never delivered"] = new()
        {
            Healed = Hour * 5,
            Judgement = RefusedAsItShould,
            Firm = false,
        },
        ["healed after four hours, then delivered"] = new()
        {
            Healed = Hour * 5,
            Delivered = Minute * 10,
            Judgement = RefusedAsItShould,
            Firm = true,
            Proven = true,
        },
        ["healed after four hours, and delivered at that instant"] = new()
        {
            Healed = Hour * 5,
            Delivered = TimeSpan.Zero,
            Judgement = RefusedAsItShould,
            Firm = true,
        },
    };

    public static TheoryData<string> Dns => [.. DnsCases.Keys];

    [Theory]
    [MemberData(nameof(Dns))]
    public void Refusal_at_the_DNS_ends_with_the_healing(string name)
    {
        var given = DnsCases[name];
        scene
            .Control(TimeSpan.FromSeconds(2))
            .Query(TlsaBogus, DnsRecordType.Tlsa, Asked, dnssecOk: given.DnssecOk)
            .Heal(TlsaBogus, given.Healed);
        if (given.Delivered is { } delivered)
        {
            scene.See(TlsaBogus, given.Healed + delivered, MailOverTlsWithSni, healed: true);
        }

        var judged = scene.Judge(TlsaBogus, Hour * 8);

        judged.Judgement.ShouldBe(given.Judgement);
        judged.Firm.ShouldBe(given.Firm);
        judged.ProvenByHealing.ShouldBe(given.Proven);
    }

    [Fact]
    public void Visit_after_healing_without_a_delivery_proves_nothing()
    {
        scene
            .Control(TimeSpan.FromSeconds(2))
            .Refuse(Mismatch, Minute, TlsAndQuit)
            .Heal(Mismatch, Minute * 3)
            .See(Mismatch, Minute * 10, TlsAndQuit, healed: true);

        var judged = scene.Judge(Mismatch, Hour);

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        judged.ProvenByHealing.ShouldBeFalse();
    }

    [Theory]
    [InlineData("just before", -1, true)]
    [InlineData("at the same instant", 0, false)]
    public void Session_and_question_are_of_before_the_healing_by_their_instant(
        string when,
        int ticks,
        bool before
    )
    {
        var at = Minute + TimeSpan.FromTicks(ticks);
        scene
            .Heal(Mismatch, Minute)
            .See(Mismatch, at, TlsAndQuit)
            .Query(Mismatch, DnsRecordType.Tlsa, at);
        var all = scene.Evidence();
        var evidence = new ProbeEvidence
        {
            Probe = OutboundProbes.Get(Mismatch),
            Sessions = all.Sessions,
            Ambiguous = [],
            Queries = all.Queries,
            SharedQueries = [],
            Heal = scene.Heals[0],
            Now = Scene.Opened + Hour,
            ClosesAt = scene.Test.ClosesAt,
        };

        evidence.BeforeHeal.Count().ShouldBe(before ? 1 : 0, when);
        evidence.AfterHeal.Count().ShouldBe(before ? 0 : 1, when);
        evidence.Telling(all.Queries).Count().ShouldBe(before ? 1 : 0, when);
        var unhealed = evidence with { Heal = null };
        unhealed.BeforeHeal.Count().ShouldBe(1, when);
        unhealed.AfterHeal.ShouldBeEmpty(when);
        unhealed.Telling(all.Queries).Count().ShouldBe(1, when);
    }

    /// <summary>Senders reuse connections: the message comes by one that was made before the fault was put right.</summary>
    [Theory]
    [InlineData("to another host, before the healing", EeGood, -1, false)]
    [InlineData("to another host, at the healing", EeGood, 0, true)]
    [InlineData("to the same host, while the old records lived", Mismatch, 59_999, false)]
    [InlineData("to the same host, when they had expired", Mismatch, 60_000, true)]
    public void Message_by_a_connection_of_before_the_healing_is_judged_by_when_its_host_was_looked_for(
        string what,
        OutboundProbeId host,
        int milliseconds,
        bool right
    )
    {
        var healed = Minute * 3;
        scene
            .Control(TimeSpan.FromSeconds(2))
            .Refuse(Mismatch, Minute, TlsAndQuit)
            .Heal(Mismatch, healed);
        var at = Scene.Opened + healed + TimeSpan.FromMilliseconds(milliseconds);
        var made = scene.Add(host, healed - TimeSpan.FromSeconds(20), TlsAndQuit);
        scene.Sessions[^1] = made with
        {
            EndedAt = at + TimeSpan.FromSeconds(1),
            Transactions =
            [
                new MailTransaction
                {
                    At = at,
                    OverTls = true,
                    ReplyCode = 250,
                    TlsNotRequired = false,
                    Recipients = [new RecipientEvidence(at, scene.Test.Token, Mismatch, 250)],
                    TakenAt = at,
                },
            ],
        };

        var judged = scene.Judge(Mismatch, Hour);

        judged.Judgement.ShouldBe(right ? RefusedAsItShould : DeliveredThoughItMustNot, what);
    }

    [Fact]
    public void Refusals_of_who_never_delivered_are_never_firm()
    {
        scene.Refuse(Mismatch, Minute, TlsAndQuit);
        var evidence = new ProbeEvidence
        {
            Probe = OutboundProbes.Get(Mismatch),
            Sessions = scene.Evidence().Sessions,
            Ambiguous = [],
            Queries = [],
            ResolverQueries = scene.Evidence().Queries,
            SharedQueries = [],
            Now = Scene.Opened + Hour,
            ClosesAt = scene.Test.ClosesAt,
        };
        var refusals = evidence.Refusals(evidence.Sessions);

        refusals.Count.ShouldBe(2);
        RefusalRules.FirmAt(evidence, refusals, FirmRule.Retry).ShouldBeNull();
        RefusalRules
            .FirmAt(evidence with { AnchoredAt = Scene.Opened }, refusals, FirmRule.Retry)
            .ShouldNotBeNull();
    }

    [Fact]
    public void What_would_be_firm_after_the_close_is_inconclusive_at_the_close_and_ever_after()
    {
        scene
            .Control(ProbeTiming.ClosesAfter - Hour)
            .Query(TlsaBogus, DnsRecordType.Tlsa, ProbeTiming.ClosesAfter - Hour);

        foreach (var after in new[] { 0, 1, 4, 24 })
        {
            var judged = scene.Judge(TlsaBogus, ProbeTiming.ClosesAfter + (Hour * after));
            judged.Judgement.ShouldBe(DeliveryJudgement.Inconclusive, $"{after} hours after");
            judged.Firm.ShouldBeFalse($"{after} hours after");
        }
    }

    [Theory]
    [InlineData(Control, true)]
    [InlineData(EeGood, true)]
    [InlineData(TaGood, true)]
    [InlineData(Rollover, true)]
    [InlineData(Unusable, true)]
    [InlineData(TlsOnly, false)]
    [InlineData(PkixBad, false)]
    [InlineData(InsecureHost, false)]
    [InlineData(PkixUsage, false)]
    public void Refusals_count_from_a_delivery_of_the_control_or_of_a_host_with_DANE(
        OutboundProbeId probe,
        bool counts
    )
    {
        scene.See(probe, TimeSpan.FromSeconds(2), MailOverTls).Refuse(Mismatch, Minute, TlsAndQuit);

        var judged = scene.Judge(Mismatch, Hour);

        judged.Judgement.ShouldBe(counts ? RefusedAsItShould : Pending);
        judged.Undecided().ShouldBe(counts ? null : OpenReason.NoControl);
    }

    [Theory]
    [InlineData("the first of two controls", Control, 2, true)]
    [InlineData("the control, and not what was delivered before it", EeGood, 30 * 60, false)]
    public void Refusals_count_from_the_first_control(
        string what,
        OutboundProbeId earlier,
        int sinceSeconds,
        bool provisional
    )
    {
        scene
            .Query(Control, DnsRecordType.Mx, Asked)
            .Query(EeGood, DnsRecordType.Mx, TimeSpan.FromSeconds(1))
            .See(earlier, TimeSpan.FromSeconds(2), MailOverTls)
            .Query(TlsaBogus, DnsRecordType.Tlsa, TimeSpan.FromSeconds(2))
            .See(Control, Minute * 30, MailOverTls);

        var judged = scene.Judge(TlsaBogus, Minute * 35);

        judged.Judgement.ShouldBe(provisional ? RefusedAsItShould : Pending, what);
        judged
            .Open!.From.ShouldNotBeNull()
            .ShouldBe(
                Scene.Opened + TimeSpan.FromSeconds(sinceSeconds) + (Minute * 10),
                TimeSpan.FromSeconds(1),
                what
            );
    }
}
