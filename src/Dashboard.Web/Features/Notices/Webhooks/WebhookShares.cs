using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>
/// The share of one client network in the challenges that one host gets in a day, and that of all networks of its subscriber, so that no
/// stranger uses up what is everybody's; counted in this process, no address is stored.
/// </summary>
internal sealed class WebhookShares(IOptions<WebhookOptions> settings) : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly PartitionedRateLimiter<(IPAddress Client, string Host)> limiter =
        PartitionedRateLimiter.CreateChained(
            Limit(settings.Value.ChallengesPerNetwork, ClientNetwork.Of),
            Limit(OfSite(settings.Value), ClientNetwork.SiteOf)
        );

    /// <summary>Null where the client may go on; else how long it should wait.</summary>
    public TimeSpan? Take(IPAddress client, string host)
    {
        using var lease = limiter.AttemptAcquire((client, host));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter
            : Day / 24;
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>Another network is left its share, and this one has no less than its own.</summary>
    private static int OfSite(WebhookOptions options) =>
        Math.Max(
            options.ChallengesPerNetwork,
            options.ChallengesPerHost - options.ChallengesPerNetwork
        );

    private static PartitionedRateLimiter<(IPAddress Client, string Host)> Limit(
        int challenges,
        Func<IPAddress, ClientNetwork> counted
    ) =>
        PartitionedRateLimiter.Create<(IPAddress Client, string Host), (ClientNetwork, string)>(
            share =>
                RateLimitPartition.GetSlidingWindowLimiter(
                    (counted(share.Client), share.Host),
                    _ => new SlidingWindowRateLimiterOptions
                    {
                        PermitLimit = challenges,
                        Window = Day,
                        SegmentsPerWindow = 24,
                        QueueLimit = 0,
                    }
                )
        );
}
