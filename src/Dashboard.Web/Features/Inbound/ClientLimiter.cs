using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Keeps one client from starting many tests; counted in this process, no address is stored.</summary>
/// <param name="startsPerDay">Set where a test takes a place that others want for long.</param>
/// <param name="startsPerHour">
/// Set where all clients share a total in an hour: the networks of one subscriber have twice as much together, and leave the rest of the
/// total to others.
/// </param>
internal sealed class ClientLimiter(
    int startsPerMinute,
    int? startsPerDay = null,
    int? startsPerHour = null
) : IDisposable
{
    /// <summary>As <see cref="ClientNetwork.SiteShare"/>, of what is shared with all.</summary>
    private const int SiteShareOfTotal = 2;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> limiter =
        PartitionedRateLimiter.CreateChained([
            .. Limits(startsPerMinute, Minute, 6),
            .. startsPerHour is { } hourly
                ? Limits(hourly, TimeSpan.FromHours(1), 6, SiteShareOfTotal)
                : [],
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
        int segments,
        int siteShare = ClientNetwork.SiteShare
    ) =>
        [
            Limit(starts, window, segments, ClientNetwork.Of),
            Limit(starts * siteShare, window, segments, ClientNetwork.SiteOf),
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
