using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>
/// Who can ask by a sender's resolver asks in its name for what was never mailed to it. A message that is refused waits in a queue, and
/// comes when the fault is put right.
/// </summary>
public sealed class MessageNotSeenTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan Healed = Hour * 5;

    public static TheoryData<OutboundProbeId> Absent => [TlsaBogus, TlsaServfail, MxBogus];

    /// <summary>All but the probe was mailed; of that one the sender's own resolver was asked.</summary>
    private static Scene Asked(OutboundProbeId probe)
    {
        var scene = Scene.Of();
        foreach (var delivered in new[] { Control, EeGood })
        {
            scene.Query(delivered, DnsRecordType.Mx, Start);
            var session = scene.Add(delivered, Start, MailOverTls);
            if (delivered == Control)
            {
                scene.Prove(session);
            }
        }
        return scene
            .Query(Mismatch, DnsRecordType.Mx, Start)
            .Refuse(Mismatch, Start, TlsAndQuit)
            .Query(Stripped, DnsRecordType.Mx, Start)
            .Refuse(Stripped, Start, Leave)
            .Query(probe, DnsRecordType.Mx, Start * 2)
            .Query(probe, DnsRecordType.Tlsa, Start * 2);
    }

    /// <summary>The sender keeps what it refuses: it brings one that was put right minutes later.</summary>
    private static Scene Kept(Scene scene) =>
        scene.Heal(Mismatch, Minute * 10).See(Mismatch, Minute * 20, MailOverTls, healed: true);

    private static Scene Brought(
        Scene scene,
        OutboundProbeId probe,
        TimeSpan? queued,
        OutboundProbeId? examinedFor = null
    )
    {
        var session = scene.Add(probe, Healed + (Minute * 30), MailOverTls, healed: true);
        scene.Prove(session, examinedFor ?? probe);
        scene.Identities[^1] = scene.Identities[^1] with { QueuedAt = Scene.Opened + queued };
        return scene;
    }

    [Theory]
    [MemberData(nameof(Absent))]
    public void Message_that_we_did_not_read_is_our_own_limit(OutboundProbeId probe)
    {
        var scene = Brought(Kept(Asked(probe)).Heal(probe, Healed), probe, Start);
        scene.Unread.Add(scene.Sessions[^1].Id);
        scene.Identities.RemoveAt(scene.Identities.Count - 1);

        scene.Judge(probe, Hour * 24).Open!.Reason.ShouldBe(OpenReason.MessageNotRead);
        var closed = scene.Judge(probe, ProbeTiming.ClosesAfter);
        closed.Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
        closed.Open!.Reason.ShouldBe(OpenReason.MessageNotRead);
    }

    [Theory]
    [MemberData(nameof(Absent))]
    public void Question_for_what_was_never_mailed_is_left_open(OutboundProbeId probe)
    {
        var scene = Kept(Asked(probe));

        var waiting = scene.Judge(probe, Hour * 5);
        waiting.Firm.ShouldBeFalse();
        waiting.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        scene.Heal(probe, Healed);
        scene.Judge(probe, Hour * 24).Firm.ShouldBeFalse();

        var closed = scene.Judge(probe, ProbeTiming.ClosesAfter);
        closed.Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
        closed.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        closed.ProvenByHealing.ShouldBeFalse();
    }

    /// <summary>Where no worker puts it right.</summary>
    [Fact]
    public void Question_for_what_was_never_put_right_is_left_open_as_well() =>
        Kept(Asked(TlsaBogus))
            .Judge(TlsaBogus, ProbeTiming.ClosesAfter)
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);

    [Fact]
    public void Verdict_does_not_rest_on_a_question()
    {
        var scene = Kept(Asked(TlsaBogus))
            .Heal(Stripped, Minute * 10)
            .See(Stripped, Minute * 20, MailOverTls, healed: true)
            .Heal(TlsaBogus, Healed);

        var open = scene.Judge(Hour * 6).Senders.Single();
        open.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        open.Firm.ShouldBeFalse();
        scene
            .Judge(ProbeTiming.ClosesAfter)
            .Senders.Single()
            .Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    [Theory]
    [MemberData(nameof(Absent))]
    public void Message_that_waited_makes_the_refusal_firm(OutboundProbeId probe)
    {
        var scene = Brought(Kept(Asked(probe)).Heal(probe, Healed), probe, Start);

        var judged = scene.Judge(probe, Hour * 6);

        judged.Judgement.ShouldBe(RefusedAsItShould);
        judged.Firm.ShouldBeTrue();
        judged.ProvenByHealing.ShouldBeTrue();
        scene.Judge(probe, ProbeTiming.ClosesAfter).Firm.ShouldBeTrue();
    }

    [Fact]
    public void Message_of_unknown_age_is_taken_to_have_waited() =>
        Brought(Kept(Asked(TlsaBogus)).Heal(TlsaBogus, Healed), TlsaBogus, queued: null)
            .Judge(TlsaBogus, Hour * 6)
            .Firm.ShouldBeTrue();

    /// <summary>Who opened the test sees that the fault was put right, and mails the address only then.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(EeGood)]
    public void Message_that_is_newer_than_the_healing_shows_nothing(OutboundProbeId? examinedFor)
    {
        var scene = Brought(
            Kept(Asked(TlsaBogus)).Heal(TlsaBogus, Healed),
            TlsaBogus,
            Healed + (Minute * 29),
            examinedFor
        );

        var judged = scene.Judge(TlsaBogus, Hour * 6);
        judged.Firm.ShouldBeFalse();
        judged.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        judged.ProvenByHealing.ShouldBeFalse();
        scene
            .Judge(TlsaBogus, ProbeTiming.ClosesAfter)
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
    }

    /// <summary>Staff of a sender have other domains and forms of From than its own.</summary>
    [Theory]
    [InlineData("other.example")]
    [InlineData(null)]
    public void Message_that_is_newer_shows_nothing_in_whichever_name(string? from)
    {
        var scene = Kept(Asked(TlsaBogus)).Heal(TlsaBogus, Healed);
        var session = scene.Add(TlsaBogus, Healed + (Minute * 30), MailOverTls, healed: true);
        scene.Prove(session, TlsaBogus, "other.example");
        var name = from is null ? null : DomainName.Parse(from);
        scene.Identities[^1] = scene.Identities[^1] with
        {
            FromDomain = name,
            OrganisationalDomain = name,
            Spf = null,
            FromDomainSpf = null,
            QueuedAt = Scene.Opened + Healed + (Minute * 29),
        };

        var judged = scene.Judge(TlsaBogus, Hour * 6);

        judged.Firm.ShouldBeFalse();
        judged.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
    }

    /// <summary>A sender keeps a connection and brings by it what it has: what was just written, and what waited elsewhere.</summary>
    private static readonly SharedConnection[] Connections =
    [
        new() { Name = "an old message to another address", Queued = Healed + (Minute * 29) },
        new()
        {
            Name = "an old message to another address, and the new one is to both",
            Queued = Healed + (Minute * 29),
            ExaminedFor = Control,
        },
        new()
        {
            Name = "an old message to another address, and this one was not read",
            Queued = null,
            Reason = OpenReason.MessageNotRead,
        },
        new()
        {
            Name = "an old message that demands verified TLS",
            Queued = Healed + (Minute * 29),
            Other = TlsaBogus,
            OtherRequiresTls = true,
        },
        new()
        {
            Name = "a new message to another address",
            Queued = Start,
            OtherQueued = Healed + (Minute * 29),
            Reason = null,
        },
    ];

    public static TheoryData<string> Shared => [.. Connections.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Shared))]
    public void Message_speaks_for_no_other_of_its_connection(string name)
    {
        var given = Connections.Single(one => one.Name == name);
        var scene = Kept(Asked(TlsaBogus)).Heal(TlsaBogus, Healed);
        var session = scene.Add(TlsaBogus, Healed + (Minute * 30), MailOverTls, healed: true);
        var mail = session.Transactions.Single();
        var other = mail with
        {
            At = mail.At + TimeSpan.FromSeconds(1),
            RequiresTls = given.OtherRequiresTls,
            Recipients = [.. mail.Recipients.Select(named => named with { Probe = given.Other })],
        };
        session = scene.Sessions[^1] = session with { Transactions = [mail, other] };
        scene.Prove(session, given.Other);
        scene.Identities[^1] = scene.Identities[^1] with
        {
            MailAt = other.At,
            QueuedAt = Scene.Opened + given.OtherQueued,
        };
        if (given.Queued is { } queued)
        {
            scene.Prove(session, given.ExaminedFor);
            scene.Identities[^1] = scene.Identities[^1] with { QueuedAt = Scene.Opened + queued };
        }

        var judged = scene.Judge(TlsaBogus, Hour * 6);

        judged.Firm.ShouldBe(given.Reason is null, name);
        judged.ProvenByHealing.ShouldBe(given.Reason is null, name);
        judged.Open?.Reason.ShouldBe(given.Reason!.Value, name);
    }

    /// <summary>It is read after its session ended, and there is room for some of a test alone.</summary>
    [Fact]
    public void Message_that_was_not_read_shows_nothing_until_it_is()
    {
        var scene = Kept(Asked(TlsaBogus)).Heal(TlsaBogus, Healed);
        var session = scene.Add(TlsaBogus, Healed + (Minute * 30), MailOverTls, healed: true);
        scene.Unread.Add(session.Id);

        scene.Judge(TlsaBogus, Hour * 6).Firm.ShouldBeFalse();

        scene.Prove(session, TlsaBogus);
        scene.Identities[^1] = scene.Identities[^1] with { QueuedAt = Scene.Opened + Start };
        scene.Judge(TlsaBogus, Hour * 6).Firm.ShouldBeTrue();
    }

    /// <summary>A large one names its recipient and is refused unread.</summary>
    [Fact]
    public void Message_that_was_not_taken_shows_nothing()
    {
        var scene = Kept(Asked(TlsaBogus)).Heal(TlsaBogus, Healed);
        var session = scene.Add(TlsaBogus, Healed + (Minute * 30), MailOverTls, healed: true);
        scene.Sessions[^1] = session with
        {
            Transactions = [.. session.Transactions.Select(mail => mail with { TakenAt = null })],
        };

        var judged = scene.Judge(TlsaBogus, Hour * 6);

        judged.Firm.ShouldBeFalse();
        judged.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        judged.ProvenByHealing.ShouldBeFalse();
    }

    [Fact]
    public void Message_that_is_newer_than_the_healing_proves_no_refusal_by_a_connection()
    {
        var scene = Asked(TlsaBogus).Heal(Mismatch, Healed);
        Brought(scene, Mismatch, Healed + Minute);

        var judged = scene.Judge(Mismatch, Hour * 6);

        judged.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        judged.ProvenByHealing.ShouldBeFalse();
    }

    /// <summary>
    /// A message that demands verified TLS (RFC 8689) makes its sender leave before MAIL where another one would be delivered, and so
    /// does one that demands an extension which the host does not offer, or a service that forces TLS for one message.
    /// </summary>
    [Theory]
    [InlineData(Mismatch, "TlsAndQuit")]
    [InlineData(Stripped, "Leave")]
    [InlineData(TlsaBogus, "TlsAndQuit")]
    [InlineData(TaMissing, "TlsAndQuit")]
    [InlineData(UnusableStripped, "Leave")]
    public void Visits_without_a_message_are_never_firm(OutboundProbeId probe, string shape)
    {
        var scene = Scene
            .Of()
            .Control(Start)
            .Refuse(probe, Start, Enum.Parse<SessionShape>(shape), retry: Minute * 6);

        var refused = scene.Judge(probe, Hour);
        refused.Judgement.ShouldBe(RefusedAsItShould);
        refused.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        scene.Due(Hour).ShouldBe([probe]);
        scene
            .Judge(probe, ProbeTiming.ClosesAfter)
            .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);

        scene.PutRight(probe, Hour);
        var firm = scene.Judge(probe, Hour * 2);
        firm.Firm.ShouldBeTrue();
        firm.ProvenByHealing.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Mismatch, "TlsAndQuit")]
    [InlineData(Stripped, "Leave")]
    [InlineData(TlsaBogus, "TlsAndQuit")]
    public void Message_that_demands_verified_TLS_shows_nothing(OutboundProbeId probe, string shape)
    {
        var scene = Scene
            .Of()
            .Control(Start)
            .Refuse(probe, Start, Enum.Parse<SessionShape>(shape), retry: Minute * 6)
            .PutRight(probe, Hour);
        var session = scene.Sessions[^1];
        scene.Sessions[^1] = session with
        {
            Transactions =
            [
                .. session.Transactions.Select(mail => mail with { RequiresTls = true }),
            ],
        };

        var judged = scene.Judge(probe, Hour * 2);

        judged.Open!.Reason.ShouldBe(OpenReason.MessageNotSeen);
        judged.ProvenByHealing.ShouldBeFalse();
    }

    /// <summary>It gives messages back before the fault is put right: nobody can tell that from never having had one.</summary>
    [Fact]
    public void Refusal_of_a_sender_that_keeps_nothing_is_left_open_too()
    {
        var scene = Asked(TlsaBogus)
            .Heal(Mismatch, Minute * 10)
            .Heal(Stripped, Minute * 10)
            .Heal(TlsaBogus, Healed);

        foreach (var probe in new[] { Mismatch, Stripped, TlsaBogus })
        {
            scene
                .Judge(probe, ProbeTiming.ClosesAfter)
                .Judgement.ShouldBe(DeliveryJudgement.Inconclusive);
        }
    }

    /// <summary>A connection that brings, after the healing, a message to the probe and another one.</summary>
    private sealed record SharedConnection
    {
        /// <summary>Of the other one.</summary>
        public required string Name { get; init; }

        /// <summary>Since when its sender had the message to the probe; null where that was not read.</summary>
        public required TimeSpan? Queued { get; init; }

        /// <summary>Whose message it was examined as.</summary>
        public OutboundProbeId ExaminedFor { get; init; } = TlsaBogus;

        public OutboundProbeId Other { get; init; } = EeGood;

        public bool OtherRequiresTls { get; init; }

        public TimeSpan OtherQueued { get; init; } = Start;

        /// <summary>Why the refusal is open; null where it is firm.</summary>
        public OpenReason? Reason { get; init; } = OpenReason.MessageNotSeen;
    }
}
