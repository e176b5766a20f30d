using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The table "evidence and judgement" of docs/sending-test.md, row by row.</summary>
public sealed class ProbeRulesTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    private static Scene WithControl() => Scene.Of().Control(TimeSpan.FromSeconds(2));

    private static Scene WithVisits(
        OutboundProbeId probe,
        params (double Seconds, SessionShape Shape)[] visits
    )
    {
        var scene = WithControl();
        foreach (var (seconds, shape) in visits)
        {
            scene.See(probe, TimeSpan.FromSeconds(seconds), shape);
        }
        return scene;
    }

    private sealed record SessionCase
    {
        public required string Name { get; init; }

        public required OutboundProbeId Probe { get; init; }

        public required (double Seconds, SessionShape Shape)[] Visits { get; init; }

        /// <summary>When it is judged, in seconds.</summary>
        public double At { get; init; } = 3600;

        public required DeliveryJudgement Expected { get; init; }

        public RefusalKind? Refused { get; init; }

        public bool Firm { get; init; }

        public OpenReason? Open { get; init; }
    }

    private static readonly SessionCase[] SessionCases =
    [
        // A MAIL settles these at once, a refusal only with a second one.
        new()
        {
            Name = "one refusal after the handshake is a first attempt only",
            Probe = Mismatch,
            Visits = [(10, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.FirstAttemptOnly,
        },
        new()
        {
            Name = "one refusal is nothing when the test closes",
            Probe = Mismatch,
            Visits = [(10, TlsAndQuit)],
            At = 25 * 3600,
            Expected = DeliveryJudgement.Inconclusive,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.FirstAttemptOnly,
        },
        new()
        {
            Name = "a retry from the queue settles it",
            Probe = Mismatch,
            Visits = [(10, TlsAndQuit), (80, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Firm = true,
        },
        new()
        {
            Name = "a retry with an alert settles it",
            Probe = Mismatch,
            Visits = [(10, TlsAndAlert), (80, TlsAndAlert)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Firm = true,
        },
        new()
        {
            Name = "a retry with an alert in the handshake settles it",
            Probe = Mismatch,
            Visits = [(10, AlertInHandshake), (80, AlertInHandshake)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.InHandshake,
            Firm = true,
        },
        new()
        {
            Name = "MAIL over TLS where the certificate does not match",
            Probe = Mismatch,
            Visits = [(10, MailOverTls)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "MAIL over TLS with SNI",
            Probe = Mismatch,
            Visits = [(10, MailOverTlsWithSni)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "MAIL in the clear where the certificate does not match",
            Probe = Mismatch,
            Visits = [(10, MailInClear)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "wrong name, refused twice",
            Probe = TaName,
            Visits = [(10, TlsAndQuit), (80, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Firm = true,
        },
        new()
        {
            Name = "authority missing, refused once",
            Probe = TaMissing,
            Visits = [(10, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.FirstAttemptOnly,
        },
        new()
        {
            Name = "STARTTLS missing, refused once",
            Probe = Stripped,
            Visits = [(10, Leave)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.StartTlsMissing,
            Open = OpenReason.FirstAttemptOnly,
        },
        new()
        {
            Name = "STARTTLS missing, refused twice",
            Probe = Stripped,
            Visits = [(10, Leave), (80, Leave)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.StartTlsMissing,
            Firm = true,
        },
        new()
        {
            Name = "STARTTLS missing, MAIL all the same",
            Probe = Stripped,
            Visits = [(10, MailInClear)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "nothing usable and STARTTLS missing, refused twice",
            Probe = UnusableStripped,
            Visits = [(10, Leave), (80, Leave)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.StartTlsMissing,
            Firm = true,
        },
        // These need a second attempt after the back-off.
        new()
        {
            Name = "454, refused once",
            Probe = StartTls454,
            Visits = [(10, TryTlsAndLeave)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.StartTlsRefused,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "454, a retry too early to be one after the back-off",
            Probe = StartTls454,
            Visits = [(10, TryTlsAndLeave), (310, TryTlsAndLeave)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.StartTlsRefused,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "handshake broken, refused once",
            Probe = HandshakeClose,
            Visits = [(10, TryTlsAndLeave)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.HandshakeBroken,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "handshake broken, one attempt until the close",
            Probe = HandshakeClose,
            Visits = [(10, TryTlsAndLeave)],
            At = 25 * 3600,
            Expected = DeliveryJudgement.Inconclusive,
            Refused = RefusalKind.HandshakeBroken,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "handshake broken, MAIL in the clear",
            Probe = HandshakeClose,
            Visits = [(10, MailInClear)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "handshake broken, MAIL in the clear after the back-off",
            Probe = HandshakeClose,
            Visits = [(10, TryTlsAndLeave), (1200, MailInClear)],
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        // Where the lookup fails, but it came and left.
        new()
        {
            Name = "TLSA bogus, it came and left",
            Probe = TlsaBogus,
            Visits = [(10, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.FirstAttemptOnly,
        },
        new()
        {
            Name = "TLSA bogus, it came and left four hours ago",
            Probe = TlsaBogus,
            Visits = [(10, TlsAndQuit)],
            At = 15000,
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.FirstAttemptOnly,
        },
        new()
        {
            Name = "TLSA bogus, it came and left twice",
            Probe = TlsaBogus,
            Visits = [(10, TlsAndQuit), (400, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Firm = true,
        },
        // Sessions that show no decision of the sender.
        new()
        {
            Name = "connected and gone",
            Probe = Mismatch,
            Visits = [(10, Peek), (80, Peek)],
            Expected = Pending,
            Open = OpenReason.ShowsNothing,
        },
        new()
        {
            Name = "left without STARTTLS where it is offered",
            Probe = Mismatch,
            Visits = [(10, Leave), (80, Leave)],
            Expected = Pending,
            Open = OpenReason.ShowsNothing,
        },
        new()
        {
            Name = "fell silent",
            Probe = Mismatch,
            Visits = [(10, TlsAndHang), (80, TlsAndHang)],
            Expected = Pending,
            Open = OpenReason.ShowsNothing,
        },
        new()
        {
            Name = "goes on",
            Probe = Mismatch,
            Visits = [(10, UnderWay)],
            Expected = Pending,
            Open = OpenReason.ShowsNothing,
        },
        new()
        {
            Name = "left without STARTTLS where 454 would be the answer",
            Probe = StartTls454,
            Visits = [(10, Leave)],
            Expected = Pending,
            Open = OpenReason.ShowsNothing,
        },
        new()
        {
            Name = "nothing until the close",
            Probe = Mismatch,
            Visits = [],
            At = 25 * 3600,
            Expected = DeliveryJudgement.Inconclusive,
            Open = OpenReason.NothingSeen,
        },
        // What should be delivered.
        new()
        {
            Name = "delivered over TLS",
            Probe = EeGood,
            Visits = [(10, MailOverTlsWithSni)],
            At = 11,
            Expected = DeliveredAsItShould,
            Firm = true,
        },
        new()
        {
            Name = "delivered in the clear where TLSA forces TLS",
            Probe = EeGood,
            Visits = [(10, MailInClear)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "good DANE refused once",
            Probe = EeGood,
            Visits = [(10, TlsAndQuit)],
            Expected = RefusedThoughItShouldDeliver,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "good DANE refused once, four hours ago",
            Probe = EeGood,
            Visits = [(10, TlsAndQuit)],
            At = 15000,
            Expected = RefusedThoughItShouldDeliver,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "good DANE refused after the back-off too",
            Probe = EeGood,
            Visits = [(10, TlsAndQuit), (1000, TlsAndQuit)],
            Expected = RefusedThoughItShouldDeliver,
            Refused = RefusalKind.AfterHandshake,
            Firm = true,
        },
        new()
        {
            Name = "good DANE looked at while the visit goes on",
            Probe = EeGood,
            Visits = [(10, TlsAndQuit), (20, UnderWay)],
            Expected = Pending,
            Open = OpenReason.ShowsNothing,
        },
        new()
        {
            Name = "good DANE looked at, then delivered",
            Probe = EeGood,
            Visits = [(10, TlsAndQuit), (20, MailOverTls)],
            Expected = DeliveredAsItShould,
            Firm = true,
        },
        new()
        {
            Name = "only unusable records, in the clear",
            Probe = Unusable,
            Visits = [(10, MailInClear)],
            At = 11,
            Expected = DeliveredThoughItMustNot,
            Firm = true,
        },
        new()
        {
            Name = "no TLSA, in the clear",
            Probe = PkixBad,
            Visits = [(10, MailInClear)],
            At = 11,
            Expected = DeliveredAsItShould,
            Firm = true,
        },
        new()
        {
            Name = "only TLS is taken, and it uses TLS",
            Probe = TlsOnly,
            Visits = [(10, MailOverTls)],
            At = 11,
            Expected = DeliveredAsItShould,
            Firm = true,
        },
        new()
        {
            Name = "only TLS is taken, and it tries in the clear",
            Probe = TlsOnly,
            Visits = [(10, MailInClear)],
            Expected = RefusedThoughItShouldDeliver,
            Refused = RefusalKind.BeforeTls,
            Open = OpenReason.SecondAttempt,
        },
        new()
        {
            Name = "only TLS is taken, and it tries in the clear again",
            Probe = TlsOnly,
            Visits = [(10, MailInClear), (1000, MailInClear)],
            Expected = RefusedThoughItShouldDeliver,
            Refused = RefusalKind.BeforeTls,
            Firm = true,
        },
        new()
        {
            Name = "only TLS is taken, tried in the clear four hours ago",
            Probe = TlsOnly,
            Visits = [(10, MailInClear)],
            At = 14411,
            Expected = RefusedThoughItShouldDeliver,
            Refused = RefusalKind.BeforeTls,
            Firm = true,
        },
        new()
        {
            Name = "only TLS is taken, and it tries over TLS in the end",
            Probe = TlsOnly,
            Visits = [(10, MailInClear), (1000, MailOverTls)],
            Expected = DeliveredAsItShould,
            Firm = true,
        },
        // What is open informs.
        new()
        {
            Name = "usages that the standard leaves open, delivered",
            Probe = PkixUsage,
            Visits = [(10, MailOverTls)],
            Expected = DeliveredAsItShould,
            Firm = true,
        },
        new()
        {
            Name = "usages that the standard leaves open, refused",
            Probe = PkixUsage,
            Visits = [(10, TlsAndQuit)],
            Expected = RefusedAsItShould,
            Refused = RefusalKind.AfterHandshake,
            Open = OpenReason.SecondAttempt,
        },
    ];

    public static TheoryData<string> Sessions => [.. SessionCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Sessions_of_the_control_sender_are_judged_by_the_table(string name)
    {
        var given = SessionCases.Single(one => one.Name == name);
        var scene = WithVisits(given.Probe, given.Visits);

        var judged = scene.Judge(given.Probe, TimeSpan.FromSeconds(given.At));

        judged.Judgement.ShouldBe(given.Expected);
        judged.RefusedHow.ShouldBe(given.Refused);
        judged.IsDecided().ShouldBe(given.Firm);
        judged.Undecided().ShouldBe(given.Open);
    }

    private sealed record SecondCase
    {
        public required string Name { get; init; }

        public OutboundProbeId Probe { get; init; } = Mismatch;

        /// <summary>From the end of the first refusal to the start of the second.</summary>
        public required TimeSpan After { get; init; }

        /// <summary>It comes again to what it delivered, in between.</summary>
        public bool ComesAgain { get; init; }

        public required bool Firm { get; init; }
    }

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly SecondCase[] SecondCases =
    [
        new()
        {
            Name = "before a retry can come",
            After = ProbeTiming.RetryAfter - Tick,
            Firm = false,
        },
        new()
        {
            Name = "as soon as a retry can come",
            After = ProbeTiming.RetryAfter,
            Firm = true,
        },
        new()
        {
            Name = "while it comes again to what it delivered",
            After = ProbeTiming.SecondRefusalAfter - Tick,
            ComesAgain = true,
            Firm = false,
        },
        new()
        {
            Name = "long after, though it came again to what it delivered",
            After = ProbeTiming.SecondRefusalAfter,
            ComesAgain = true,
            Firm = true,
        },
        new()
        {
            Name = "before the back-off is over",
            Probe = HandshakeClose,
            After = ProbeTiming.SecondAttemptAfter - Tick,
            Firm = false,
        },
        new()
        {
            Name = "when the back-off is over",
            Probe = HandshakeClose,
            After = ProbeTiming.SecondAttemptAfter,
            Firm = true,
        },
    ];

    public static TheoryData<string> Seconds => [.. SecondCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Seconds))]
    public void Second_refusal_counts_by_when_it_comes(string name)
    {
        var given = SecondCases.Single(one => one.Name == name);
        var shape = given.Probe == Mismatch ? TlsAndQuit : TryTlsAndLeave;
        var scene = WithControl();
        var first = scene.Add(given.Probe, Start, shape);
        var second = first.EndedAt!.Value - Scene.Opened + given.After;
        if (given.ComesAgain)
        {
            scene.See(Control, Start + TimeSpan.FromSeconds(5), MailOverTls);
        }
        var last = scene.Add(given.Probe, second, shape);
        var settled = last.EndedAt!.Value - Scene.Opened + ProbeTiming.QuietPeriod;

        scene
            .Judge(given.Probe, settled - Tick)
            .IsDecided()
            .ShouldBeFalse("it may come back at once");
        scene.Judge(given.Probe, settled).IsDecided().ShouldBe(given.Firm);
    }

    [Fact]
    public void First_attempt_says_from_when_another_counts_and_until_when()
    {
        var scene = WithControl();
        var ended = scene.Add(Mismatch, Start, TlsAndQuit).EndedAt!.Value;
        var broken = scene.Add(StartTls454, Start, TryTlsAndLeave).EndedAt!.Value;

        var open = scene.Judge(Mismatch, TimeSpan.FromHours(1)).Open!;
        open.From.ShouldBe(ended + ProbeTiming.RetryAfter);
        open.Until.ShouldBe(scene.Test.ClosesAt);
        scene
            .Judge(StartTls454, TimeSpan.FromHours(1))
            .Open!.From.ShouldBe(broken + ProbeTiming.SecondAttemptAfter);
        var closed = scene.Judge(Mismatch, TimeSpan.FromHours(25)).Open!;
        closed.From.ShouldBeNull();
        closed.Until.ShouldBeNull();
    }

    [Fact]
    public void Refusal_before_the_control_is_delivered_counts_from_then_on()
    {
        var late = TimeSpan.FromMinutes(30);
        var scene = Scene
            .Of()
            .See(EeGood, TimeSpan.FromSeconds(5), MailInClear)
            .Refuse(Mismatch, Start, TlsAndQuit);
        scene.Judge(Mismatch, late).Open!.Reason.ShouldBe(OpenReason.NoControl);

        scene.See(Control, late, MailOverTls);

        scene.Judge(Mismatch, late + TimeSpan.FromSeconds(1)).IsDecided().ShouldBeTrue();
    }

    [Fact]
    public void Refusals_at_the_same_time_settle_it_together()
    {
        var scene = WithControl().See(Mismatch, Start, TlsAndQuit);
        foreach (var retry in new[] { 100, 100.005, 100.02 })
        {
            scene.See(Mismatch, TimeSpan.FromSeconds(retry), TlsAndQuit);
        }

        scene.Judge(Mismatch, TimeSpan.FromSeconds(115)).IsDecided().ShouldBeTrue();
    }

    [Fact]
    public void Refusal_is_not_settled_while_an_earlier_session_goes_on()
    {
        var scene = WithControl()
            .See(Mismatch, Start, TlsAndQuit)
            .See(Mismatch, TimeSpan.FromSeconds(60), UnderWay)
            .See(Mismatch, TimeSpan.FromSeconds(100), TlsAndQuit);

        scene.Judge(Mismatch, TimeSpan.FromSeconds(200)).IsDecided().ShouldBeFalse();
    }

    [Fact]
    public void Message_by_a_connection_to_another_host_is_judged_like_any_other()
    {
        var scene = Scene.Of();
        var session = scene.Add(Control, Start, MailOverTls);
        var mail = session.Transactions[0];
        scene.Sessions[0] = session with
        {
            Transactions =
            [
                mail,
                mail with
                {
                    Recipients =
                    [
                        new RecipientEvidence(mail.At, scene.Test.Token, Mismatch, 550),
                        new RecipientEvidence(mail.At, scene.Test.Token, EeGood, 250),
                    ],
                },
            ],
        };

        scene.Judge(Control, Start * 2).Judgement.ShouldBe(DeliveredAsItShould);
        scene.Judge(EeGood, Start * 2).Judgement.ShouldBe(DeliveredAsItShould);
        var mismatch = scene.Judge(Mismatch, Start * 2);
        mismatch.Judgement.ShouldBe(DeliveredThoughItMustNot);
        mismatch.Timeline.ShouldContain(entry => entry.Kind == TimelineKind.MailOverTls);
        mismatch.Timeline.ShouldNotContain(entry => entry.Kind == TimelineKind.HandshakeCompleted);
    }

    private sealed record LookCase
    {
        public required string Name { get; init; }

        /// <summary>Where it delivers: the visits without a message, and when the message comes.</summary>
        public required double[] Looks { get; init; }

        public required double Mails { get; init; }

        public SessionShape Look { get; init; } = TlsAndQuit;

        /// <summary>At the probe.</summary>
        public required double[] Visits { get; init; }

        public required bool Firm { get; init; }

        public DeliveryJudgement Expected { get; init; } = RefusedAsItShould;
    }

    private static readonly LookCase[] LookCases =
    [
        new()
        {
            Name = "never looks",
            Looks = [],
            Mails = 2,
            Visits = [10, 400],
            Firm = true,
        },
        new()
        {
            Name = "looks once everywhere",
            Looks = [1],
            Mails = 60,
            Visits = [1, 400],
            Firm = false,
        },
        new()
        {
            Name = "looks once everywhere, and was there once",
            Looks = [1],
            Mails = 60,
            Visits = [1],
            Firm = false,
            Expected = Pending,
        },
        new()
        {
            Name = "looks once everywhere, refuses, and refuses again",
            Looks = [1],
            Mails = 60,
            Visits = [1, 61, 400],
            Firm = true,
        },
        new()
        {
            Name = "looks twice, far apart, before it mails",
            Looks = [1, 400],
            Mails = 800,
            Visits = [1, 400],
            Firm = false,
            Expected = Pending,
        },
        new()
        {
            Name = "looks in the clear, which shows nothing where STARTTLS is offered",
            Looks = [1, 400],
            Mails = 800,
            Look = Leave,
            Visits = [1, 400],
            Firm = false,
            Expected = Pending,
        },
        new()
        {
            Name = "tries the port, which is no visit",
            Looks = [1, 400],
            Mails = 800,
            Look = Peek,
            Visits = [1, 400],
            Firm = true,
        },
        new()
        {
            Name = "looks again later, when it is settled",
            Looks = [3000],
            Mails = 2,
            Visits = [10, 400],
            Firm = true,
        },
    ];

    public static TheoryData<string> Looks => [.. LookCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Looks))]
    public void Visit_like_those_where_the_sender_delivers_is_no_refusal(string name)
    {
        var given = LookCases.Single(one => one.Name == name);
        var scene = Scene.Of();
        foreach (var look in given.Looks)
        {
            scene.See(Control, TimeSpan.FromSeconds(look), given.Look);
        }
        scene.See(Control, TimeSpan.FromSeconds(given.Mails), MailOverTls);
        foreach (var visit in given.Visits)
        {
            scene.See(Mismatch, TimeSpan.FromSeconds(visit), TlsAndQuit);
        }

        var judged = scene.Judge(Mismatch, TimeSpan.FromHours(2));

        judged.Judgement.ShouldBe(given.Expected);
        judged.IsDecided().ShouldBe(given.Firm);
        OpenReason open =
            given.Expected == Pending ? OpenReason.LooksBeforeMail : OpenReason.FirstAttemptOnly;
        judged.Undecided().ShouldBe(given.Firm ? null : open);
    }

    [Fact]
    public void Message_that_was_not_taken_is_in_the_queue_still_and_comes_again()
    {
        var scene = Scene.Of();
        var session = scene.Add(Control, TimeSpan.FromSeconds(2), MailOverTls);
        scene.Sessions[0] = session with
        {
            // Its recipient was accepted, and its end answered with 451.
            Transactions = [session.Transactions[0] with { TakenAt = null }],
        };
        scene
            .See(Mismatch, Start, TlsAndQuit)
            .See(Control, TimeSpan.FromSeconds(80), MailOverTls)
            .See(Mismatch, TimeSpan.FromSeconds(81), TlsAndQuit);

        scene.Judge(Mismatch, TimeSpan.FromSeconds(100)).IsDecided().ShouldBeTrue();
    }

    [Fact]
    public void Visits_to_the_host_that_is_looked_at_most_are_the_habit()
    {
        var scene = WithControl();
        foreach (var look in new[] { 20, 30, 40 })
        {
            scene.See(EeGood, TimeSpan.FromSeconds(look), TlsAndQuit);
        }
        scene.See(EeGood, TimeSpan.FromSeconds(50), MailOverTls);
        // A host that it never delivered to says nothing of its habits.
        foreach (var look in new[] { 20, 30, 40, 50, 60 })
        {
            scene.See(TaGood, TimeSpan.FromSeconds(look), TlsAndQuit);
        }
        foreach (var visit in new[] { 20, 30, 40, 60, 500 })
        {
            scene.See(Mismatch, TimeSpan.FromSeconds(visit), TlsAndQuit);
        }

        scene.Judge(Mismatch, TimeSpan.FromSeconds(499)).IsDecided().ShouldBeFalse();
        scene.Judge(Mismatch, TimeSpan.FromHours(1)).IsDecided().ShouldBeTrue();
    }

    [Fact]
    public void Refusal_without_a_delivered_control_counts_for_nothing()
    {
        var scene = Scene.Of().See(Mismatch, Start, TlsAndQuit).See(Control, Start, TlsAndQuit);

        var verdict = scene.Judge(TimeSpan.FromHours(24));

        verdict.Senders.ShouldBeEmpty();
        verdict.StrangerSessions.ShouldBe(2);
    }

    [Fact]
    public void Refusal_by_a_stranger_counts_for_nothing()
    {
        var scene = WithControl().See(Mismatch, Start, TlsAndQuit, Source.Stranger);

        scene.Judge(Mismatch, TimeSpan.FromHours(1)).Judgement.ShouldBe(Pending);
        scene.Judge(TimeSpan.FromHours(1)).StrangerSessions.ShouldBe(1);
    }

    [Fact]
    public void Refusal_by_another_host_of_the_pool_counts()
    {
        var scene = WithControl().Refuse(Mismatch, Start, TlsAndQuit, Source.SamePool);

        scene.Judge(Mismatch, TimeSpan.FromHours(1)).Judgement.ShouldBe(RefusedAsItShould);
    }

    [Theory]
    [InlineData(TlsaBogus, DnsRecordType.Tlsa)]
    [InlineData(TlsaServfail, DnsRecordType.Tlsa)]
    [InlineData(MxBogus, DnsRecordType.Mx)]
    public void Refusal_at_the_DNS_is_provisional_after_ten_minutes_and_waits_for_its_message_after_four_hours(
        OutboundProbeId probe,
        DnsRecordType type
    )
    {
        var scene = WithControl().Query(probe, type, Start);

        scene.Judge(probe, TimeSpan.FromMinutes(9)).Judgement.ShouldBe(Pending);
        var provisional = scene.Judge(probe, TimeSpan.FromMinutes(11));
        provisional.Judgement.ShouldBe(RefusedAsItShould);
        provisional.RefusedHow.ShouldBe(RefusalKind.AtDns);
        provisional.Firm.ShouldBeFalse();
        scene.Due(TimeSpan.FromHours(3.9)).ShouldBeEmpty();
        var waiting = scene.Judge(probe, TimeSpan.FromHours(4.1));
        waiting.Judgement.ShouldBe(RefusedAsItShould);
        waiting.Firm.ShouldBeFalse();
        waiting.Open.ShouldBe(
            new OpenJudgement(OpenReason.MessageNotSeen, null, scene.Test.ClosesAt)
        );
        scene.Due(TimeSpan.FromHours(4.1)).ShouldBe([probe]);
    }

    [Theory]
    [InlineData(TlsaBogus, DnsRecordType.Tlsa)]
    [InlineData(TlsaServfail, DnsRecordType.Tlsa)]
    [InlineData(MxBogus, DnsRecordType.Mx)]
    public void Question_without_the_DO_bit_is_no_refusal_at_the_DNS(
        OutboundProbeId probe,
        DnsRecordType type
    )
    {
        var scene = WithControl().Query(probe, type, Start, dnssecOk: false);

        var judged = scene.Judge(probe, TimeSpan.FromHours(5));
        judged.Judgement.ShouldBe(Pending);
        judged.Open!.Reason.ShouldBe(OpenReason.NoDnssecOk);
        scene
            .Judge(probe, TimeSpan.FromHours(25))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);

        scene.Query(probe, type, Start * 2);

        scene.Judge(probe, TimeSpan.FromHours(5)).Judgement.ShouldBe(RefusedAsItShould);
    }

    [Fact]
    public void Refusal_at_the_DNS_says_when_it_is_provisional_and_when_final()
    {
        var scene = WithControl().Query(TlsaBogus, DnsRecordType.Tlsa, Start);

        foreach (var minutes in new[] { 1, 11 })
        {
            var open = scene.Judge(TlsaBogus, TimeSpan.FromMinutes(minutes)).Open!;
            open.Reason.ShouldBe(OpenReason.Absence);
            open.From.ShouldBe(Scene.Opened + Start + ProbeTiming.DnsProvisionalAfter);
            open.Until.ShouldBe(Scene.Opened + Start + ProbeTiming.DnsFirmAfter);
        }
    }

    [Theory]
    [InlineData("asked first", 0, 600)]
    [InlineData("delivered first", 600, 0)]
    public void Refusal_at_the_DNS_counts_from_the_later_of_question_and_control(
        string what,
        int asked,
        int delivered
    )
    {
        var scene = Scene
            .Of()
            .Control(TimeSpan.FromSeconds(delivered))
            .Query(TlsaBogus, DnsRecordType.Tlsa, TimeSpan.FromSeconds(asked));
        var since = scene.Sessions[0].Transactions[0].At - Scene.Opened;
        since = since > TimeSpan.FromSeconds(asked) ? since : TimeSpan.FromSeconds(asked);

        var provisional = since + ProbeTiming.DnsProvisionalAfter;
        scene.Judge(TlsaBogus, provisional - Tick).Judgement.ShouldBe(Pending, what);
        scene.Judge(TlsaBogus, provisional).Judgement.ShouldBe(RefusedAsItShould, what);
        var firm = since + ProbeTiming.DnsFirmAfter;
        scene.Judge(TlsaBogus, firm - Tick).Open!.Reason.ShouldBe(OpenReason.Absence, what);
        scene.Judge(TlsaBogus, firm).Open!.Reason.ShouldBe(OpenReason.MessageNotSeen, what);
    }

    [Fact]
    public void Connection_of_any_kind_keeps_a_question_from_being_a_refusal_at_the_DNS()
    {
        var scene = WithControl()
            .Query(TlsaBogus, DnsRecordType.Tlsa, Start)
            .See(TlsaBogus, Start * 2, Peek);

        scene.Judge(TlsaBogus, TimeSpan.FromHours(5)).Judgement.ShouldBe(Pending);
    }

    [Theory]
    [InlineData(TlsaBogus, DnsRecordType.A)]
    [InlineData(TlsaBogus, DnsRecordType.Mx)]
    [InlineData(MxBogus, DnsRecordType.A)]
    public void Question_that_tells_nothing_never_becomes_a_refusal(
        OutboundProbeId probe,
        DnsRecordType type
    )
    {
        var scene = WithControl().Query(probe, type, Start);

        scene.Judge(probe, TimeSpan.FromHours(24)).Judgement.ShouldBe(Pending);
        scene
            .Judge(probe, TimeSpan.FromHours(25))
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    [Theory]
    [InlineData(TlsaBogus)]
    [InlineData(TlsaServfail)]
    [InlineData(MxBogus)]
    public void Mail_at_a_probe_whose_lookup_fails_is_delivered_though_it_must_not(
        OutboundProbeId probe
    )
    {
        var scene = WithControl()
            .Query(probe, DnsRecordType.Tlsa, Start)
            .See(probe, TimeSpan.FromHours(5), MailOverTls);

        scene.Judge(probe, TimeSpan.FromHours(6)).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Fact]
    public void Pair_is_delivered_by_the_second_host_after_a_refusal_at_the_first()
    {
        var scene = WithControl()
            .See(MxPair, Start, TlsAndQuit)
            .See(MxPair, TimeSpan.FromSeconds(11), MailOverTlsWithSni, role: HostRole.Secondary);

        scene.Judge(MxPair, TimeSpan.FromSeconds(12)).Judgement.ShouldBe(DeliveredAsItShould);
    }

    [Fact]
    public void Pair_fails_where_the_first_host_gets_a_MAIL()
    {
        var scene = WithControl()
            .See(MxPair, Start, MailOverTls)
            .See(MxPair, TimeSpan.FromSeconds(11), MailOverTlsWithSni, role: HostRole.Secondary);

        scene.Judge(MxPair, TimeSpan.FromSeconds(12)).Judgement.ShouldBe(DeliveredThoughItMustNot);
    }

    [Fact]
    public void Pair_is_in_doubt_where_nobody_can_say_which_host_got_the_message()
    {
        var scene = WithControl();
        var session = scene.Add(MxPair, Start, MailOverTls);
        scene.Sessions[^1] = session with
        {
            LocalAddress = System.Net.IPAddress.Parse("127.99.0.1"),
        };

        scene
            .Judge(MxPair, TimeSpan.FromMinutes(2))
            .Judgement.ShouldBe(DeliveryJudgement.Ambiguous);
    }

    [Fact]
    public void Refusal_at_the_good_host_of_the_pair_shows_nothing_of_the_bad_one()
    {
        var scene = WithControl()
            .See(MxPair, Start, TlsAndQuit, role: HostRole.Secondary)
            .See(MxPair, TimeSpan.FromMinutes(20), TlsAndQuit, role: HostRole.Secondary);

        scene.Judge(MxPair, TimeSpan.FromHours(5)).Judgement.ShouldBe(Pending);
    }

    [Fact]
    public void Pair_refused_at_the_first_host_and_never_tried_at_the_second_should_have_been_delivered()
    {
        var scene = WithControl().See(MxPair, Start, TlsAndQuit);

        scene
            .Judge(MxPair, TimeSpan.FromMinutes(2))
            .Judgement.ShouldBe(RefusedThoughItShouldDeliver);
    }

    [Fact]
    public void Every_judgement_shows_its_evidence_in_order_of_time()
    {
        var scene = WithControl()
            .Query(Mismatch, DnsRecordType.Tlsa, TimeSpan.FromSeconds(9))
            .See(Mismatch, Start, TlsAndQuit)
            .Heal(Mismatch, TimeSpan.FromSeconds(90));

        var timeline = scene.Judge(Mismatch, TimeSpan.FromSeconds(100)).Timeline;

        timeline
            .Select(entry => entry.Kind)
            .ShouldBe([
                TimelineKind.DnsQuery,
                TimelineKind.Connected,
                TimelineKind.Ehlo,
                TimelineKind.StartTls,
                TimelineKind.HandshakeCompleted,
                TimelineKind.SessionEnded,
                TimelineKind.Healed,
            ]);
        timeline.Select(entry => entry.At).ShouldBeInOrder();
    }
}
