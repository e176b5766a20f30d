namespace Dashboard.Probes;

/// <summary>
/// Lets a line that strangers can cause into the log once a minute, and counts the others: a client that connects a thousand times a
/// second must not fill the disk.
/// </summary>
public sealed class LogThrottle(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? last;
    private long held;

    /// <param name="untold">How many were held back since the line before.</param>
    public bool Take(out long untold)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            untold = held;
            if (last is { } before && time.GetElapsedTime(before, now) < Every)
            {
                held++;
                return false;
            }
            last = now;
            held = 0;
            return true;
        }
    }
}
