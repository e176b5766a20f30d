using Dashboard.Core.Inbound;

namespace Dashboard.Core.Adoption;

/// <summary>The two ways of counting, side by side wherever they differ.</summary>
public enum AdoptionView
{
    /// <summary>By the standard itself.</summary>
    Strict,

    /// <summary>As Forum Standaardisatie counts; not a figure of Forum.</summary>
    Forum,
}

/// <summary>What a domain is to a figure.</summary>
public enum CountedAs
{
    Passed,
    Failed,

    /// <summary>Left out of the denominator.</summary>
    Excluded,
}

/// <summary>What a domain counts as for one standard in one view.</summary>
/// <param name="Why">Set when, and only when, the domain is excluded.</param>
public readonly record struct CountedOutcome(CountedAs As, ExclusionReason? Why)
{
    public static CountedOutcome Passed { get; } = new(CountedAs.Passed, null);

    public static CountedOutcome Failed { get; } = new(CountedAs.Failed, null);

    public bool IsMeasured => As != CountedAs.Excluded;

    public static CountedOutcome Excluded(ExclusionReason why) => new(CountedAs.Excluded, why);
}

/// <summary>The outcome of one standard for a domain in both views, as small as it is stored.</summary>
/// <param name="Why">Of the view, or both views, that are excluded.</param>
public readonly record struct StandardOutcomes(
    StandardOutcome Forum,
    StandardOutcome Strict,
    ExclusionReason? Why = null
)
{
    /// <summary>
    /// Three decimal digits: Forum view, strict view, and 0 or 1 + the reason of exclusion; numbers as in their enumerations.
    /// </summary>
    public short Code =>
        (short)(100 * (int)Forum + 10 * (int)Strict + (Why is { } why ? 1 + (int)why : 0));

    /// <summary>
    /// A standard with a percentage leaves no domain out in silence, so that passed + failed + excluded = the list: where one view does not
    /// count it (DKIM of a domain that sends no mail), it is excluded as <see cref="ExclusionReason.NoMail"/>.
    /// </summary>
    public static StandardOutcomes Of(StandardVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return
            verdict is { Forum: StandardOutcome.NotCounted, Strict: not StandardOutcome.NotCounted }
            && !FigureStandards.HasNoPercentage((FigureStandard)verdict.Standard)
            ? new(StandardOutcome.Excluded, verdict.Strict, verdict.Why ?? ExclusionReason.NoMail)
            : new(verdict.Forum, verdict.Strict, verdict.Why);
    }

    /// <exception cref="ArgumentOutOfRangeException">No code of this form.</exception>
    public static StandardOutcomes FromCode(short code)
    {
        var (forum, strict, why) = (code / 100, code / 10 % 10, code % 10);
        if (
            code < 0
            || !Enum.IsDefined((StandardOutcome)forum)
            || !Enum.IsDefined((StandardOutcome)strict)
            || why > 0 && !Enum.IsDefined((ExclusionReason)(why - 1))
        )
        {
            throw new ArgumentOutOfRangeException(nameof(code), code, "No code of outcomes.");
        }
        return new(
            (StandardOutcome)forum,
            (StandardOutcome)strict,
            why == 0 ? null : (ExclusionReason)(why - 1)
        );
    }

    /// <summary>Null where the standard is of no weight in this view.</summary>
    public CountedOutcome? In(AdoptionView view) =>
        (view == AdoptionView.Strict ? Strict : Forum) switch
        {
            StandardOutcome.Passed or StandardOutcome.Warning or StandardOutcome.Info =>
                CountedOutcome.Passed,
            StandardOutcome.Failed => CountedOutcome.Failed,
            StandardOutcome.Excluded => CountedOutcome.Excluded(Why ?? ExclusionReason.NotMeasured),
            StandardOutcome.NotMeasured => CountedOutcome.Excluded(ExclusionReason.NotMeasured),
            _ => null,
        };
}
