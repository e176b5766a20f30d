namespace Dashboard.Lab.Outbound;

/// <summary>Waits for a condition, and says what it waited for where that does not come. A busy machine takes minutes for ten mail servers.</summary>
internal static class WaitFor
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(
        Func<bool> look,
        string what,
        Func<Task<string>> explain,
        CancellationToken cancellation
    ) => TrueAsync(() => Task.FromResult(look()), what, explain, cancellation);

    public static async Task TrueAsync(
        Func<Task<bool>> look,
        string what,
        Func<Task<string>> explain,
        CancellationToken cancellation
    )
    {
        var until = TimeProvider.System.GetTimestamp();
        while (!await look())
        {
            if (TimeProvider.System.GetElapsedTime(until) > Limit)
            {
                throw new TimeoutException($"Waited in vain for {what}: {await explain()}");
            }
            await Task.Delay(Pause, cancellation);
        }
    }
}
