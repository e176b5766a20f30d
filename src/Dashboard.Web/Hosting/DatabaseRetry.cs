namespace Dashboard.Web.Hosting;

/// <summary>Waits for a database that is unavailable, where what is to be written must not be lost.</summary>
internal static class DatabaseRetry
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="unavailable">Called with the reason, each time the database was unavailable.</param>
    public static async Task<T> RetryUntilAvailableAsync<T>(
        Func<Task<T>> attempt,
        Action<string> unavailable,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
            {
                unavailable(fault.GetBaseException().Message);
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
