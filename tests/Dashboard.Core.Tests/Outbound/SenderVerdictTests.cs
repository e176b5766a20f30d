using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

public sealed class SenderVerdictTests
{
    private static readonly TimeSpan AfterFirstRetry = TimeSpan.FromHours(5);

    private static SenderVerdict Play(
        ModelSender sender,
        OutboundTestKind kind = OutboundTestKind.Full,
        TimeSpan? at = null,
        bool putRight = false
    )
    {
        var scene = Scene.Of(kind);
        sender.Play(scene, putRight: putRight);
        return scene.Judge(at ?? AfterFirstRetry).Senders.ShouldHaveSingleItem();
    }

    [Fact]
    public void Sender_that_does_as_RFC_7672_says_enforces_and_differs_nowhere()
    {
        Play(ModelSender.PostfixDane).Firm.ShouldBeFalse();
        var verdict = Play(ModelSender.PostfixDane, at: ProbeTiming.ClosesAfter, putRight: true);

        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Firm.ShouldBeTrue();
        verdict.Mandatory.ShouldBeFalse();
        verdict.Missing.ShouldBeEmpty();
        verdict.Differences.ShouldBeEmpty();
        verdict.Undetermined.ShouldBeEmpty();
        verdict.ConnectionType.ShouldBe(ConnectionType.EncryptedAndVerified);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.EncryptedAndVerified);
        verdict.Guess!.Kind.ShouldBe(MtaKind.Postfix);
        verdict.Probes.ShouldAllBe(j =>
            j.Judgement == DeliveredAsItShould || j.Judgement == RefusedAsItShould
        );
    }

    /// <summary>A delivery that nothing takes back is not forgotten because something else was never settled.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verdict_is_neither_worse_nor_better_at_the_close_where_mismatch_was_never_settled(
        bool refused
    )
    {
        var scene = Scene.Of();
        scene.Control(TimeSpan.FromMinutes(1));
        scene.See(OutboundProbeId.EeGood, TimeSpan.FromMinutes(1), SessionShape.MailOverTls);
        scene.See(OutboundProbeId.StartTls454, TimeSpan.FromMinutes(2), SessionShape.MailInClear);
        if (refused)
        {
            scene.See(Mismatch, TimeSpan.FromMinutes(2), SessionShape.TlsAndQuit);
        }

        var open = scene.Judge(TimeSpan.FromHours(1)).Senders.ShouldHaveSingleItem();
        var closed = scene.Judge(ProbeTiming.ClosesAfter).Senders.ShouldHaveSingleItem();

        open.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        open.IsCertificateCheckKnown.ShouldBeFalse();
        open.Firm.ShouldBeFalse("a refusal of mismatch can still show that it checks");
        (closed.Verdict, closed.ConnectionType, closed.IsCertificateCheckKnown).ShouldBe(
            (open.Verdict, open.ConnectionType, false)
        );
        closed.Firm.ShouldBeTrue();
        SenderDocument.Of(closed, countsForTest: true).CertificateCheckKnown.ShouldBeFalse();
    }

    [Fact]
    public void Sender_like_Exim_enforces_with_its_known_differences_named()
    {
        var verdict = Play(ModelSender.EximDane);

        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Differences.ShouldBe([
            new SenderDifference(
                OutboundProbeId.TaName,
                Protection.NameChecks,
                DeliveredThoughItMustNot
            ),
        ]);
        // It asked and stayed away, where anybody can ask.
        verdict
            .Probes.Single(judgement => judgement.Probe == OutboundProbeId.Unusable)
            .Judgement.ShouldNotBe(RefusedThoughItShouldDeliver);
        verdict.Guess!.Kind.ShouldBe(MtaKind.Exim);
    }

    [Fact]
    public void Sender_that_demands_DANE_everywhere_enforces_and_is_mandatory()
    {
        var verdict = Play(ModelSender.PostfixDaneOnly);

        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Mandatory.ShouldBeTrue();
        verdict.Traits.ShouldContain(SenderTrait.RequiresDane);
    }

    [Fact]
    public void Sender_that_encrypts_where_offered_is_opportunistic_and_can_be_forced_into_the_clear()
    {
        var verdict = Play(ModelSender.PostfixMay);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict.Firm.ShouldBeTrue();
        verdict.ConnectionType.ShouldBe(ConnectionType.Encrypted);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict.Missing.ShouldContain(Protection.CertificateAuthentication);
        verdict.Missing.ShouldContain(Protection.NoFallbackAfterBrokenHandshake);
        // Its mail in the clear went where no TLS was to be had.
        verdict.Missing.ShouldNotContain(Protection.TlsWhereOffered);
        verdict.Traits.ShouldNotContain(SenderTrait.AsksForTlsa);
    }

    [Theory]
    [InlineData("a resolver of its own", "198.51.100.200", true)]
    [InlineData("a resolver that another sender of the test uses too", "192.0.2.53", false)]
    public void Sender_is_said_to_ask_for_TLSA_only_by_questions_of_its_own(
        string asked,
        string resolver,
        bool asks
    )
    {
        var at = TimeSpan.FromSeconds(10);
        var scene = Scene
            .Of()
            .See(Control, at, SessionShape.MailOverTls)
            .Query(Control, DnsRecordType.A, at, resolver)
            .Query(Mismatch, DnsRecordType.Tlsa, at, resolver)
            .See(EeGood, at * 20, SessionShape.MailOverTls, Source.Stranger)
            .Query(EeGood, DnsRecordType.A, at * 20, "192.0.2.53")
            .Query(Control, DnsRecordType.A, at * 20, "192.0.2.53")
            .See(Control, at * 20, SessionShape.MailOverTls, Source.Stranger);

        var sender = scene
            .Judge(at * 30)
            .Senders.Single(one => one.Ehlos.Contains(Source.First.Ehlo));

        sender.Traits.Contains(SenderTrait.AsksForTlsa).ShouldBe(asks, asked);
    }

    [Fact]
    public void Sender_that_requires_TLS_without_verifying_is_opportunistic_and_said_to_require_TLS()
    {
        var verdict = Play(ModelSender.PostfixEncrypt, at: TimeSpan.FromHours(7), putRight: true);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict.Traits.ShouldContain(SenderTrait.RequiresTls);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Encrypted);
    }

    [Fact]
    public void Sender_that_verifies_by_WebPKI_is_not_called_enforcing()
    {
        var verdict = Play(ModelSender.PostfixSecure);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict.Traits.ShouldContain(SenderTrait.VerifiesPkix);
        verdict.Missing.ShouldContain(Protection.DaneEe);
    }

    [Fact]
    public void Sender_without_TLS_is_unencrypted()
    {
        var verdict = Play(ModelSender.PostfixNone);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Unencrypted);
        verdict.Missing.ShouldContain(Protection.TlsWhereOffered);
        verdict.ConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict
            .Probes.Single(j => j.Probe == OutboundProbeId.TlsOnly)
            .Judgement.ShouldBe(RefusedThoughItShouldDeliver);
    }

    [Fact]
    public void Sender_behind_a_resolver_that_does_not_validate_does_not_enforce()
    {
        Play(ModelSender.PostfixDaneWithoutValidation)
            .Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
    }

    [Fact]
    public void Sender_that_trusts_TLSA_records_nobody_validated_enforces_partly()
    {
        var verdict = Play(
            new ModelSender
            {
                Dane = true,
                Validates = false,
                TrustsUnvalidatedTlsa = true,
            }
        );

        verdict.Verdict.ShouldBe(SenderVerdictKind.Partly);
        verdict.Missing.ShouldBe([Protection.TlsaValidation, Protection.ResolverValidation]);
    }

    [Fact]
    public void Sender_that_takes_a_failed_lookup_for_an_absent_record_enforces_partly()
    {
        var verdict = Play(ModelSender.PostfixDane with { FailsOpen = true });

        verdict.Verdict.ShouldBe(SenderVerdictKind.Partly);
        verdict.Missing.ShouldBe([Protection.TlsaValidation, Protection.FailClosed]);
    }

    [Fact]
    public void Basic_test_shows_handshake_probes_within_seconds_and_leans_until_the_DNS_probe_is_judged()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);

        var early = scene.Judge(TimeSpan.FromSeconds(30)).Senders[0];
        early.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        early.Leaning.ShouldBe(SenderVerdictKind.EnforcesDane);
        early.Undetermined.ShouldBe([
            OutboundProbeId.Mismatch,
            OutboundProbeId.Stripped,
            OutboundProbeId.TlsaBogus,
        ]);
        early
            .Probes.Where(j => j.Probe is OutboundProbeId.Mismatch or OutboundProbeId.Stripped)
            .ShouldAllBe(j => j.Judgement == RefusedAsItShould && !j.Firm);

        scene
            .Judge(TimeSpan.FromMinutes(11))
            .Senders[0]
            .Undetermined.ShouldBe([OutboundProbeId.Mismatch, OutboundProbeId.Stripped]);
        var later = scene.Judge(TimeSpan.FromMinutes(21)).Senders[0];
        later.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        later.Firm.ShouldBeFalse();

        scene
            .PutRight(Mismatch, TimeSpan.FromMinutes(22))
            .PutRight(Stripped, TimeSpan.FromMinutes(22));
        scene.Judge(TimeSpan.FromHours(5)).Senders[0].Firm.ShouldBeFalse();
        var healed = TimeSpan.FromHours(4.1);
        scene
            .Heal(TlsaBogus, healed)
            .See(
                TlsaBogus,
                healed + TimeSpan.FromMinutes(30),
                SessionShape.MailOverTlsWithSni,
                healed: true
            );
        scene.Judge(TimeSpan.FromHours(5)).Senders[0].Firm.ShouldBeTrue();
    }

    [Fact]
    public void Sender_that_has_refused_good_DANE_for_good_does_not_lean_towards_enforcing()
    {
        var scene = Basic((EeGood, SessionShape.TlsAndQuit))
            .See(EeGood, TimeSpan.FromMinutes(16), SessionShape.TlsAndQuit)
            .See(Mismatch, TimeSpan.FromMinutes(16), SessionShape.TlsAndQuit);

        var sender = scene.Judge(TimeSpan.FromMinutes(17)).Senders.ShouldHaveSingleItem();

        sender.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        sender.Missing.ShouldBe([Protection.DaneEe]);
        sender.Leaning.ShouldBe(SenderVerdictKind.Partly);
    }

    /// <summary>A basic test of one named sender, probe by probe.</summary>
    private static Scene Basic(params (OutboundProbeId Probe, SessionShape Shape)[] visits)
    {
        var scene = Scene.Of(OutboundTestKind.Full).Control(TimeSpan.FromSeconds(2));
        foreach (var (probe, shape) in visits)
        {
            scene.See(probe, TimeSpan.FromSeconds(10), shape);
            if (shape is not (SessionShape.MailInClear or SessionShape.MailOverTls))
            {
                scene.See(probe, TimeSpan.FromSeconds(80), shape);
            }
        }
        return scene;
    }

    private sealed record VerdictCase
    {
        public required string Name { get; init; }

        public required (OutboundProbeId Probe, SessionShape Shape)[] Visits { get; init; }

        /// <summary>After a back-off.</summary>
        public (OutboundProbeId Probe, SessionShape Shape)[] Later { get; init; } = [];

        /// <summary>After twenty minutes; its message comes.</summary>
        public OutboundProbeId[] PutRight { get; init; } = [];

        public int AtSeconds { get; init; } = 3600;

        public required SenderVerdictKind Expected { get; init; }

        public bool Firm { get; init; }

        public Protection[] Missing { get; init; } = [];

        public ConnectionType? Normal { get; init; } = ConnectionType.Encrypted;

        public ConnectionType? UnderAttack { get; init; }
    }

    private static readonly VerdictCase[] VerdictCases =
    [
        new()
        {
            Name = "mismatch delivered: what an attacker can force is not known before stripped is",
            Visits = [(Mismatch, SessionShape.MailOverTls)],
            Expected = SenderVerdictKind.Opportunistic,
            Firm = true,
            Missing = [Protection.CertificateAuthentication],
        },
        new()
        {
            Name = "mismatch delivered, stripped refused once: not known yet",
            Visits = [(Mismatch, SessionShape.MailOverTls), (Stripped, SessionShape.Leave)],
            AtSeconds = 30,
            Expected = SenderVerdictKind.Opportunistic,
            Firm = true,
            Missing = [Protection.CertificateAuthentication],
        },
        new()
        {
            Name = "mismatch delivered, stripped refused twice, and no message seen: not known yet",
            Visits = [(Mismatch, SessionShape.MailOverTls), (Stripped, SessionShape.Leave)],
            Expected = SenderVerdictKind.Opportunistic,
            Firm = true,
            Missing = [Protection.CertificateAuthentication],
        },
        new()
        {
            Name = "mismatch delivered, stripped refused twice: it encrypts under attack too",
            Visits = [(Mismatch, SessionShape.MailOverTls), (Stripped, SessionShape.Leave)],
            PutRight = [Stripped],
            Expected = SenderVerdictKind.Opportunistic,
            Firm = true,
            Missing = [Protection.CertificateAuthentication],
            UnderAttack = ConnectionType.Encrypted,
        },
        new()
        {
            Name = "mail in the clear names what is missing, and nothing else",
            PutRight = [Mismatch],
            Visits = [(Mismatch, SessionShape.TlsAndQuit), (Stripped, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Partly,
            Firm = true,
            Missing = [Protection.StripResistance],
            UnderAttack = ConnectionType.Unencrypted,
        },
        new()
        {
            Name = "mail in the clear at a corner alone takes the word away",
            PutRight = [Mismatch],
            Visits =
            [
                (Mismatch, SessionShape.TlsAndQuit),
                (UnusableStripped, SessionShape.MailInClear),
            ],
            Expected = SenderVerdictKind.Partly,
            Firm = true,
            Missing = [Protection.TlsaForcesTls],
            UnderAttack = ConnectionType.Unencrypted,
        },
        new()
        {
            Name = "partly is firm only when all that went wrong is",
            PutRight = [Mismatch],
            Visits =
            [
                (EeGood, SessionShape.MailOverTls),
                (Mismatch, SessionShape.TlsAndQuit),
                (StartTls454, SessionShape.MailInClear),
            ],
            Expected = SenderVerdictKind.Partly,
            Firm = true,
            Missing = [Protection.NoFallbackAfterRefusedStartTls],
            Normal = ConnectionType.EncryptedAndVerified,
            UnderAttack = ConnectionType.Unencrypted,
        },
        new()
        {
            Name = "mismatch refused only once makes no fault elsewhere a partial one",
            Visits = [(Mismatch, SessionShape.TlsAndQuit), (Stripped, SessionShape.MailInClear)],
            AtSeconds = 30,
            Expected = SenderVerdictKind.Opportunistic,
            Missing = [Protection.StripResistance],
            UnderAttack = ConnectionType.Unencrypted,
        },
        new()
        {
            Name = "partly is not firm while no message of mismatch was seen",
            Visits = [(Mismatch, SessionShape.TlsAndQuit), (Stripped, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Partly,
            Missing = [Protection.StripResistance],
            UnderAttack = ConnectionType.Unencrypted,
        },
        new()
        {
            Name =
                "closed before it is certain that mismatch was refused: neither partly nor opportunistic",
            Visits =
            [
                (EeGood, SessionShape.MailOverTls),
                (Mismatch, SessionShape.TlsAndQuit),
                (TlsaBogus, SessionShape.MailOverTls),
            ],
            AtSeconds = 100_000,
            Expected = SenderVerdictKind.Opportunistic,
            Firm = true,
            Missing = [Protection.TlsaValidation],
        },
        new()
        {
            Name = "good DANE refused once is not wrong yet",
            Visits = [(Mismatch, SessionShape.TlsAndQuit), (EeGood, SessionShape.TlsAndQuit)],
            Expected = SenderVerdictKind.Inconclusive,
        },
        new()
        {
            Name = "good DANE refused again after the back-off is wrong",
            PutRight = [Mismatch],
            Visits = [(Mismatch, SessionShape.TlsAndQuit), (EeGood, SessionShape.TlsAndQuit)],
            Later = [(EeGood, SessionShape.TlsAndQuit)],
            Expected = SenderVerdictKind.Partly,
            Firm = true,
            Missing = [Protection.DaneEe],
        },
        new()
        {
            Name = "only refusals of what should be delivered tell nothing of how it delivers",
            Visits = [(EeGood, SessionShape.TlsAndQuit)],
            Later = [(EeGood, SessionShape.TlsAndQuit)],
            Expected = SenderVerdictKind.Inconclusive,
            Missing = [Protection.DaneEe],
        },
    ];

    public static TheoryData<string> Verdicts => [.. VerdictCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Verdict_follows_from_the_probes(string name)
    {
        var given = VerdictCases.Single(one => one.Name == name);

        var scene = Basic(given.Visits);
        foreach (var (probe, shape) in given.Later)
        {
            scene.See(probe, TimeSpan.FromSeconds(1500), shape);
        }
        foreach (var probe in given.PutRight)
        {
            scene.PutRight(probe, TimeSpan.FromMinutes(20));
        }
        var verdict = scene
            .Judge(TimeSpan.FromSeconds(given.AtSeconds))
            .Senders.ShouldHaveSingleItem();

        verdict.Verdict.ShouldBe(given.Expected);
        verdict.Firm.ShouldBe(given.Firm);
        verdict.Missing.ShouldBe(given.Missing);
        verdict.ConnectionType.ShouldBe(given.Normal);
        verdict.AttackerConnectionType.ShouldBe(given.UnderAttack);
    }

    [Fact]
    public void Partly_is_not_firm_while_any_of_several_faults_is_not()
    {
        var at = TimeSpan.FromSeconds(10);
        var scene = Scene
            .Of()
            .Query(TaGood, DnsRecordType.Mx, at)
            .See(TaGood, at, SessionShape.MailOverTls)
            .Refuse(Mismatch, at, SessionShape.TlsAndQuit)
            .PutRight(Mismatch, TimeSpan.FromMinutes(20))
            .See(Stripped, at, SessionShape.MailInClear)
            // It asked for the control and came not: provisional for four hours.
            .Query(Control, DnsRecordType.Mx, at);

        var provisional = scene.Judge(TimeSpan.FromHours(1)).Senders[0];
        provisional.Missing.ShouldBe([Protection.Path, Protection.StripResistance]);
        provisional.Verdict.ShouldBe(SenderVerdictKind.Partly);
        provisional.Firm.ShouldBeFalse();
        scene.Judge(TimeSpan.FromHours(5)).Senders[0].Firm.ShouldBeTrue();
    }

    private sealed record ClearCase
    {
        public required string Name { get; init; }

        public required (OutboundProbeId Probe, SessionShape Shape)[] Visits { get; init; }

        public required SenderVerdictKind Expected { get; init; }

        public ConnectionType? Normal { get; init; }
    }

    private static readonly ClearCase[] ClearCases =
    [
        new()
        {
            Name = "seen only where STARTTLS is not offered",
            Visits = [(Stripped, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Inconclusive,
        },
        new()
        {
            Name = "seen only where STARTTLS is refused",
            Visits = [(StartTls454, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Inconclusive,
        },
        new()
        {
            Name = "seen only where the handshake is broken",
            Visits = [(HandshakeClose, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Inconclusive,
        },
        new()
        {
            Name = "seen where STARTTLS works",
            Visits = [(EeGood, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Unencrypted,
            Normal = ConnectionType.Unencrypted,
        },
        new()
        {
            Name = "seen where only TLS is taken",
            Visits = [(Stripped, SessionShape.MailInClear), (TlsOnly, SessionShape.MailInClear)],
            Expected = SenderVerdictKind.Unencrypted,
            Normal = ConnectionType.Unencrypted,
        },
    ];

    public static TheoryData<string> Clear => [.. ClearCases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Clear))]
    public void Sender_is_unencrypted_only_where_TLS_was_to_be_had(string name)
    {
        var given = ClearCases.Single(one => one.Name == name);
        var scene = Scene.Of();
        foreach (var (probe, shape) in given.Visits)
        {
            scene.See(probe, TimeSpan.FromSeconds(10), shape);
        }

        var verdict = scene.Judge(TimeSpan.FromHours(5)).Senders.ShouldHaveSingleItem();

        verdict.Verdict.ShouldBe(given.Expected);
        verdict.ConnectionType.ShouldBe(given.Normal);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict.SentControl.ShouldBeFalse();
    }

    [Fact]
    public void Fragment_without_control_sets_no_headline_beside_a_sender_that_has_one()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);
        foreach (var probe in new[] { Control, Mismatch, Stripped })
        {
            scene
                .Query(probe, DnsRecordType.Mx, TimeSpan.FromMinutes(9), "203.0.113.53")
                .Query(probe, DnsRecordType.A, TimeSpan.FromMinutes(9), "203.0.113.53");
        }
        scene
            .See(Mismatch, TimeSpan.FromMinutes(9), SessionShape.MailInClear, Source.Other)
            .See(Stripped, TimeSpan.FromMinutes(9), SessionShape.MailInClear, Source.Other);

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.Senders.Count.ShouldBe(2);
        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Mixed.ShouldBeFalse();
        verdict.Probes.ShouldAllBe(j =>
            j.Judgement == DeliveredAsItShould || j.Judgement == RefusedAsItShould
        );

        scene.ProveControl();
        // The control of nobody's changes nothing; that of another domain makes it a sender like the other.
        var control = scene.Add(
            Control,
            TimeSpan.FromMinutes(9),
            SessionShape.MailInClear,
            Source.Other
        );

        scene.Judge(AfterFirstRetry).Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        scene.Judge(AfterFirstRetry).Mixed.ShouldBeFalse();
        scene.Prove(control, Control, "other.example");

        scene.Judge(AfterFirstRetry).Verdict.ShouldBe(SenderVerdictKind.Unencrypted);
        scene.Judge(AfterFirstRetry).Mixed.ShouldBeTrue();
    }

    /// <summary>That nothing proves whose it is can be said of a control that was read, and of no other.</summary>
    [Theory]
    [InlineData("read", false)]
    [InlineData("never read", true)]
    [InlineData("SPF without an answer", true)]
    [InlineData("SPF of the From domain without an answer", true)]
    [InlineData("a key without an answer", true)]
    [InlineData("alignment without an answer", true)]
    [InlineData("another message was read", true)]
    [InlineData("sent again and read", false)]
    public void Control_that_was_not_read_in_full_is_not_said_to_prove_nothing(
        string what,
        bool notRead
    )
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        scene.Control(TimeSpan.FromMinutes(1), domain: null);
        var control = scene.Sessions[^1];
        scene.Unread.Add(control.Id);
        var name = DomainName.Parse("sender.example");
        var identity = new MessageIdentity
        {
            SessionId = control.Id,
            MailAt = control.Transactions[0].At,
            At = control.StartedAt,
            Probe = Control,
            SourceAddress = control.SourceAddress,
        };
        switch (what)
        {
            case "read":
                scene.Identities.Add(identity);
                break;
            case "SPF without an answer":
                scene.Identities.Add(
                    identity with
                    {
                        Spf = new SpfIdentity(AuthenticationOutcome.TempError, name, false),
                    }
                );
                break;
            case "SPF of the From domain without an answer":
                scene.Identities.Add(
                    identity with
                    {
                        FromDomainSpf = AuthenticationOutcome.TempError,
                    }
                );
                break;
            case "a key without an answer":
                scene.Identities.Add(
                    identity with
                    {
                        Dkim =
                        [
                            new DkimIdentity(AuthenticationOutcome.TempError, name, "s1", false),
                        ],
                    }
                );
                break;
            case "alignment without an answer":
                scene.Identities.Add(identity with { AlignmentUnknown = true });
                break;
            case "another message was read":
                scene.See(EeGood, TimeSpan.FromMinutes(2), SessionShape.MailOverTls);
                break;
            case "sent again and read":
                scene.See(Control, TimeSpan.FromMinutes(2), SessionShape.MailOverTls);
                break;
        }

        var sender = scene.Judge(TimeSpan.FromMinutes(10)).Senders.ShouldHaveSingleItem();

        sender.ControlNotRead.ShouldBe(notRead, what);
        SenderDocument
            .Of(sender, countsForTest: true)
            .Identity.ControlNotRead.ShouldBe(notRead, what);
    }

    [Fact]
    public void Who_knows_the_addresses_sets_no_outcome_of_a_test_whose_sender_is_proven()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);
        scene.ProveControl();
        scene
            .Control(TimeSpan.FromMinutes(9), Source.Other, domain: null, "203.0.113.53")
            .See(Mismatch, TimeSpan.FromMinutes(10), SessionShape.MailOverTls, Source.Other);

        var verdict = scene.Judge(AfterFirstRetry);

        verdict
            .Senders.Select(sender => sender.Standing)
            .ShouldBe([SenderStanding.Proven, SenderStanding.SentControl], ignoreOrder: true);
        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Mixed.ShouldBeFalse();
        verdict.HeadlineSenders.ShouldHaveSingleItem().Domain!.Value.ShouldBe("sender.example");
        var other = verdict.Senders.Single(sender => sender.Domain is null);
        other.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        OutboundDocument
            .Create(scene.Test, verdict)
            .Senders.Select(sender => (sender.Identity.Domain?.Value, sender.CountsForTest))
            .ShouldBe([("sender.example", true), (null, false)], ignoreOrder: true);
    }

    /// <summary>It may be of the same domain, and we did not find out: no praise until we do.</summary>
    [Fact]
    public void Sender_whose_control_we_did_not_read_keeps_the_whole_from_being_praised()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);
        scene.ProveControl();
        scene.Control(TimeSpan.FromMinutes(9), Source.Other, domain: null, "203.0.113.53");
        scene.Unread.Add(scene.Sessions[^1].Id);
        scene.See(Mismatch, TimeSpan.FromMinutes(10), SessionShape.MailOverTls, Source.Other);

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.Senders.Single(sender => sender.Domain is null).ControlNotRead.ShouldBeTrue();
        verdict.Verdict.ShouldNotBe(SenderVerdictKind.EnforcesDane);
    }

    [Fact]
    public void Sender_that_verifies_by_WebPKI_is_said_so_only_when_its_refusal_is_settled()
    {
        var scene = Scene
            .Of()
            .Control(TimeSpan.FromSeconds(2))
            .See(PkixBad, TimeSpan.FromSeconds(10), SessionShape.TlsAndQuit);

        scene.Judge(TimeSpan.FromHours(5)).Senders[0].Traits.ShouldBeEmpty();
        scene.See(PkixBad, TimeSpan.FromSeconds(1500), SessionShape.TlsAndQuit);

        scene.Judge(TimeSpan.FromHours(5)).Senders[0].Traits.ShouldBe([SenderTrait.VerifiesPkix]);
    }

    [Theory]
    [InlineData("nothing", SilenceKind.NothingSeen)]
    [InlineData("questions", SilenceKind.OnlyAsked)]
    [InlineData("a visit", SilenceKind.CameAndLeft)]
    public void Test_without_a_sender_says_what_was_seen(string seen, SilenceKind silence)
    {
        var scene = Scene.Of();
        if (seen != "nothing")
        {
            scene.Query(Control, DnsRecordType.Mx, TimeSpan.FromSeconds(1));
        }
        if (seen == "a visit")
        {
            scene.See(Control, TimeSpan.FromSeconds(2), SessionShape.TlsAndQuit);
        }

        scene.Judge(AfterFirstRetry).Silence.ShouldBe(silence);
        scene
            .See(Control, TimeSpan.FromSeconds(3), SessionShape.MailOverTls)
            .Judge(AfterFirstRetry)
            .Silence.ShouldBeNull();
    }

    [Fact]
    public void Crowd_of_doubtful_sessions_is_counted_and_makes_no_verdict_large()
    {
        var scene = Scene.Of(sharedAddresses: true);
        foreach (var probe in new[] { Stripped, UnusableStripped })
        {
            scene.Query(probe, DnsRecordType.A, TimeSpan.FromSeconds(1));
        }
        for (var i = 0; i < 300; i++)
        {
            scene.See(Stripped, TimeSpan.FromSeconds(2), SessionShape.Peek, Source.Stranger);
        }

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.AmbiguousSessions.ShouldBe(300);
        verdict.Ambiguous.Count.ShouldBe(20);
    }

    [Fact]
    public void Identity_that_came_later_is_not_yet_known()
    {
        var scene = Scene.Of();
        var session = scene.Add(Control, TimeSpan.FromSeconds(2), SessionShape.MailOverTls);
        scene.Prove(session);
        scene.Identities[0] = scene.Identities[0] with
        {
            At = Scene.Opened + TimeSpan.FromMinutes(1),
        };

        scene.Judge(TimeSpan.FromSeconds(59)).Senders[0].Domain.ShouldBeNull();
        scene.Judge(TimeSpan.FromSeconds(60)).Senders[0].Domain.ShouldNotBeNull();
    }

    [Fact]
    public void Sender_that_never_sends_is_pending_then_inconclusive()
    {
        var scene = Scene.Of();

        var open = scene.Judge(TimeSpan.FromHours(24));
        open.Senders.ShouldBeEmpty();
        open.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        open.Probes.ShouldAllBe(j => j.Judgement == Pending && !j.Firm);

        var closed = scene.Judge(TimeSpan.FromHours(25));
        closed.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        closed.Probes.ShouldAllBe(j => j.Judgement == DeliveryJudgement.Inconclusive);
    }

    [Fact]
    public void Sender_that_only_asked_the_DNS_never_passes()
    {
        var scene = Scene.Of();
        foreach (var probe in scene.Test.Probes)
        {
            scene.Query(probe.Id, Core.Dns.DnsRecordType.Mx, TimeSpan.FromSeconds(1));
            scene.Query(probe.Id, Core.Dns.DnsRecordType.Tlsa, TimeSpan.FromSeconds(2));
        }

        var closed = scene.Judge(TimeSpan.FromHours(26));

        closed.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        closed.Probes.ShouldAllBe(j => j.Judgement == DeliveryJudgement.Inconclusive);
        closed.Probes[0].Timeline.Count.ShouldBe(2);
    }

    [Fact]
    public void Two_senders_that_differ_make_the_test_mixed_and_the_worse_one_its_verdict()
    {
        var scene = Scene.Of();
        ModelSender.PostfixDane.Play(scene);
        ModelSender.PostfixMay.Play(
            scene,
            new Source("203.0.113.5", "out.other.example"),
            resolver: "203.0.113.53",
            start: TimeSpan.FromMinutes(10)
        );

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.Mixed.ShouldBeTrue();
        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict
            .Senders.Select(sender => sender.Verdict)
            .ShouldBe([SenderVerdictKind.EnforcesDane, SenderVerdictKind.Opportunistic]);
    }

    [Fact]
    public void Two_senders_behind_one_resolver_cannot_both_have_caused_its_questions()
    {
        var scene = Scene.Of();
        ModelSender.PostfixDane.Play(scene);
        ModelSender.PostfixDane.Play(scene, new Source("203.0.113.5", "out.other.example"));

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.Senders.Count.ShouldBe(2);
        verdict.Senders.ShouldAllBe(sender =>
            sender.Verdict == SenderVerdictKind.Inconclusive
            && sender.Probes.Single(j => j.Probe == OutboundProbeId.TlsaBogus).Judgement
                == DeliveryJudgement.Ambiguous
        );
    }
}
