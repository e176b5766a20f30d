using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Inbound.DecisionStepState;

namespace Dashboard.Core.Tests.Inbound;

public sealed class DecisionStepsTests
{
    private static IEnumerable<DecisionStep> Steps(InboundObservation seen) =>
        DomainJudgement.Judge(seen).Hosts[0].Addresses[0].Steps;

    private static void ShouldBe(InboundObservation seen, params DecisionStepState[] states) =>
        Steps(seen).Select(s => s.State).ShouldBe(states);

    [Fact]
    public void Chain_has_all_steps_in_order() =>
        Steps(Seen.Domain(Seen.Host()))
            .Select(s => s.Kind)
            .ShouldBe(Enum.GetValues<DecisionStepKind>());

    [Fact]
    public void Well_run_host_passes_every_step() =>
        ShouldBe(Seen.Domain(Seen.Host()), Passed, Passed, Passed, Passed, Passed, Passed);

    [Fact]
    public void Insecure_MX_fails_the_first_step_and_the_rest_says_what_would_be()
    {
        var seen = Seen.Domain(Seen.Host());
        ShouldBe(
            seen with
            {
                Mx = seen.Mx.Is(DnssecStatus.Insecure),
            },
            Failed,
            Passed,
            Passed,
            Passed,
            Passed,
            Passed
        );
    }

    [Fact]
    public void Insecure_address_ends_the_search_for_TLSA() =>
        ShouldBe(
            Seen.Domain(
                Seen.Host() with
                {
                    A = Look.A(Seen.Mx1, "198.51.100.1").Is(DnssecStatus.Insecure),
                    Tlsa = [],
                }
            ),
            Passed,
            Failed,
            NotReached,
            NotReached,
            Passed,
            NotReached
        );

    [Fact]
    public void Failed_TLSA_lookup_is_unknown_and_nothing_follows() =>
        ShouldBe(
            Seen.Domain(Seen.Host().WithTlsa(t => t.Fails())),
            Passed,
            Passed,
            Unknown,
            NotReached,
            NotReached,
            NotReached
        );

    [Fact]
    public void Bogus_TLSA_answer_fails_the_step() =>
        ShouldBe(
            Seen.Domain(Seen.Host().WithTlsa(t => t.IsBogus())),
            Passed,
            Passed,
            Failed,
            NotReached,
            NotReached,
            NotReached
        );

    [Fact]
    public void Unusable_records_fail_and_leftovers_warn()
    {
        var unusable = Seen.Pinned(Pki.Leaf) with { Usage = 1 };
        ShouldBe(
            Seen.Domain(Seen.Host(tlsa: [unusable])),
            Passed,
            Passed,
            Passed,
            Failed,
            Passed,
            NotReached
        );
        ShouldBe(
            Seen.Domain(Seen.Host(tlsa: [unusable, Seen.Pinned(Pki.Leaf)])),
            Passed,
            Passed,
            Passed,
            Warned,
            Passed,
            Passed
        );
    }

    [Fact]
    public void Missing_STARTTLS_fails_and_a_silent_server_is_unknown()
    {
        ShouldBe(
            Seen.Domain(Seen.Host(addresses: Seen.Address(session: Seen.WithoutStartTls()))),
            Passed,
            Passed,
            Passed,
            Passed,
            Failed,
            NotReached
        );
        var silent = Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout);
        ShouldBe(
            Seen.Domain(Seen.Host(addresses: Seen.Address(session: silent))),
            Passed,
            Passed,
            Passed,
            Passed,
            Unknown,
            NotReached
        );
    }

    [Fact]
    public void Certificate_that_matches_nothing_fails_the_last_step() =>
        Steps(Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()])))
            .Last()
            .ShouldBe(new DecisionStep(DecisionStepKind.Match, Failed, ReasonSlug.NoMatch));

    [Fact]
    public void Family_that_fails_and_a_certificate_that_is_not_covered_warn()
    {
        ShouldBe(
            Seen.Domain(Seen.Host() with { Aaaa = Look.Aaaa(Seen.Mx1).Fails() }),
            Passed,
            Warned,
            Passed,
            Passed,
            Passed,
            Passed
        );
        ShouldBe(
            Seen.Domain(
                Seen.Host(
                    addresses: Seen.Address() with
                    {
                        OtherCertificate = Seen.Session(Pki.RsaLeaf),
                    }
                )
            ),
            Passed,
            Passed,
            Passed,
            Passed,
            Passed,
            Warned
        );
    }

    [Fact]
    public void Resolver_that_does_not_count_leaves_DNS_steps_unknown()
    {
        var steps = Steps(
                Seen.Domain(Seen.Host()) with
                {
                    Resolver = new(
                        "192.0.2.53:53",
                        ResolverTrust.Untrusted,
                        ResolverValidation.Validates
                    ),
                }
            )
            .ToList();
        steps[0].State.ShouldBe(Unknown);
        steps[1].State.ShouldBe(Unknown);
        steps[2].State.ShouldBe(NotReached);
    }

    [Fact]
    public void Every_step_that_did_not_pass_names_a_reason_that_is_told()
    {
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(@case.Observation);
            var told = verdict.Reasons.Select(r => r.Slug).ToHashSet();
            foreach (
                var step in verdict.Hosts.SelectMany(h => h.Addresses).SelectMany(a => a.Steps)
            )
            {
                if (step.ReasonSlug is { } slug)
                {
                    told.ShouldContain(slug, $"{@case.Row}: {@case.Says}");
                }
                if (step.State == Failed)
                {
                    step.ReasonSlug.ShouldNotBeNull($"{@case.Row}: {@case.Says}, {step.Kind}");
                }
            }
        }
    }

    /// <summary>
    /// What a warning of a stage is about is not shown as in order: of every case with a warning about STARTTLS or about the certificate
    /// the step is no <see cref="Passed"/>.
    /// </summary>
    [Fact]
    public void Step_is_not_passed_where_its_stage_has_a_warning()
    {
        (DecisionStepKind Kind, string[] Warnings)[] stages =
        [
            (
                DecisionStepKind.StartTls,
                [ReasonSlug.TlsTooOld, ReasonSlug.CleartextInjected, ReasonSlug.StartTlsKeywordOdd]
            ),
            (
                DecisionStepKind.Match,
                [
                    ReasonSlug.AnchorOutsideValidity,
                    ReasonSlug.CriticalExtensionNotUnderstood,
                    ReasonSlug.CertificateExpiresSoon,
                    ReasonSlug.CertificateTypesDiffer,
                ]
            ),
        ];
        var looked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, warnings) in stages)
        {
            foreach (
                var address in VerdictCases
                    .All.Select(one => DomainJudgement.Judge(one.Observation))
                    .SelectMany(verdict => verdict.Hosts)
                    .SelectMany(host => host.Addresses)
            )
            {
                var found = address.Reasons.Select(r => r.Slug).Intersect(warnings).ToList();
                if (found.Count == 0)
                {
                    continue;
                }
                looked.UnionWith(found);
                var step = address.Steps.Single(one => one.Kind == kind);
                step.State.ShouldNotBe(Passed, string.Join(' ', found));
                if (step.State == Warned)
                {
                    step.ReasonSlug.ShouldNotBeNull(string.Join(' ', found));
                }
            }
        }
        looked.ShouldBe(stages.SelectMany(stage => stage.Warnings), ignoreOrder: true);
    }
}
