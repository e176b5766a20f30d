namespace Dashboard.Probes.Tests.Support;

/// <summary>Waits for a condition, and fails where it does not come true in time.</summary>
internal static class Deadline
{
    public static async Task UntilAsync(Func<Task<bool>> look, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await look())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public static async Task<T> ForAsync<T>(
        Func<T?> look,
        CancellationToken cancellation,
        int seconds = 180
    )
        where T : class
    {
        var until = DateTime.UtcNow.AddSeconds(seconds);
        while (true)
        {
            if (look() is { } found)
            {
                return found;
            }
            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException("What the test waits for did not come.");
            }
            await Task.Delay(10, cancellation);
        }
    }
}
