using System.Diagnostics;

namespace Dashboard.Outbound.Tests.Support;

/// <summary>Waits for something to come true, and fails with its name where it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static async Task TrueAsync(Func<Task<bool>> look, string what, TimeSpan? pause = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await look())
        {
            if (clock.Elapsed > Limit)
            {
                throw new TimeoutException($"Waited in vain for {what}.");
            }
            await Task.Delay(
                pause ?? TimeSpan.FromMilliseconds(50),
                TestContext.Current.CancellationToken
            );
        }
    }
}
