using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>One figure of two rounds side by side, while it is counted.</summary>
internal sealed class DeltaCount
{
    private readonly Dictionary<OutcomeChange, int> changes = [];
    private int passedBefore;
    private int measuredBefore;
    private int passedAfter;
    private int measuredAfter;
    private int cohort;
    private int cohortBefore;
    private int cohortAfter;
    private bool wasBefore;
    private bool isAfter;

    public bool IsInBoth => wasBefore && isAfter;

    public void Add(CountedOutcome? before, CountedOutcome? after, int domains)
    {
        var (then, now) = (Passed(before), Passed(after));
        wasBefore |= before is not null;
        isAfter |= after is not null;
        measuredBefore += then is null ? 0 : domains;
        passedBefore += domains * (then ?? 0);
        measuredAfter += now is null ? 0 : domains;
        passedAfter += domains * (now ?? 0);
        if (then is { } one && now is { } other)
        {
            cohort += domains;
            cohortBefore += domains * one;
            cohortAfter += domains * other;
        }
    }

    public void Change(CountedOutcome? before, CountedOutcome? after, int domains)
    {
        var change = (before, after) switch
        {
            (null, _) => OutcomeChange.Entered,
            (_, null) => OutcomeChange.Left,
            ({ } then, { } now) => OutcomeChanges.Between(then, now),
        };
        changes[change] = changes.GetValueOrDefault(change) + domains;
    }

    public FigureDelta Delta(FigureStandard standard, AdoptionView view) =>
        new(
            standard,
            view,
            new(passedBefore, measuredBefore),
            new(passedAfter, measuredAfter),
            new(cohortBefore, cohort),
            new(cohortAfter, cohort),
            changes
        );

    /// <summary>Null where it was not measured.</summary>
    private static int? Passed(CountedOutcome? outcome) =>
        outcome switch
        {
            { As: CountedAs.Passed } => 1,
            { As: CountedAs.Failed } => 0,
            _ => null,
        };
}
