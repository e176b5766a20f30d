using System.Diagnostics;

namespace Dashboard.Web.Tests.Support;

/// <summary>Waits for something to come true, and fails when it does not in time.</summary>
public static class Eventually
{
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> look,
        TimeSpan? within = null,
        string what = "what the test waits for"
    )
        where T : class
    {
        var deadline = within ?? TimeSpan.FromMinutes(5);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }
            if (clock.Elapsed > deadline)
            {
                throw new TimeoutException($"{what} did not come true within {deadline}.");
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
