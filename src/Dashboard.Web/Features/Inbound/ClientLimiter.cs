using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Keeps one client from starting many tests; counted in this process, no address is stored.</summary>
/// <param name="startsPerDay">Set where a test takes a place that others want for long.</param>
internal sealed class ClientLimiter(int startsPerMinute, int? startsPerDay = null) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<ClientNetwork> limiter = startsPerDay is { } daily
        ? PartitionedRateLimiter.CreateChained(
            Limit(startsPerMinute, Minute, 6),
            Limit(daily, TimeSpan.FromDays(1), 24)
        )
        : Limit(startsPerMinute, Minute, 6);

    /// <summary>Null where the client may go on; else how long it should wait.</summary>
    public TimeSpan? Take(IPAddress client)
    {
        using var lease = limiter.AttemptAcquire(ClientNetwork.Of(client));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter
            : Minute / 6;
    }

    public void Dispose() => limiter.Dispose();

    private static PartitionedRateLimiter<ClientNetwork> Limit(
        int starts,
        TimeSpan window,
        int segments
    ) =>
        PartitionedRateLimiter.Create<ClientNetwork, ClientNetwork>(network =>
            RateLimitPartition.GetSlidingWindowLimiter(
                network,
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
