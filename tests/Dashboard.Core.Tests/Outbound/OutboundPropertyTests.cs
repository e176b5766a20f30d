using System.Text.Json;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests.Outbound;

public sealed class OutboundPropertyTests
{
    private static readonly Source[] Sources =
    [
        Source.First,
        Source.SamePool,
        Source.Stranger,
        Source.Other,
    ];

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Enum<OutboundProbeId>(),
        Gen.Enum<SessionShape>(),
        Gen.Int[0, Sources.Length - 1],
        Gen.Int[0, 90_000],
        Gen.Int[0, 3],
        (probe, shape, source, seconds, what) =>
            new Step(probe, shape, Sources[source], TimeSpan.FromSeconds(seconds), what)
    );

    private static readonly Gen<TimeSpan> Instants = Gen.Int[0, 100_000]
        .Select(seconds => TimeSpan.FromSeconds(seconds));

    private static readonly Gen<ModelSender> Models = Gen.Select(
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        (dane, validates, trusts, noTls, failsOpen, exim) =>
            new ModelSender
            {
                Dane = dane,
                Validates = validates,
                TrustsUnvalidatedTlsa = trusts,
                NoTls = noTls,
                FailsOpen = failsOpen,
                LikeExim = exim,
            }
    );

    private static Scene Play(IEnumerable<Step> steps, bool shared = false, byte number = 1)
    {
        var scene = Scene.Of(number: number, sharedAddresses: shared);
        foreach (var step in steps)
        {
            step.Play(scene);
        }
        return scene;
    }

    private static string Json(OutboundVerdict verdict) =>
        JsonSerializer.Serialize(verdict, EvidenceJson.Options);

    [Fact]
    public void Only_a_sender_that_enforces_is_called_enforcing()
    {
        Models.Sample(model =>
        {
            var scene = Scene.Of();
            model.Play(scene, putRight: true);

            var verdict = scene.Judge(TimeSpan.FromHours(26)).Verdict;

            var enforces = model is { Dane: true, Validates: true, NoTls: false, FailsOpen: false };
            (verdict == SenderVerdictKind.EnforcesDane).ShouldBe(enforces);
        });
    }

    [Fact]
    public void No_evidence_never_gives_a_pass()
    {
        Instants.Sample(at =>
        {
            var verdict = Scene.Of().Judge(at);
            verdict.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
            verdict.Probes.ShouldAllBe(judgement =>
                judgement.Judgement == DeliveryJudgement.Pending
                || judgement.Judgement == DeliveryJudgement.Inconclusive
            );
        });
    }

    [Fact]
    public void Questions_and_refusals_without_a_delivery_never_give_a_pass()
    {
        Gen.Select(Steps.Array[0, 30], Instants)
            .Sample(
                (steps, at) =>
                {
                    var scene = Play(steps.Where(step => !step.SaysMail));
                    scene.Judge(at).Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
                }
            );
    }

    [Fact]
    public void Judgement_stays_as_it_is_until_the_clock_says_otherwise()
    {
        // Shortly after something happened, in a test whose control was delivered: where periods end.
        Gen.Select(
                Steps.Array[1, 6],
                Gen.Int[0, 5],
                Gen.Int[0, 4].Select(which => new[] { 1, 30, 100, 700, 5000 }[which]),
                Gen.Bool.Select(whole => whole ? 1.0 : 0.5)
            )
            .Sample(
                (steps, last, seconds, part) =>
                {
                    var scene = Play(steps);
                    scene.See(
                        OutboundProbeId.Control,
                        TimeSpan.FromSeconds(1),
                        SessionShape.MailOverTls
                    );
                    var at = steps[last % steps.Length].At + TimeSpan.FromSeconds(seconds);
                    var now = Scene.Opened + at;
                    scene.Sessions.RemoveAll(s => s.StartedAt > now || s.EndedAt > now);
                    scene.Queries.RemoveAll(query => query.At > now);
                    scene.Heals.RemoveAll(heal => heal.At > now);

                    var next = JudgementClock.NextChange(
                        scene.Test,
                        scene.Evidence(),
                        scene.Heals,
                        now
                    );

                    next.ShouldBeGreaterThan(now);
                    var still =
                        next == DateTimeOffset.MaxValue
                            ? TimeSpan.FromDays(1)
                            : next - now - TimeSpan.FromTicks(1);
                    Json(scene.Judge(at + (still * part))).ShouldBe(Json(scene.Judge(at)));
                },
                iter: 3000
            );
    }

    [Fact]
    public void Mail_in_the_clear_never_improves_a_verdict()
    {
        Gen.Select(Models, Steps.Array[0, 12], Steps, Instants)
            .Sample(
                (model, steps, clear, at) =>
                {
                    var scene = Play(steps);
                    model.Play(scene);
                    var before = scene.Judge(at);

                    scene.See(clear.Probe, clear.At, SessionShape.MailInClear, clear.Source);
                    var after = scene.Judge(at);

                    if (before.Verdict != SenderVerdictKind.Inconclusive)
                    {
                        ((int)after.Verdict).ShouldBeLessThanOrEqualTo((int)before.Verdict);
                    }
                    else
                    {
                        after.Verdict.ShouldNotBe(SenderVerdictKind.EnforcesDane);
                    }
                }
            );
    }

    /// <summary>Sources that nothing shows to be the sender's, whatever they say.</summary>
    private static readonly Source[] Strangers =
    [
        Source.Copycat,
        Source.Stranger,
        new("203.0.113.5", "mx2.sender.example"),
        new("198.51.101.7", "mx1.sender.example", "mx1.sender.example.evil.test"),
        new("203.0.113.6", "sender.example.evil.test"),
    ];

    /// <summary>From when on the control of <see cref="Named"/> has come.</summary>
    private static readonly Gen<TimeSpan> OnceNamed = Gen.Int[250, 100_000]
        .Select(seconds => TimeSpan.FromSeconds(seconds));

    private const string StrangersResolver = "203.0.113.53";

    /// <summary>When the sender begins, so that there is time before it.</summary>
    private static readonly TimeSpan Begins = TimeSpan.FromMinutes(4);

    /// <summary>Around the first and the second attempts of the sender, as of who means to be taken for it, or at any time.</summary>
    private static readonly Gen<TimeSpan> StrangersTimes = Gen.Select(
        Gen.Int[0, 3],
        Gen.Int[-180, 60],
        Gen.Int[0, 90_000],
        (when, around, any) =>
            when switch
            {
                0 or 1 => Begins + TimeSpan.FromSeconds(around),
                2 => Begins + TimeSpan.FromMinutes(20) + TimeSpan.FromSeconds(around),
                _ => TimeSpan.FromSeconds(any),
            }
    );

    private static readonly Gen<Step> StrangersSteps = Gen.Select(
        Steps,
        Gen.Int[0, Strangers.Length - 1],
        StrangersTimes,
        (step, source, at) =>
            step with
            {
                Source = Strangers[source],
                Resolver = StrangersResolver,
                At = at,
                // A healing is nobody's evidence; who may cause one is another property.
                What = step.What == 1 ? 0 : step.What,
            }
    );

    private static Scene Named(ModelSender model, IEnumerable<Step> steps)
    {
        var scene = Play(steps.Select(step => step with { Source = Source.First }));
        foreach (var step in steps.Where(step => step.What > 0))
        {
            // Nobody connects to a name without asking for it.
            scene
                .Query(step.Probe, DnsRecordType.Mx, step.At)
                .Query(step.Probe, DnsRecordType.A, step.At)
                .Query(step.Probe, DnsRecordType.Tlsa, step.At);
        }
        model.Play(scene, start: Begins);
        return scene.Control(Begins + TimeSpan.FromSeconds(3));
    }

    private static Scene Joined(
        ModelSender model,
        IEnumerable<Step> steps,
        IEnumerable<Step> strangers,
        bool proven
    )
    {
        var scene = Named(model, steps);
        foreach (var stranger in strangers)
        {
            stranger.Play(scene);
        }
        // One of them is another domain's.
        return proven
            ? scene.Control(
                Begins + TimeSpan.FromSeconds(4),
                Source.Copycat,
                "evil.test",
                StrangersResolver
            )
            : scene;
    }

    [Fact]
    public void Evidence_of_sources_not_proven_to_be_the_senders_changes_nothing_of_a_named_domain()
    {
        Gen.Select(Models, Steps.Array[0, 8], StrangersSteps.Array[1, 20], Gen.Bool, OnceNamed)
            .Sample(
                (model, steps, strangers, proven, at) =>
                {
                    var alone = Named(model, steps);
                    var together = Joined(model, steps, strangers, proven);

                    Essence(together.Judge(at)).ShouldBe(Essence(alone.Judge(at)));
                    HealsOf(together, at).ShouldBe(HealsOf(alone, at), ignoreOrder: true);
                }
            );
    }

    /// <summary>Who opened the test knows all its names. He can spoil it, as by sending nothing, and no more.</summary>
    [Fact]
    public void Who_asks_for_everything_before_the_sender_comes_can_only_leave_a_verdict_open()
    {
        Gen.Select(
                Models,
                Steps.Array[0, 8],
                StrangersSteps.Array[0, 20],
                // A sender that was not mailed everything, so that what is asked in its name would tell.
                Gen.Enum<OutboundProbeId>().Array[0, 6],
                OnceNamed
            )
            .Sample(
                (model, steps, strangers, unmailed, at) =>
                {
                    Scene Without(Scene scene)
                    {
                        scene.Sessions.RemoveAll(session =>
                            session.SourceAddress.ToString() == Source.First.Address
                            && scene.Test.Hosts.Any(host =>
                                host.Probe != OutboundProbeId.Control
                                && unmailed.Contains(host.Probe)
                                && host.Has(session.LocalAddress)
                            )
                        );
                        scene.Queries.RemoveAll(query =>
                            query.ResolverAddress.ToString() != StrangersResolver
                            && unmailed.Any(probe =>
                                probe != OutboundProbeId.Control
                                && scene.Test.Names.TryParse(query.Name, out var name)
                                && name.Probe == probe
                            )
                        );
                        return scene;
                    }
                    var alone = Without(Named(model, steps));
                    var together = Without(Joined(model, steps, strangers, proven: false));
                    foreach (var probe in together.Test.Probes)
                    {
                        foreach (
                            var type in new[]
                            {
                                DnsRecordType.Mx,
                                DnsRecordType.A,
                                DnsRecordType.Tlsa,
                            }
                        )
                        {
                            together.Query(
                                probe.Id,
                                type,
                                Begins - TimeSpan.FromSeconds(30),
                                StrangersResolver
                            );
                        }
                    }

                    var before = SenderOf(alone.Judge(at));
                    var after = SenderOf(together.Judge(at));

                    foreach (var (was, now) in before.Probes.Zip(after.Probes))
                    {
                        (
                            (now.Judgement == was.Judgement && (was.Firm || !now.Firm))
                            || (now.Judgement is DeliveryJudgement.Ambiguous && !now.Firm)
                        ).ShouldBeTrue($"{was.Probe}: {was.Judgement} → {now.Judgement}");
                        now.ProvenByHealing.ShouldBe(
                            was.ProvenByHealing && now.Judgement == was.Judgement
                        );
                    }
                    if (after.Verdict != before.Verdict)
                    {
                        before.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
                        after.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
                    }
                    HealsOf(together, at).ShouldBeSubsetOf(HealsOf(alone, at));
                }
            );
    }

    /// <summary>
    /// Of a domain whose MX records lead to our hosts, and whose policy the sender obeys there: its own server and its own resolver, and
    /// no message of the test.
    /// </summary>
    [Fact]
    public void Mail_to_another_domain_that_leads_to_our_hosts_neither_praises_nor_accuses()
    {
        SessionShape[] refusals =
        [
            SessionShape.TlsAndQuit,
            SessionShape.TlsAndAlert,
            SessionShape.AlertInHandshake,
            SessionShape.Leave,
            SessionShape.TryTlsAndLeave,
            SessionShape.MailAloneOverTls,
            SessionShape.MailAloneInClear,
        ];
        Gen.Select(
                Gen.Select(Steps, Gen.Int[0, refusals.Length - 1]).Array[1, 20],
                Gen.Bool,
                OnceNamed
            )
            .Sample(
                (steps, alias, at) =>
                {
                    var scene = Scene.Of().Control(Begins);
                    scene.Query(OutboundProbeId.EeGood, DnsRecordType.Mx, Begins);
                    scene.See(OutboundProbeId.EeGood, Begins, SessionShape.MailOverTls);
                    if (alias)
                    {
                        scene.Queries.Add(
                            new DnsQueryEvidence(
                                Scene.Opened + Begins,
                                scene
                                    .Test.Names.RecipientDomain(
                                        OutboundProbeId.Control,
                                        scene.Test.Token
                                    )
                                    .Prepend("_mta-sts"),
                                DnsRecordType.Txt,
                                DnssecOk: true,
                                System.Net.IPAddress.Parse("192.0.2.53")
                            )
                        );
                    }
                    foreach (var (step, shape) in steps)
                    {
                        scene.Query(step.Probe, DnsRecordType.A, step.At);
                        if (alias)
                        {
                            // An alias of the recipient domain makes the resolver ask for its MX records too.
                            scene.Query(step.Probe, DnsRecordType.Mx, step.At);
                        }
                        scene.See(step.Probe, step.At, refusals[shape]);
                    }

                    var sender = SenderOf(scene.Judge(at));

                    sender.Probes.ShouldAllBe(judged =>
                        judged.Judgement != DeliveryJudgement.RefusedThoughItShouldDeliver
                        && (
                            judged.Judgement != DeliveryJudgement.RefusedAsItShould
                            // What anybody can do who can ask by the sender's resolver.
                            || judged.Probe == OutboundProbeId.MxBogus
                        )
                    );
                    sender.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
                    sender.Traits.ShouldBeEmpty();
                }
            );
    }

    /// <summary>
    /// Whatever is asked, visited and put right, and whatever comes afterwards: what was not in the queue shows no refusal. A message of a
    /// healed probe is its sender's where it was read, is older than the healing, and demands nothing of the host.
    /// </summary>
    [Fact]
    public void Refusal_is_never_firm_without_a_message_that_waited()
    {
        OutboundProbeId[] healed =
        [
            .. OutboundProbes
                .All.Where(probe => probe.Heal != HealAction.None)
                .Select(probe => probe.Id),
        ];
        var message = Gen.Select(
            Gen.Int[0, healed.Length - 1].Select(which => healed[which]),
            Gen.Int[0, 20_000].Select(seconds => TimeSpan.FromSeconds(seconds)),
            Gen.Int[-2, 6],
            Gen.Bool,
            Gen.Int[0, 3],
            (probe, after, hours, demands, read) => (probe, after, hours, demands, read)
        );
        Gen.Select(Steps.Array[0, 12], message.Array[0, 12], Gen.Int[0, 300], Instants)
            .Sample(
                (steps, messages, minutes, at) =>
                {
                    var heal = TimeSpan.FromMinutes(minutes);
                    var scene = Scene.Of().Control(Begins);
                    foreach (var probe in healed)
                    {
                        scene
                            .Query(probe, DnsRecordType.Mx, Begins)
                            .Query(probe, DnsRecordType.Tlsa, Begins)
                            .Heal(probe, heal);
                        if (OutboundProbes.Get(probe).FirmRule != FirmRule.Absence)
                        {
                            scene.Refuse(
                                probe,
                                Begins,
                                OutboundProbes.Get(probe).Hosts[0].Listener switch
                                {
                                    ListenerBehaviour.NoStartTls => SessionShape.Leave,
                                    ListenerBehaviour.Normal => SessionShape.TlsAndQuit,
                                    _ => SessionShape.TryTlsAndLeave,
                                },
                                retry: TimeSpan.FromMinutes(16)
                            );
                        }
                    }
                    foreach (var step in steps.Where(step => step.What != 1))
                    {
                        var mails = step.SaysMail && healed.Contains(step.Probe);
                        (mails ? step with { What = 0 } : step).Play(scene);
                    }
                    var waited = new HashSet<OutboundProbeId>();
                    foreach (var (probe, after, hours, demands, read) in messages)
                    {
                        var session = scene.Add(
                            probe,
                            heal + after,
                            SessionShape.MailOverTls,
                            healed: true
                        );
                        scene.Sessions[^1] = session with
                        {
                            Transactions =
                            [
                                .. session.Transactions.Select(mail =>
                                    mail with
                                    {
                                        RequiresTls = demands,
                                    }
                                ),
                            ],
                        };
                        scene.Unread.Add(session.Id);
                        var queued = Scene.Opened + heal + TimeSpan.FromHours(hours);
                        if (read > 0)
                        {
                            scene.Prove(
                                session,
                                read == 2 ? OutboundProbeId.EeGood : probe,
                                read == 3 ? "other.example" : "sender.example"
                            );
                            scene.Identities[^1] = scene.Identities[^1] with { QueuedAt = queued };
                        }
                        if (read > 0 && hours <= 0 && !demands)
                        {
                            waited.Add(probe);
                        }
                    }

                    foreach (
                        var judged in scene
                            .Judge(at)
                            .Senders.SelectMany(sender => sender.Probes)
                            .Where(judged => healed.Contains(judged.Probe))
                            .Where(judged =>
                                judged.Judgement == DeliveryJudgement.RefusedAsItShould
                                && !waited.Contains(judged.Probe)
                            )
                    )
                    {
                        judged.Firm.ShouldBeFalse($"{judged.Probe}");
                        judged.ProvenByHealing.ShouldBeFalse($"{judged.Probe}");
                    }
                }
            );
    }

    /// <summary>
    /// Else the next test, which need not look at what was wrong, would take the verdict's place. Whatever else the sender does, in
    /// whichever order: mail in the clear that is turned away at once or by a recipient, and then comes over TLS.
    /// </summary>
    [Fact]
    public void Firm_verdict_that_blames_a_sender_says_at_which_probe()
    {
        OutboundProbeId[] delivered =
        [
            .. OutboundProbes
                .All.Where(probe => probe.Expected == ExpectedDelivery.Deliver)
                .Select(probe => probe.Id),
        ];
        var returned = Gen.Select(
            Gen.Int[0, delivered.Length - 1].Select(which => delivered[which]),
            Gen.Int[300, 9000],
            Gen.Bool,
            Gen.Bool,
            (probe, seconds, turnedAway, comesAgain) => (probe, seconds, turnedAway, comesAgain)
        );
        var blamed = 0;
        Gen.Select(returned.Array[1, 3], Steps.Array[0, 3], Gen.Int[3, 26])
            .Sample(
                (clear, steps, hours) =>
                {
                    var scene = Scene
                        .Of()
                        .Control(Begins)
                        .Refuse(OutboundProbeId.Mismatch, Begins, SessionShape.TlsAndQuit)
                        .PutRight(OutboundProbeId.Mismatch, Begins * 2);
                    foreach (var step in steps)
                    {
                        (step with { Source = Source.First }).Play(scene);
                    }
                    foreach (var (probe, seconds, turnedAway, comesAgain) in clear)
                    {
                        scene.See(probe, TimeSpan.FromSeconds(seconds), SessionShape.MailInClear);
                        if (turnedAway)
                        {
                            TurnAway(scene);
                        }
                        if (comesAgain)
                        {
                            scene.See(
                                probe,
                                TimeSpan.FromSeconds(seconds + 60),
                                SessionShape.MailOverTls
                            );
                        }
                    }

                    foreach (
                        var sender in scene
                            .Judge(TimeSpan.FromHours(hours))
                            .Senders.Where(sender => sender.Firm)
                            .Where(sender =>
                                sender.Verdict
                                    is SenderVerdictKind.Partly
                                        or SenderVerdictKind.Opportunistic
                                        or SenderVerdictKind.Unencrypted
                            )
                    )
                    {
                        Interlocked.Increment(ref blamed);
                        ProbeFindings.Of(sender).Wrong.ShouldNotBeEmpty();
                    }
                },
                iter: 500
            );
        blamed.ShouldBeGreaterThan(10);
    }

    /// <summary>The recipients of the last session are refused for a while, and its message is not taken.</summary>
    private static void TurnAway(Scene scene)
    {
        var session = scene.Sessions[^1];
        scene.Sessions[^1] = session with
        {
            Transactions =
            [
                .. session.Transactions.Select(mail =>
                    mail with
                    {
                        TakenAt = null,
                        Recipients =
                        [
                            .. mail.Recipients.Select(one => one with { ReplyCode = 450 }),
                        ],
                    }
                ),
            ],
        };
    }

    [Fact]
    public void Lost_questions_can_only_leave_a_verdict_open()
    {
        Gen.Select(
                Models,
                Steps.Array[0, 8],
                Gen.Select(Gen.Int[0, 6000], Gen.Int[0, 3000]).Array[1, 3],
                OnceNamed
            )
            .Sample(
                (model, steps, gaps, at) =>
                {
                    var scene = Named(model, steps.Where(step => step.What != 1));
                    var before = SenderOf(scene.Judge(at));
                    scene.With(test =>
                        test with
                        {
                            QuestionGaps =
                            [
                                .. gaps.Select(gap => new QuestionGap(
                                    Scene.Opened + TimeSpan.FromSeconds(gap.Item1),
                                    Scene.Opened + TimeSpan.FromSeconds(gap.Item1 + gap.Item2)
                                )),
                            ],
                        }
                    );

                    var after = SenderOf(scene.Judge(at));

                    foreach (var (was, now) in before.Probes.Zip(after.Probes))
                    {
                        (
                            (now.Judgement == was.Judgement && (was.Firm || !now.Firm))
                            || (
                                now.Judgement
                                    is DeliveryJudgement.Ambiguous
                                        or DeliveryJudgement.Pending
                                        or DeliveryJudgement.Inconclusive
                                && !now.Firm
                            )
                        ).ShouldBeTrue($"{was.Probe}: {was.Judgement} → {now.Judgement}");
                    }
                }
            );
    }

    private static SenderVerdict SenderOf(OutboundVerdict verdict) =>
        verdict.Senders.Single(one => one.Domain?.Value == "sender.example");

    private static IEnumerable<OutboundProbeId> HealsOf(Scene scene, TimeSpan at)
    {
        var verdict = scene.Judge(at);
        return HealDecision.Due(
            verdict with
            {
                Senders =
                [
                    .. verdict.Senders.Where(sender =>
                        sender.Domain is null || sender.Domain.Value == "sender.example"
                    ),
                ],
            },
            scene.Heals,
            Scene.Opened + at
        );
    }

    /// <summary>
    /// What is said of the named domain, all of it but the questions that may be anybody's: where nothing else is known, what is
    /// said of them differs.
    /// </summary>
    private static string Essence(OutboundVerdict verdict)
    {
        return JsonSerializer.Serialize(
            SenderOf(verdict) with
            {
                Probes = [.. SenderOf(verdict).Probes.Select(Known)],
            },
            EvidenceJson.Options
        );

        ProbeJudgement Known(ProbeJudgement judgement) =>
            WithoutQuestions(judgement) with
            {
                Timeline =
                [
                    .. judgement.Timeline.Where(entry => entry.Kind != TimelineKind.DnsQuery),
                ],
                Seen =
                    judgement.Seen < SeenOutcome.Connection ? SeenOutcome.Nothing : judgement.Seen,
            };

        ProbeJudgement WithoutQuestions(ProbeJudgement judgement) =>
            judgement.Open
                is {
                    Reason: OpenReason.OtherResolver or OpenReason.OnlyAsked or OpenReason.OtherMail
                } open
                ? judgement with
                {
                    Judgement = verdict.Closed
                        ? DeliveryJudgement.Inconclusive
                        : DeliveryJudgement.Pending,
                    Open = open with { Reason = OpenReason.NothingSeen },
                }
                : judgement;
    }

    /// <summary>Best first; an open one is neither better nor worse, but never becomes the best by a fault.</summary>
    private static bool IsNoBetter(SenderVerdict before, SenderVerdict after) =>
        before.Verdict == SenderVerdictKind.Inconclusive
            ? after.Verdict != SenderVerdictKind.EnforcesDane
            : after.Verdict <= before.Verdict && after.Verdict != SenderVerdictKind.Inconclusive;

    [Fact]
    public void More_evidence_of_a_fault_never_gives_a_better_verdict()
    {
        SessionShape[] faults =
        [
            SessionShape.MailInClear,
            SessionShape.MailOverTls,
            SessionShape.MailOverTlsWithSni,
        ];
        OutboundProbeId[] withheld =
        [
            .. OutboundProbes.All.Where(p => p.Hosts[0].MustNotReceive).Select(p => p.Id),
        ];
        Gen.Select(
                Models,
                Steps.Array[0, 10],
                Gen.Int[0, withheld.Length - 1].Select(which => withheld[which]),
                Gen.Int[0, faults.Length - 1].Select(which => faults[which]),
                Gen.Int[0, 80_000],
                Instants
            )
            .Sample(
                (model, steps, probe, shape, seconds, at) =>
                {
                    var scene = Play(
                        steps
                            .Where(step => step.What != 1)
                            .Select(step => step with { Source = Source.First })
                    );
                    model.Play(scene);
                    scene.Control(TimeSpan.FromSeconds(3));
                    var before = scene.Judge(at).Senders[0];

                    scene.See(probe, TimeSpan.FromSeconds(seconds), shape);
                    var after = scene.Judge(at).Senders[0];

                    IsNoBetter(before, after).ShouldBeTrue($"{before.Verdict} → {after.Verdict}");
                    // What can be forced may become unknown; what is known never becomes more.
                    var forced = after.AttackerConnectionType;
                    (
                        forced is null || forced <= (before.AttackerConnectionType ?? forced)
                    ).ShouldBeTrue();
                }
            );
    }

    [Fact]
    public void Order_of_arrival_does_not_matter_once_all_has_arrived()
    {
        Gen.Select(Models, Steps.Array[0, 20], Gen.Int, Instants)
            .Sample(
                (model, steps, seed, at) =>
                {
                    var scene = Play(steps, shared: seed % 2 == 0);
                    model.Play(scene, start: TimeSpan.FromMinutes(1));
                    scene
                        .Control(TimeSpan.FromSeconds(3))
                        .Control(TimeSpan.FromSeconds(5), Source.Other, "other.example");
                    var before = Json(scene.Judge(at));

                    Shuffle(scene.Sessions, seed);
                    Shuffle(scene.Queries, seed + 1);
                    Shuffle(scene.Identities, seed + 2);

                    Json(scene.Judge(at)).ShouldBe(before);
                }
            );
    }

    [Fact]
    public void Order_of_the_evidence_does_not_matter()
    {
        Gen.Select(Steps.Array[0, 40], Gen.Int, Instants)
            .Sample(
                (steps, seed, at) =>
                {
                    var scene = Play(steps, shared: seed % 2 == 0);
                    var before = Json(scene.Judge(at));

                    Shuffle(scene.Sessions, seed);
                    Shuffle(scene.Queries, seed);
                    Shuffle(scene.Heals, seed);

                    Json(scene.Judge(at)).ShouldBe(before);
                }
            );
    }

    [Fact]
    public void Evidence_of_another_test_never_changes_this_tests_verdict()
    {
        Gen.Select(Steps.Array[0, 25], Steps.Array[0, 25], Instants)
            .Sample(
                (steps, others, at) =>
                {
                    var scene = Play(steps);
                    var other = Play(others, number: 2);
                    var evidence = EvidenceAttribution.Attribute(
                        [other.Test, scene.Test],
                        [.. other.Sessions, .. scene.Sessions],
                        [.. other.Asked, .. scene.Asked]
                    );

                    var together = OutboundJudgement.Judge(
                        scene.Test,
                        evidence[scene.Test.Id],
                        scene.Heals,
                        scene.Read,
                        Scene.Opened + at
                    );

                    Json(together).ShouldBe(Json(scene.Judge(at)));
                }
            );
    }

    [Fact]
    public void Session_at_shared_addresses_goes_to_another_test_only_by_a_question_or_its_messages_source()
    {
        Gen.Select(Steps.Array[0, 25], Steps.Array[0, 25])
            .Sample(
                (steps, others) =>
                {
                    var scene = Play(steps, shared: true);
                    var other = Play(others, shared: true, number: 2);
                    var evidence = EvidenceAttribution.Attribute(
                        [other.Test, scene.Test],
                        [.. other.Sessions, .. scene.Sessions],
                        [.. other.Asked, .. scene.Asked]
                    );

                    var own = scene.Sessions.Select(session => session.Id).ToHashSet();
                    evidence[other.Test.Id]
                        .Sessions.Where(session => own.Contains(session.Session.Id))
                        .ShouldAllBe(session =>
                            // Without a name in it, a session is where the DNS or the control's source says it is.
                            session.Ties.Contains(EvidenceTie.PrecedingQuery)
                            || session.Ties.Contains(EvidenceTie.MessageSource)
                        );
                }
            );
    }

    [Fact]
    public void Firm_judgement_on_a_probe_that_must_not_be_delivered_only_gets_worse_by_a_MAIL()
    {
        Gen.Select(Steps.Array[0, 30], Instants, Instants)
            .Sample(
                (steps, one, other) =>
                {
                    var (early, late) = one < other ? (one, other) : (other, one);
                    var scene = Play(steps.Where(step => step.At <= early));
                    foreach (
                        var (before, after) in scene
                            .Judge(early)
                            .Senders.Zip(scene.Judge(late).Senders)
                    )
                    {
                        foreach (var (first, second) in before.Probes.Zip(after.Probes))
                        {
                            if (first.Firm)
                            {
                                second.Judgement.ShouldBe(first.Judgement);
                            }
                        }
                    }
                }
            );
    }

    private static void Shuffle<T>(List<T> list, int seed)
    {
        var random = new Random(seed);
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    private sealed record Step(
        OutboundProbeId Probe,
        SessionShape Shape,
        Source Source,
        TimeSpan At,
        int What
    )
    {
        public string Resolver { get; init; } = "192.0.2.53";

        public bool SaysMail =>
            What != 0
            && Shape
                is SessionShape.MailInClear
                    or SessionShape.MailOverTls
                    or SessionShape.MailOverTlsWithSni;

        public void Play(Scene scene)
        {
            if (What == 0)
            {
                scene
                    .Query(Probe, DnsRecordType.Mx, At, Resolver)
                    .Query(Probe, DnsRecordType.A, At, Resolver)
                    .Query(Probe, DnsRecordType.Tlsa, At, Resolver);
            }
            else if (What == 1 && OutboundProbes.Get(Probe).Heal != HealAction.None)
            {
                scene.Heal(Probe, At);
            }
            else
            {
                scene.See(Probe, At, Shape, Source);
            }
        }
    }
}
