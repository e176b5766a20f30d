using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The judgement of a probe at the ends of its periods, and what is said beside it.</summary>
public sealed class ProbeBoundsTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly Scene scene = Scene.Of().Control(TimeSpan.FromSeconds(2));

    private ProbeJudgement Judge(OutboundProbeId probe, TimeSpan at, TestEvidence evidence) =>
        OutboundJudgement
            .Judge(scene.Test, evidence, scene.Heals, scene.Identities, Scene.Opened + at)
            .Senders[0]
            .Probes.Single(judgement => judgement.Probe == probe);

    private sealed record SeenCase
    {
        public required OutboundProbeId Probe { get; init; }

        public required SessionShape[] Visits { get; init; }

        public HostRole Role { get; init; } = HostRole.Primary;

        public required DeliveryJudgement Judgement { get; init; }

        public required SeenOutcome Seen { get; init; }

        public RefusalKind? Refused { get; init; }
    }

    private static readonly Dictionary<string, SeenCase> SeenCases = new()
    {
        ["without TLSA records, in the clear"] = new()
        {
            Probe = PkixBad,
            Visits = [MailInClear],
            Judgement = DeliveredAsItShould,
            Seen = SeenOutcome.MailInClear,
        },
        ["without TLSA records, over TLS"] = new()
        {
            Probe = PkixBad,
            Visits = [MailOverTls],
            Judgement = DeliveredAsItShould,
            Seen = SeenOutcome.MailOverTls,
        },
        ["without TLSA records, over TLS and in the clear"] = new()
        {
            Probe = PkixBad,
            Visits = [MailOverTls, MailInClear],
            Judgement = DeliveredAsItShould,
            Seen = SeenOutcome.MailInClear,
        },
        ["only TLS is taken, and it leaves after the handshake"] = new()
        {
            Probe = TlsOnly,
            Visits = [TlsAndQuit],
            Judgement = RefusedThoughItShouldDeliver,
            Seen = SeenOutcome.LeftAfterHandshake,
            Refused = RefusalKind.AfterHandshake,
        },
        ["only TLS is taken, and it leaves at once"] = new()
        {
            Probe = TlsOnly,
            Visits = [Peek],
            Judgement = Pending,
            Seen = SeenOutcome.Connection,
        },
        ["only TLS is taken, and it tries in the clear"] = new()
        {
            Probe = TlsOnly,
            Visits = [MailInClear],
            Judgement = RefusedThoughItShouldDeliver,
            Seen = SeenOutcome.MailInClear,
            Refused = RefusalKind.BeforeTls,
        },
        ["the good host of the pair, in the clear"] = new()
        {
            Probe = MxPair,
            Visits = [MailInClear],
            Role = HostRole.Secondary,
            Judgement = DeliveredThoughItMustNot,
            Seen = SeenOutcome.MailInClear,
        },
        ["the good host of the pair, over TLS"] = new()
        {
            Probe = MxPair,
            Visits = [MailOverTlsWithSni],
            Role = HostRole.Secondary,
            Judgement = DeliveredAsItShould,
            Seen = SeenOutcome.MailOverTls,
        },
    };

    public static TheoryData<string> SeenNames => [.. SeenCases.Keys];

    [Theory]
    [MemberData(nameof(SeenNames))]
    public void Judgement_says_the_most_telling_thing_that_was_seen(string name)
    {
        var given = SeenCases[name];
        foreach (var visit in given.Visits)
        {
            scene.See(given.Probe, Start, visit, role: given.Role);
        }

        var judged = scene.Judge(given.Probe, TimeSpan.FromHours(1));

        judged.Judgement.ShouldBe(given.Judgement);
        judged.Seen.ShouldBe(given.Seen);
        judged.RefusedHow.ShouldBe(given.Refused);
    }

    [Theory]
    [InlineData(
        "a question for the address",
        DnsRecordType.A,
        "192.0.2.53",
        SeenOutcome.DnsQueries
    )]
    [InlineData("a question for TLSA", DnsRecordType.Tlsa, "192.0.2.53", SeenOutcome.TlsaQuery)]
    [InlineData("of nobody known", DnsRecordType.Tlsa, "203.0.113.53", SeenOutcome.TlsaQuery)]
    public void Question_of_anybody_is_seen_and_reported(
        string asked,
        DnsRecordType type,
        string resolver,
        SeenOutcome seen
    )
    {
        scene.Query(Mismatch, type, Start, resolver);

        var judged = scene.Judge(Mismatch, TimeSpan.FromHours(1));

        judged.Judgement.ShouldBe(Pending, asked);
        judged.Seen.ShouldBe(seen, asked);
        judged.Open!.Reason.ShouldBe(OpenReason.OnlyAsked, asked);
        judged.Timeline.ShouldHaveSingleItem(asked).Facts["resolver"].ShouldBe(resolver);
    }

    [Fact]
    public void Attempt_in_the_clear_where_only_TLS_is_taken_is_firm_after_exactly_four_hours()
    {
        var ended = scene.Add(TlsOnly, Start, MailInClear).EndedAt!.Value - Scene.Opened;
        var firm = ended + TimeSpan.FromHours(4);

        var open = scene.Judge(TlsOnly, firm - Tick).Open!;
        open.From.ShouldBe(Scene.Opened + ended + TimeSpan.FromMinutes(15));
        open.Until.ShouldBe(Scene.Opened + firm);
        scene.Judge(TlsOnly, firm).Firm.ShouldBeTrue();
    }

    [Theory]
    [InlineData("before the back-off is over", -1, false)]
    [InlineData("when it is over", 0, true)]
    public void Second_attempt_in_the_clear_where_only_TLS_is_taken_counts_after_the_back_off(
        string when,
        int ticks,
        bool firm
    )
    {
        var ended = scene.Add(TlsOnly, Start, MailInClear).EndedAt!.Value - Scene.Opened;
        scene.See(
            TlsOnly,
            ended + TimeSpan.FromMinutes(15) + TimeSpan.FromTicks(ticks),
            MailInClear
        );

        scene.Judge(TlsOnly, TimeSpan.FromHours(1)).Firm.ShouldBe(firm, when);
    }

    [Theory]
    [InlineData("comes within the quiet period", -1, false)]
    [InlineData("comes when it is over", 0, true)]
    public void Refusal_is_settled_unless_another_session_follows_at_once(
        string what,
        int ticks,
        bool firm
    )
    {
        scene.See(Mismatch, Start, TlsAndQuit);
        var last = scene.Add(Mismatch, TimeSpan.FromSeconds(80), TlsAndQuit);
        var quiet = last.EndedAt!.Value - Scene.Opened + TimeSpan.FromSeconds(10);
        scene.See(Mismatch, quiet + TimeSpan.FromTicks(ticks), Peek);

        scene.Judge(Mismatch, TimeSpan.FromMinutes(3)).IsDecided().ShouldBe(firm, what);
    }

    [Theory]
    [InlineData("ends with the quiet period", 0, true)]
    [InlineData("outlasts it", 1, false)]
    public void Refusal_is_settled_unless_an_earlier_session_outlasts_the_quiet_period(
        string what,
        int ticks,
        bool firm
    )
    {
        scene.See(Mismatch, Start, TlsAndQuit);
        var earlier = scene.Add(Mismatch, TimeSpan.FromSeconds(75), Peek);
        var last = scene.Add(Mismatch, TimeSpan.FromSeconds(80), TlsAndQuit);
        scene.Sessions[^2] = earlier with
        {
            EndedAt = last.EndedAt!.Value + TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(ticks),
        };

        scene.Judge(Mismatch, TimeSpan.FromMinutes(3)).IsDecided().ShouldBe(firm, what);
    }

    [Fact]
    public void Decided_refusal_stays_so_while_a_later_visit_is_not_yet_settled()
    {
        foreach (var visit in new[] { 10, 80, 200 })
        {
            scene.See(Mismatch, TimeSpan.FromSeconds(visit), TlsAndQuit);
        }

        scene.Judge(Mismatch, TimeSpan.FromSeconds(89)).IsDecided().ShouldBeFalse();
        scene.Judge(Mismatch, TimeSpan.FromSeconds(205)).IsDecided().ShouldBeTrue();
    }

    private sealed record DoubtCase
    {
        /// <summary>The shape and whether it may be of another test, of each session in doubt.</summary>
        public required (SessionShape Shape, bool WithOtherTest)[] Doubtful { get; init; }

        public bool Refuses { get; init; }

        public required DeliveryJudgement Judgement { get; init; }

        public OpenReason? Open { get; init; }
    }

    private static readonly Dictionary<string, DoubtCase> DoubtCases = new()
    {
        ["refused for certain, and a message that may be its own"] = new()
        {
            Doubtful = [(MailOverTls, false)],
            Refuses = true,
            Judgement = DeliveryJudgement.Ambiguous,
            Open = OpenReason.OtherSender,
        },
        ["refused for certain, and a visit that may be its own"] = new()
        {
            Doubtful = [(TlsAndQuit, false)],
            Refuses = true,
            Judgement = RefusedAsItShould,
        },
        ["a visit that may be another sender's"] = new()
        {
            Doubtful = [(TlsAndQuit, false)],
            Judgement = DeliveryJudgement.Ambiguous,
            Open = OpenReason.OtherSender,
        },
        ["a visit that may be another test's"] = new()
        {
            Doubtful = [(TlsAndQuit, true)],
            Judgement = DeliveryJudgement.Ambiguous,
            Open = OpenReason.OverlapsOtherTest,
        },
        ["one of each kind"] = new()
        {
            Doubtful = [(TlsAndQuit, false), (TlsAndQuit, true)],
            Judgement = DeliveryJudgement.Ambiguous,
            Open = OpenReason.OverlapsOtherTest,
        },
    };

    public static TheoryData<string> Doubts => [.. DoubtCases.Keys];

    [Theory]
    [MemberData(nameof(Doubts))]
    public void Doubtful_session_is_judged_by_what_it_may_have_been(string name)
    {
        var given = DoubtCases[name];
        if (given.Refuses)
        {
            scene.Refuse(Mismatch, Start, TlsAndQuit);
        }
        var evidence = scene.Evidence();
        evidence = evidence with
        {
            Ambiguous =
            [
                .. given.Doubtful.Select(one => new AmbiguousSession(
                    scene.Add(Mismatch, Start, one.Shape),
                    [Mismatch],
                    one.WithOtherTest
                )),
            ],
        };

        var judged = Judge(Mismatch, TimeSpan.FromHours(1), evidence);

        judged.Judgement.ShouldBe(given.Judgement);
        judged.IsDecided().ShouldBe(given.Refuses && given.Open is null);
        judged.Undecided().ShouldBe(given.Open);
    }

    [Theory]
    [InlineData("a visit", false, DeliveredAsItShould)]
    [InlineData("a message", true, DeliveryJudgement.Ambiguous)]
    public void Pair_is_in_doubt_only_by_a_message_that_nobody_can_place(
        string what,
        bool isMessage,
        DeliveryJudgement expected
    )
    {
        scene
            .See(MxPair, Start, MailOverTlsWithSni, role: HostRole.Secondary)
            .See(MxPair, Start * 2, isMessage ? MailOverTls : TlsAndQuit);
        var evidence = scene.Evidence();
        evidence = evidence with
        {
            Sessions =
            [
                .. evidence.Sessions.Select(session =>
                    session is { Probe: MxPair, Role: HostRole.Primary }
                        ? session with
                        {
                            Role = null,
                        }
                        : session
                ),
            ],
        };

        Judge(MxPair, TimeSpan.FromHours(1), evidence).Judgement.ShouldBe(expected, what);
    }

    [Fact]
    public void Probe_has_no_host_but_those_of_its_row() =>
        Should.Throw<InvalidOperationException>(() =>
            OutboundProbes.Get(Control).Host(HostRole.Secondary)
        );
}
