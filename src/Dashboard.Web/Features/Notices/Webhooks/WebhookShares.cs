using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>
/// The share of one client network in the challenges that one host gets in a day, so that no stranger uses up what is everybody's;
/// counted in this process, no address is stored.
/// </summary>
internal sealed class WebhookShares(IOptions<WebhookOptions> settings) : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly PartitionedRateLimiter<(ClientNetwork, string)> limiter =
        PartitionedRateLimiter.Create<(ClientNetwork, string), (ClientNetwork, string)>(share =>
            RateLimitPartition.GetSlidingWindowLimiter(
                share,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = settings.Value.ChallengesPerNetwork,
                    Window = Day,
                    SegmentsPerWindow = 24,
                    QueueLimit = 0,
                }
            )
        );

    /// <summary>Null where the client may go on; else how long it should wait.</summary>
    public TimeSpan? Take(IPAddress client, string host)
    {
        using var lease = limiter.AttemptAcquire((ClientNetwork.Of(client), host));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter
            : Day / 24;
    }

    public void Dispose() => limiter.Dispose();
}
