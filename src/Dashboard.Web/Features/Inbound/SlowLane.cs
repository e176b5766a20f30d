using Dashboard.Core;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Where a test goes on that takes long, so that no worker of the queue waits for a slow or hostile target while others wait for the
/// worker. The places are bounded: of the network that has most of them the oldest test ends with what it has seen. So are the tests that
/// one address (of IPv6 a /64) holds for long, whichever domains and clients they are of.
/// </summary>
internal sealed class SlowLane : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<SlowTest> inside = [];
    private readonly SlowLaneLimits limits;
    private readonly IHostApplicationLifetime life;
    private readonly TimeProvider time;
    private readonly ITimer look;

    public SlowLane(SlowLaneLimits limits, IHostApplicationLifetime life, TimeProvider time)
    {
        this.limits = limits;
        this.life = life;
        this.time = time;
        look = time.CreateTimer(
            _ => EndThoseBeyondTheirShare(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Cancelled when this process stops: the test is done again by another.</summary>
    public CancellationToken Stopping => life.ApplicationStopping;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return inside.Count;
            }
        }
    }

    /// <summary>Takes the test over from its worker; never waits.</summary>
    public void Enter(SlowTest test, Task running)
    {
        SlowTest? crowded = null;
        lock (gate)
        {
            inside.Add(test);
            if (inside.Count == 1)
            {
                look.Change(limits.LookEvery, limits.LookEvery);
            }
            if (inside.Count > limits.Places)
            {
                crowded = inside
                    .Where(one => !one.IsEnding)
                    .GroupBy(one => one.Network)
                    .MaxBy(network => network.Count())
                    ?.First();
            }
        }
        _ = running.ContinueWith(
            _ => Leave(test),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        crowded?.End();
    }

    public void Dispose() => look.Dispose();

    private void Leave(SlowTest test)
    {
        lock (gate)
        {
            inside.Remove(test);
            if (inside.Count == 0)
            {
                look.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The oldest first: it has seen most, and has had its share of the address.</summary>
    private void EndThoseBeyondTheirShare()
    {
        List<SlowTest> ending;
        lock (gate)
        {
            var since = time.GetUtcNow() - limits.AtAddress;
            ending =
            [
                .. inside
                    .Where(test => !test.IsEnding)
                    .SelectMany(test =>
                        test.WaitsSince(since)
                            .Select(address => address.CountedNetwork())
                            .Distinct()
                            .Select(address => (address, test))
                    )
                    .GroupBy(held => held.address, held => held.test)
                    .SelectMany(held => held.SkipLast(limits.PerAddress))
                    .Distinct(),
            ];
        }
        foreach (var test in ending)
        {
            test.End();
        }
    }
}
