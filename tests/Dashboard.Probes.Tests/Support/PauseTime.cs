namespace Dashboard.Probes.Tests.Support;

/// <summary>Time that passes in pauses alone: each is over at once, and is written down.</summary>
internal sealed class PauseTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<TimeSpan> pauses = [];
    private DateTimeOffset now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (gate)
            {
                return [.. pauses];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            lock (gate)
            {
                pauses.Add(dueTime);
                now += dueTime;
            }
            dueTime = TimeSpan.Zero;
        }
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
