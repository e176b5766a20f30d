using Dashboard.Core.Inbound;

namespace Dashboard.Core.Adoption;

/// <summary>What the attempts at a domain come to, for one standard in one view.</summary>
public enum AttemptsState
{
    /// <summary>No drop against the former round: the first attempt counts.</summary>
    NoDrop,

    /// <summary>A drop that must be seen once more.</summary>
    AwaitsRetest,

    /// <summary>Seen twice.</summary>
    Confirmed,

    /// <summary>The drop was not there at the re-test.</summary>
    Reconfirmed,
}

/// <summary>What counts, for one standard in one view.</summary>
/// <param name="Attempt">The attempt that counts, from 0; while a re-test is awaited the first.</param>
public readonly record struct DropDecision(AttemptsState State, int Attempt);

/// <summary>
/// A drop is a pass that became a failure, or a measured result that became excluded. It counts only after a re-test that gave the
/// same. A domain without a former result has none.
/// </summary>
public static class DropConfirmation
{
    /// <param name="former">In the former round; null where the domain or the standard was not in it.</param>
    /// <param name="attempts">In order, one or more.</param>
    public static DropDecision Decide(
        CountedOutcome? former,
        IReadOnlyList<CountedOutcome> attempts
    )
    {
        ArgumentNullException.ThrowIfNull(attempts);
        if (!IsDrop(former, attempts[0]))
        {
            return new(AttemptsState.NoDrop, 0);
        }
        for (var i = 1; i < attempts.Count; i++)
        {
            var attempt = attempts[i];
            if (!IsDrop(former, attempt))
            {
                return new(AttemptsState.Reconfirmed, i);
            }
            // There are two ways to drop, so that the third attempt at the latest agrees with an earlier one.
            if (attempts.Take(i).Any(earlier => earlier.As == attempt.As))
            {
                return new(AttemptsState.Confirmed, i);
            }
        }
        return new(AttemptsState.AwaitsRetest, 0);
    }

    public static bool IsDrop(CountedOutcome? former, CountedOutcome now) =>
        former is { } before
        && OutcomeChanges.Between(before, now)
            is OutcomeChange.Regressed
                or OutcomeChange.BecameExcluded;

    /// <summary>
    /// The outcomes of a standard from all attempts: each view decided for itself, as a re-test may confirm the one and not the other.
    /// </summary>
    /// <param name="attempts">In order, one or more.</param>
    public static StandardDecision Decide(
        StandardOutcomes? former,
        IReadOnlyList<StandardOutcomes> attempts
    )
    {
        ArgumentNullException.ThrowIfNull(attempts);
        var forum = Decide(former, attempts, AdoptionView.Forum);
        var strict = Decide(former, attempts, AdoptionView.Strict);
        var (ofForum, ofStrict) = (attempts[forum.Attempt], attempts[strict.Attempt]);
        return new(
            new(
                ofForum.Forum,
                ofStrict.Strict,
                ofStrict.Strict == StandardOutcome.Excluded ? ofStrict.Why
                    : ofForum.Forum == StandardOutcome.Excluded ? ofForum.Why
                    : null
            ),
            forum,
            strict
        );
    }

    /// <summary>What is of no weight in a view cannot drop.</summary>
    private static DropDecision Decide(
        StandardOutcomes? former,
        IReadOnlyList<StandardOutcomes> attempts,
        AdoptionView view
    )
    {
        var counted = attempts.Select(a => a.In(view)).ToList();
        return counted.Contains(null)
            ? new(AttemptsState.NoDrop, 0)
            : Decide(former?.In(view), [.. counted.Select(c => c!.Value)]);
    }
}

/// <summary>What the attempts at a domain come to for one standard.</summary>
public sealed record StandardDecision(
    StandardOutcomes Outcomes,
    DropDecision Forum,
    DropDecision Strict
)
{
    public bool Is(AttemptsState state) => Forum.State == state || Strict.State == state;
}
