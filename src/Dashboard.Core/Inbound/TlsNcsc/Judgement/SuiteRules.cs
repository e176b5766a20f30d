using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.TlsQuestionId;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Cipher suites and the order of preference.</summary>
internal static class SuiteRules
{
    private static readonly CipherSuite Mandatory = CipherSuite.Parse("TLS_AES_128_GCM_SHA256");

    public static SubTestRow Suites(SubTestContext context)
    {
        var facts = context.Facts;
        var accepted = facts.AcceptedSuites.Select(each => each.Suite).Distinct().ToList();
        if (accepted.Count == 0)
        {
            return SubTestRow.NotMeasured(
                TlsSubTest.Suites,
                context.Open(TlsSubTest.Suites, TlsQuestionId.Tls12)
            );
        }
        var worst = accepted.Min(context.LevelOf);
        if (facts.Tls13 != Support.No && context.LevelOf(Mandatory) < worst)
        {
            // No question asks for it, and every implementation has it (RFC 8446 section 9.1).
            worst = context.LevelOf(Mandatory);
        }
        IReadOnlyList<VerdictReason> reasons =
            worst >= GuidelineLevel.Sufficient
                ? []
                :
                [
                    context.ListReason(
                        TlsNcscReason.SuitesWeak,
                        GuidelineSubject.Suite,
                        worst,
                        accepted.Select(suite => suite.Name)
                    ),
                ];
        return MayHaveBelow(context, worst)
            ? SubTestRow.NotMeasured(
                TlsSubTest.Suites,
                [
                    .. reasons,
                    context.Open(
                        TlsSubTest.Suites,
                        TlsQuestionId.Tls12,
                        Insufficient,
                        PhaseOut,
                        Dhe,
                        Ccm8
                    ),
                ]
            )
            : SubTestRow.Of(TlsSubTest.Suites, worst, reasons);
    }

    /// <summary>Of those accepted; null where none is known.</summary>
    public static GuidelineLevel? WorstSuite(SubTestContext context) =>
        context
            .Facts.AcceptedSuites.Select(each => (GuidelineLevel?)context.LevelOf(each.Suite))
            .Min();

    /// <summary>A worse suite has neither been accepted nor refused.</summary>
    private static bool MayHaveBelow(SubTestContext context, GuidelineLevel worst)
    {
        var facts = context.Facts;
        if (facts.Tls12 != Support.No)
        {
            var refused = facts.RefusedIn12;
            if (
                QuestionSuites.Universe.Any(suite =>
                    context.LevelOf(suite) < worst && !refused.Contains(suite)
                )
            )
            {
                return true;
            }
        }
        return MayHaveBelowInOld(context, worst)
            || (
                facts.Tls13 != Support.No
                && QuestionSuites.Ccm8.Any(suite => context.LevelOf(suite) < worst)
                && facts.Settled(Ccm8) != Support.No
            );
    }

    /// <summary>
    /// A server with TLS 1.2 has the suites of older versions in that one too, so that it does not matter whether it has more of them
    /// than the one that it was seen to have; of another its one answer shows one suite alone.
    /// </summary>
    private static bool MayHaveBelowInOld(SubTestContext context, GuidelineLevel worst)
    {
        var facts = context.Facts;
        var old = facts
            .Versions.Where(each => each.Key < TlsProtocolVersion.Tls12)
            .Select(each => each.Value)
            .ToList();
        var open =
            facts.Tls12 == Support.No
                ? old.Any(support => support != Support.No)
                : old.Contains(Support.Unknown)
                    && !(facts.Tls12 == Support.Yes && old.Contains(Support.Yes));
        return open && QuestionSuites.Old.Any(suite => context.LevelOf(suite) < worst);
    }

    public static SubTestRow Order(SubTestContext context)
    {
        var facts = context.Facts;
        if (facts.Tls12 == Support.No)
        {
            return SubTestRow.NotApplicable(TlsSubTest.Order);
        }
        var order = new OrderQuestions(facts);
        if (order.Violation(context.Method) is { } wrong)
        {
            return SubTestRow.Of(
                TlsSubTest.Order,
                GuidelineLevel.Insufficient,
                context.Reason(
                    TlsNcscReason.OrderWrong,
                    ReasonSeverity.Fault,
                    ("chosen", wrong.Chosen.Name),
                    ("better", wrong.Better.Name)
                )
            );
        }
        var accepted = facts.SuitesIn12;
        var threshold =
            context.Method == NcscMethod.Ncsc2025 ? GuidelineLevel.Sufficient : GuidelineLevel.Good;
        var lower = accepted.Where(suite => context.LevelOf(suite) < threshold).ToList();
        if (lower.Count == 0 && accepted.Count > 0 && !MayHaveBelow(context, threshold))
        {
            return SubTestRow.NotApplicable(TlsSubTest.Order);
        }
        var middle = lower.Any(suite => context.LevelOf(suite) > GuidelineLevel.Insufficient);
        var known = middle
            ? order.IsSettled(context.Method)
                && facts.Settled(PhaseOut) != Support.Unknown
                && facts.Settled(Dhe) != Support.Unknown
                && (context.Method == NcscMethod.Ncsc2025 || !HasOpenSuites(facts))
            : accepted.Count > 0 && !MayHaveMiddle(context, threshold);
        return known
            ? SubTestRow.Of(TlsSubTest.Order, GuidelineLevel.Good)
            : SubTestRow.NotMeasured(
                TlsSubTest.Order,
                context.Open(
                    TlsSubTest.Order,
                    TlsQuestionId.Tls12,
                    Insufficient,
                    PhaseOut,
                    Dhe,
                    TlsQuestionId.Order
                )
            );
    }

    /// <summary>
    /// A question got no answer in which something worse could have been preferred: by the list of 2021 insufficient suites of 2025
    /// have an order too.
    /// </summary>
    private static bool HasOpenSuites(ServerFacts facts) =>
        facts.Answers.Any(answer =>
            ServerFacts.AsksForSuites(answer.Question) && facts.Settled(answer) == Support.Unknown
        ) || facts.Of(Insufficient) is null;

    /// <summary>A suite between insufficient and what is wanted, whose place in the order would matter.</summary>
    private static bool MayHaveMiddle(SubTestContext context, GuidelineLevel threshold)
    {
        var refused = context.Facts.RefusedIn12;
        return QuestionSuites.Universe.Any(suite =>
            context.LevelOf(suite) is var level
            && level > GuidelineLevel.Insufficient
            && level < threshold
            && !refused.Contains(suite)
        );
    }
}
