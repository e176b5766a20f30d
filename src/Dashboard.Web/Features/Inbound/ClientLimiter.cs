using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Keeps one client from starting many tests; counted in this process, no address is stored.</summary>
/// <param name="startsPerDay">Set where a test takes a place that others want for long.</param>
internal sealed class ClientLimiter(int startsPerMinute, int? startsPerDay = null) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> limiter =
        PartitionedRateLimiter.CreateChained([
            .. Limits(startsPerMinute, Minute, 6),
            .. startsPerDay is { } daily ? Limits(daily, TimeSpan.FromDays(1), 24) : [],
        ]);

    /// <summary>Null where the client may go on; else how long it should wait.</summary>
    public TimeSpan? Take(IPAddress client)
    {
        using var lease = limiter.AttemptAcquire(client);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter
            : Minute / 6;
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>For the network of a client, and for all networks of its subscriber.</summary>
    private static PartitionedRateLimiter<IPAddress>[] Limits(
        int starts,
        TimeSpan window,
        int segments
    ) =>
        [
            Limit(starts, window, segments, ClientNetwork.Of),
            Limit(starts * ClientNetwork.SiteShare, window, segments, ClientNetwork.SiteOf),
        ];

    private static PartitionedRateLimiter<IPAddress> Limit(
        int starts,
        TimeSpan window,
        int segments,
        Func<IPAddress, ClientNetwork> counted
    ) =>
        PartitionedRateLimiter.Create<IPAddress, ClientNetwork>(client =>
            RateLimitPartition.GetSlidingWindowLimiter(
                counted(client),
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = starts,
                    Window = window,
                    SegmentsPerWindow = segments,
                    QueueLimit = 0,
                }
            )
        );
}
