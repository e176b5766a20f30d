namespace Dashboard.Core.Inbound;

/// <summary>Makes the verdicts of one standard from the rows that hold.</summary>
/// <param name="Version">
/// Of this standard alone: raised whenever the same evidence would give another verdict of it. Stored beside each verdict.
/// </param>
/// <param name="IsInForumView">Whether the Forum view counts this standard at all.</param>
internal sealed record StandardMethod(
    MailStandard Standard,
    string Version,
    bool IsInForumView = true
)
{
    /// <summary>
    /// In each view the worst row decides; the status is the row that decides the strict view. Rows that are no more than worth
    /// knowing never do: without a worse one the first row decides.
    /// </summary>
    /// <param name="findings">At least one; the row that says how the standard is used comes first.</param>
    public StandardVerdict Decide(
        IReadOnlyList<StandardFinding> findings,
        IReadOnlyList<Advice>? advice = null
    )
    {
        var deciding = findings.MaxBy(finding => Weight(finding.Strict))!;
        return new StandardVerdict
        {
            Standard = Standard,
            MethodVersion = Version,
            Status = deciding.Slug,
            Forum = findings.MaxBy(finding => Weight(finding.Forum))!.Forum,
            Strict = deciding.Strict,
            Results = [.. findings.Select(finding => finding.ToResult())],
            Reasons =
            [
                .. findings
                    .Select(finding => finding.ToReason())
                    .OrderByDescending(reason => reason.Severity),
            ],
            Advice = advice ?? [],
        };
    }

    public StandardVerdict Excluded(ExclusionReason why) =>
        new()
        {
            Standard = Standard,
            MethodVersion = Version,
            Status = Slug.Of(why),
            Forum = IsInForumView ? StandardOutcome.Excluded : StandardOutcome.NotCounted,
            Strict = StandardOutcome.Excluded,
            Why = why,
        };

    public StandardVerdict NotMeasured() =>
        new()
        {
            Standard = Standard,
            MethodVersion = Version,
            Status = "not-measured",
            Forum = StandardOutcome.NotMeasured,
            Strict = StandardOutcome.NotMeasured,
        };

    /// <summary>What could not be measured may be worse than a warning, and is not as bad as what is known to fail.</summary>
    private static int Weight(StandardOutcome outcome) =>
        outcome switch
        {
            StandardOutcome.Failed => 3,
            StandardOutcome.NotMeasured => 2,
            StandardOutcome.Warning => 1,
            _ => 0,
        };
}
