namespace Dashboard.Web.Hosting;

/// <summary>Waits for a database that is away, where what is to be written must not be lost.</summary>
internal static class DatabasePatience
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="away">Is told why, each time the database was away.</param>
    public static async Task<T> UntilBackAsync<T>(
        Func<Task<T>> attempt,
        Action<string> away,
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
            catch (Exception fault) when (DatabaseFault.IsAway(fault))
            {
                away(fault.GetBaseException().Message);
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
