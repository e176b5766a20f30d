namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>One sub-test of one address, or of the host, in both views.</summary>
/// <param name="Level">Null where there is none, or it was not measured.</param>
internal sealed record SubTestRow(
    string Slug,
    GuidelineLevel? Level,
    StandardOutcome Forum,
    StandardOutcome Strict,
    IReadOnlyList<VerdictReason> Reasons
)
{
    public bool IsNotApplicable =>
        Forum == StandardOutcome.NotCounted && Strict == StandardOutcome.NotCounted;

    public static SubTestRow Of(
        string slug,
        GuidelineLevel level,
        IReadOnlyList<VerdictReason> reasons
    ) => new(slug, level, OutcomeOf(level), OutcomeOf(level), reasons);

    public static SubTestRow Of(
        string slug,
        GuidelineLevel level,
        params VerdictReason[] reasons
    ) => Of(slug, level, (IReadOnlyList<VerdictReason>)reasons);

    public static SubTestRow NotMeasured(
        string slug,
        params IReadOnlyList<VerdictReason> reasons
    ) => new(slug, null, StandardOutcome.NotMeasured, StandardOutcome.NotMeasured, reasons);

    public static SubTestRow NotApplicable(string slug) =>
        new(slug, null, StandardOutcome.NotCounted, StandardOutcome.NotCounted, []);

    public static StandardOutcome OutcomeOf(GuidelineLevel level) =>
        level switch
        {
            GuidelineLevel.Insufficient => StandardOutcome.Failed,
            GuidelineLevel.PhaseOut => StandardOutcome.Warning,
            _ => StandardOutcome.Passed,
        };

    /// <summary>Better first; a failure is known whatever else was not measured.</summary>
    public static int Badness(StandardOutcome outcome) =>
        outcome switch
        {
            StandardOutcome.NotCounted => 0,
            StandardOutcome.Passed => 1,
            StandardOutcome.Info => 2,
            StandardOutcome.Warning => 3,
            StandardOutcome.NotMeasured => 4,
            StandardOutcome.Failed => 5,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    public static StandardOutcome Worst(StandardOutcome left, StandardOutcome right) =>
        Badness(left) >= Badness(right) ? left : right;
}
