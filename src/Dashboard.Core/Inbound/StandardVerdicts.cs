using System.Text.Json;

namespace Dashboard.Core.Inbound;

/// <summary>Makes the verdict of a related standard from the rows that hold.</summary>
internal static class StandardVerdicts
{
    /// <summary>Of all related standards: raised whenever the same evidence would give another verdict.</summary>
    public const string MethodVersion = "related-1";

    /// <summary>
    /// In each view the worst row decides; the status is the row that decides the strict view. Rows that are no more than worth
    /// knowing never do: without a worse one the first row decides.
    /// </summary>
    /// <param name="findings">At least one; the row that says how the standard is used comes first.</param>
    public static StandardVerdict Decide(
        MailStandard standard,
        IReadOnlyList<StandardFinding> findings,
        IReadOnlyList<Advice>? advice = null
    )
    {
        var deciding = findings.MaxBy(finding => Weight(finding.Strict))!;
        return new StandardVerdict
        {
            Standard = standard,
            MethodVersion = MethodVersion,
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

    /// <param name="forum">Of a standard that the Forum view does not count.</param>
    public static StandardVerdict Excluded(
        MailStandard standard,
        ExclusionReason why,
        StandardOutcome forum = StandardOutcome.Excluded
    ) =>
        new()
        {
            Standard = standard,
            MethodVersion = MethodVersion,
            Status = JsonNamingPolicy.KebabCaseLower.ConvertName(why.ToString()),
            Forum = forum,
            Strict = StandardOutcome.Excluded,
            Why = why,
        };

    public static StandardVerdict NotMeasured(MailStandard standard) =>
        new()
        {
            Standard = standard,
            MethodVersion = MethodVersion,
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
