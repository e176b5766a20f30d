using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// When the refusals of a sender at a probe are firm. One visit without MAIL may have been a look, a crash, or a filter of the
/// sender's own: only a second one shows that the sender wants to deliver and will not.
/// </summary>
internal static class RefusalRules
{
    /// <summary>
    /// The refusals that count at an instant: as many as the sender makes silent visits where it delivers are left out.
    /// </summary>
    public static IReadOnlyList<Refusal> Counting(
        ProbeEvidence evidence,
        IReadOnlyList<Refusal> refusals,
        DateTimeOffset instant
    ) => [.. refusals.Skip(evidence.Visits.Until(instant))];

    /// <summary>From when they are firm; null where they are not. What comes later does not change it.</summary>
    /// <param name="refusals">In order of time.</param>
    public static DateTimeOffset? FirmAt(
        ProbeEvidence evidence,
        IReadOnlyList<Refusal> refusals,
        FirmRule rule
    )
    {
        if (evidence.AnchoredAt is null)
        {
            return null;
        }
        var firm = refusals
            .Select(
                (refusal, index) => FirmAt(evidence, [.. refusals.Take(index + 1)], refusal, rule)
            )
            .Where(at => at is not null)
            .Min();
        return firm <= evidence.Now ? firm : null;
    }

    /// <param name="until">The refusals up to the last.</param>
    private static DateTimeOffset? FirmAt(
        ProbeEvidence evidence,
        IReadOnlyList<Refusal> until,
        Refusal last,
        FirmRule rule
    )
    {
        // A sender's habits are not known before it has delivered.
        var known = Later(last.EndedAt, evidence.AnchoredAt!.Value);
        var counting = Counting(evidence, until, known);
        if (counting.Count == 0)
        {
            return null;
        }
        var first = counting[0];
        var since = last.StartedAt - first.EndedAt;
        return rule switch
        {
            // Who should stay away and came is judged as at any other host: no silence makes one visit more than a look.
            FirmRule.Retry or FirmRule.Absence when IsSecond(evidence, first, last, since) =>
                Settled(evidence, last),
            FirmRule.SecondAttempt when since >= ProbeTiming.SecondAttemptAfter => Settled(
                evidence,
                last
            ),
            _ => null,
        };
    }

    private static bool IsSecond(
        ProbeEvidence evidence,
        Refusal first,
        Refusal last,
        TimeSpan since
    ) =>
        since >= ProbeTiming.SecondRefusalAfter
        || (
            since >= ProbeTiming.RetryAfter
            && !evidence.Visits.CameAgainBetween(first.StartedAt, last.EndedAt)
        );

    /// <summary>Null where the sender came back before the quiet period after the refusal was over, or was still there.</summary>
    private static DateTimeOffset? Settled(ProbeEvidence evidence, Refusal last)
    {
        var quiet = last.EndedAt + ProbeTiming.QuietPeriod;
        bool IsBefore(AttributedSession other) => other.Session.StartedAt <= last.StartedAt;
        var another = evidence.Sessions.Any(other =>
            IsBefore(other)
                ? other.Session.EndedAt is null || other.Session.EndedAt > quiet
                : other.Session.StartedAt < quiet
        );
        return another ? null : Later(quiet, evidence.AnchoredAt!.Value);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;
}
