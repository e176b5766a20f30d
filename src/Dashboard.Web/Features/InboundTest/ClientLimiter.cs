using System.Net;
using System.Threading.RateLimiting;

namespace Dashboard.Web.Features.InboundTest;

/// <summary>Keeps one client from starting many tests; counted in this process, no address is stored.</summary>
internal sealed class ClientLimiter(int startsPerMinute) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<ClientNetwork> limiter = PartitionedRateLimiter.Create<
        ClientNetwork,
        ClientNetwork
    >(network =>
        RateLimitPartition.GetSlidingWindowLimiter(
            network,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = startsPerMinute,
                Window = Window,
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            }
        )
    );

    /// <summary>Null where the client may go on; else how long it should wait.</summary>
    public TimeSpan? Take(IPAddress client)
    {
        using var lease = limiter.AttemptAcquire(ClientNetwork.Of(client));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter
            : Window / 6;
    }

    public void Dispose() => limiter.Dispose();
}
