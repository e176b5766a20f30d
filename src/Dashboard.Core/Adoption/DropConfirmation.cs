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

/// <summary>
/// A drop is a pass that became a failure, or a measured result that became excluded. It counts only after a re-test that gave the
/// same. A domain without a former result has none.
/// </summary>
public static class DropConfirmation
{
    /// <param name="former">In the former round; null where the domain or the standard was not in it.</param>
    /// <param name="attempts">In order, one or more.</param>
    public static (AttemptsState State, CountedOutcome Outcome) Decide(
        CountedOutcome? former,
        IReadOnlyList<CountedOutcome> attempts
    )
    {
        ArgumentNullException.ThrowIfNull(attempts);
        var first = attempts[0];
        if (!IsDrop(former, first))
        {
            return (AttemptsState.NoDrop, first);
        }
        for (var i = 1; i < attempts.Count; i++)
        {
            var attempt = attempts[i];
            if (!IsDrop(former, attempt))
            {
                return (AttemptsState.Reconfirmed, attempt);
            }
            // There are two ways to drop, so that the third attempt at the latest agrees with an earlier one.
            if (attempts.Take(i).Any(earlier => earlier.As == attempt.As))
            {
                return (AttemptsState.Confirmed, attempt);
            }
        }
        return (AttemptsState.AwaitsRetest, first);
    }

    public static bool IsDrop(CountedOutcome? former, CountedOutcome now) =>
        former is { } before
        && OutcomeChanges.Between(before, now)
            is OutcomeChange.Regressed
                or OutcomeChange.BecameExcluded;
}
