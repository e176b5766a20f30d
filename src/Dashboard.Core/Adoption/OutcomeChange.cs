using Dashboard.Core.Dns;

namespace Dashboard.Core.Adoption;

/// <summary>What became of a domain between two rounds, for one standard in one view. They partition the union of both lists.</summary>
public enum OutcomeChange
{
    Improved,
    Regressed,
    Unchanged,
    Entered,
    Left,
    BecameExcluded,
    BecameMeasurable,
    ExcludedInBoth,
}

public static class OutcomeChanges
{
    /// <summary>Of a domain that is on both lists.</summary>
    public static OutcomeChange Between(CountedOutcome before, CountedOutcome after) =>
        (before.As, after.As) switch
        {
            (CountedAs.Excluded, CountedAs.Excluded) => OutcomeChange.ExcludedInBoth,
            (_, CountedAs.Excluded) => OutcomeChange.BecameExcluded,
            (CountedAs.Excluded, _) => OutcomeChange.BecameMeasurable,
            (CountedAs.Failed, CountedAs.Passed) => OutcomeChange.Improved,
            (CountedAs.Passed, CountedAs.Failed) => OutcomeChange.Regressed,
            _ => OutcomeChange.Unchanged,
        };
}

/// <summary>A domain's change for one standard in one view.</summary>
/// <param name="Corrected">The later result was replaced in the correction period; a flag beside the change.</param>
public sealed record DomainOutcomeChange(
    DomainName Domain,
    FigureStandard Standard,
    AdoptionView View,
    OutcomeChange Change,
    bool Corrected
);

/// <summary>A figure of two rounds, over the whole of each list and over the domains that were measured in both.</summary>
/// <param name="CohortBefore">Of the domains measured in both rounds for this standard; as many as in <paramref name="CohortAfter"/>.</param>
public sealed record StandardDelta(
    FigureStandard Standard,
    AdoptionView View,
    Share FullBefore,
    Share FullAfter,
    Share CohortBefore,
    Share CohortAfter
)
{
    public decimal? FullDeltaPp => Share.DeltaPp(FullBefore, FullAfter);

    public decimal? CohortDeltaPp => Share.DeltaPp(CohortBefore, CohortAfter);
}
