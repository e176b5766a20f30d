using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Dashboard.Core.Scheduling;

/// <summary>Why a text is no schedule.</summary>
public enum CronProblem
{
    /// <summary>Not five fields of cron.</summary>
    NotCron,

    /// <summary>No such day exists, as 30 February.</summary>
    Never,

    /// <summary>Two moments lie closer together than <see cref="CronSchedule.ShortestInterval"/>.</summary>
    TooOften,
}

/// <summary>A moment that has come.</summary>
/// <param name="DueAt">In UTC.</param>
/// <param name="Missed">Earlier moments that nobody acted on; they are not made up for.</param>
public sealed record ScheduleTurn(DateTimeOffset DueAt, int Missed);

/// <summary>
/// When something recurs: the five fields of cron (minute, hour, day of the month, month, day of the week) on the clock of a zone. A
/// time of day that the clock skips in spring comes when the clock has skipped it; one that comes twice in autumn counts once.
/// </summary>
public sealed class CronSchedule
{
    /// <summary>Characters of the text.</summary>
    public const int LongestText = 100;

    /// <summary>How many moments are compared to find two that lie too close: a day of every hour, and any minutes of one hour.</summary>
    private const int Compared = 100;

    private readonly CronExpression expression;
    private readonly TimeZoneInfo zone;

    private CronSchedule(CronExpression expression, TimeZoneInfo zone) =>
        (this.expression, this.zone) = (expression, zone);

    public static TimeSpan ShortestInterval { get; } = TimeSpan.FromHours(1);

    /// <param name="from">Moments after it must exist, and lie apart.</param>
    public static bool TryParse(
        string text,
        TimeZoneInfo zone,
        DateTimeOffset from,
        [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out CronProblem? problem
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        schedule = null;
        if (
            text.Length > LongestText
            || !CronExpression.TryParse(text.Trim(), CronFormat.Standard, out var expression)
        )
        {
            problem = CronProblem.NotCron;
            return false;
        }
        var read = new CronSchedule(expression, zone);
        var moments = read.After(from, Compared);
        problem =
            moments.Count == 0 ? CronProblem.Never
            : moments.Zip(moments.Skip(1)).Any(pair => pair.Second - pair.First < ShortestInterval)
                ? CronProblem.TooOften
            : null;
        schedule = problem is null ? read : null;
        return problem is null;
    }

    /// <summary>
    /// A schedule that was accepted before: how far its moments lie apart was judged then, and where the clock changes two may come closer.
    /// </summary>
    /// <exception cref="FormatException">Not five fields of cron.</exception>
    public static CronSchedule OfAccepted(string text, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CronExpression.TryParse(text.Trim(), CronFormat.Standard, out var expression)
            ? new CronSchedule(expression, zone)
            : throw new FormatException($"'{text}' is not five fields of cron.");
    }

    /// <summary>At most so many moments after one, in UTC; fewer only where there are no more in this century.</summary>
    public IReadOnlyList<DateTimeOffset> After(DateTimeOffset from, int count)
    {
        var moments = new List<DateTimeOffset>(count);
        for (
            var next = expression.GetNextOccurrence(from, zone);
            next is { } at && moments.Count < count;
            next = expression.GetNextOccurrence(at, zone)
        )
        {
            moments.Add(at.ToUniversalTime());
        }
        return moments;
    }

    /// <summary>What has come since a moment up to another: the last of them alone, however many there were.</summary>
    /// <returns>Null where nothing has.</returns>
    public ScheduleTurn? TurnBetween(DateTimeOffset seenUntil, DateTimeOffset now)
    {
        if (now <= seenUntil)
        {
            return null;
        }
        DateTimeOffset? last = null;
        var count = 0;
        foreach (
            var moment in expression.GetOccurrences(
                seenUntil,
                now,
                zone,
                fromInclusive: false,
                toInclusive: true
            )
        )
        {
            (last, count) = (moment, count + 1);
        }
        return last is { } at ? new(at.ToUniversalTime(), count - 1) : null;
    }
}
