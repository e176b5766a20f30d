using Dashboard.Core.Inbound;

namespace Dashboard.Core.Adoption;

/// <summary>What one public measurement of a mail domain counted as for DANE in the strict view.</summary>
public readonly record struct DomainSighting(DateTimeOffset At, CountedOutcome Dane);

public enum BadgeState
{
    /// <summary>A mail domain was never measured, or fell short when it was last measured.</summary>
    None,

    /// <summary>Every mail domain passes, and was measured at most <see cref="InboundBadge.MostDays"/> days ago.</summary>
    Protected,

    /// <summary>Every mail domain passed when it was last measured, which for one of them is longer ago.</summary>
    NotLately,
}

/// <summary>What an organisation may show of its mail domains: that all of them receive protected, and since when that was seen.</summary>
/// <param name="MeasuredAt">The oldest of the newest measurements of its domains; null without a badge.</param>
/// <param name="Since">The first day from which all of them passed at every measurement, without a gap.</param>
public sealed record InboundBadge(
    BadgeState State,
    DateTimeOffset? MeasuredAt = null,
    DateTimeOffset? Since = null
)
{
    /// <summary>The longest time between two measurements of an unbroken series, and how long the last one is shown.</summary>
    public const int MostDays = 14;

    public static InboundBadge None { get; } = new(BadgeState.None);

    /// <param name="domains">
    /// The measurements of each mail domain. One that was excluded is no measurement, except that a domain which was last seen to
    /// accept no mail, or not to exist, is none of its mail domains.
    /// </param>
    public static InboundBadge Of(
        IEnumerable<IReadOnlyCollection<DomainSighting>> domains,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(domains);
        DateTimeOffset? measured = null;
        DateTimeOffset? since = null;
        foreach (var domain in domains)
        {
            var newestFirst = domain.OrderByDescending(s => s.At).ToList();
            if (
                newestFirst
                is [{ Dane.Why: ExclusionReason.NoMail or ExclusionReason.NoDomain }, ..]
            )
            {
                continue;
            }
            var series = newestFirst.FindAll(s => s.Dane.IsMeasured);
            if (series is not [{ Dane.As: CountedAs.Passed } newest, ..])
            {
                return None;
            }
            measured = measured < newest.At ? measured : newest.At;
            var first = FirstOf(series);
            since = since > first ? since : first;
        }
        return measured is not { } at
            ? None
            : new(
                now - at > TimeSpan.FromDays(MostDays)
                    ? BadgeState.NotLately
                    : BadgeState.Protected,
                at,
                since
            );
    }

    private static DateTimeOffset FirstOf(List<DomainSighting> newestFirst)
    {
        var first = newestFirst[0].At;
        foreach (var earlier in newestFirst.Skip(1))
        {
            if (
                earlier.Dane.As != CountedAs.Passed
                || first - earlier.At > TimeSpan.FromDays(MostDays)
            )
            {
                break;
            }
            first = earlier.At;
        }
        return first;
    }
}
