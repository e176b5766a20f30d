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
        new("203.0.113.5", "out.other.example"),
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
            model.Play(scene);

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
                        [.. other.Queries, .. scene.Queries]
                    );

                    var together = OutboundJudgement.Judge(
                        scene.Test,
                        evidence[scene.Test.Id],
                        scene.Heals,
                        scene.Identities,
                        Scene.Opened + at
                    );

                    Json(together).ShouldBe(Json(scene.Judge(at)));
                }
            );
    }

    [Fact]
    public void Session_at_shared_addresses_goes_to_another_test_only_by_a_question_or_its_controls_source()
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
                        [.. other.Queries, .. scene.Queries]
                    );

                    var own = scene.Sessions.Select(session => session.Id).ToHashSet();
                    evidence[other.Test.Id]
                        .Sessions.Where(session => own.Contains(session.Session.Id))
                        .ShouldAllBe(session =>
                            // Without a name in it, a session is where the DNS or the control's source says it is.
                            session.Ties.Contains(EvidenceTie.PrecedingQuery)
                            || session.Ties.Contains(EvidenceTie.ControlSource)
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
                    .Query(Probe, DnsRecordType.Mx, At)
                    .Query(Probe, DnsRecordType.A, At)
                    .Query(Probe, DnsRecordType.Tlsa, At);
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
