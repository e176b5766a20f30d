using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Who knocks.</summary>
internal enum BatchKnock
{
    Known,
    Unknown,

    /// <summary>Its network tried too many keys that do not work: this one was not looked up.</summary>
    TooOften,
}

/// <summary>
/// Lets in who has a key, as often as it comes: programs that poll take an answer of 4xx for the end of their batch. A network may try
/// few keys that do not work, so that strangers do not have us look in the database without end; a key that worked before is not one of
/// them.
/// </summary>
internal sealed class BatchDoor(ApiKeyDesk keys, IOptions<BatchOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<ClientNetwork> limiter = PartitionedRateLimiter.Create<
        ClientNetwork,
        ClientNetwork
    >(network =>
        RateLimitPartition.GetSlidingWindowLimiter(
            network,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = options.Value.WrongKeysPerMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            }
        )
    );

    /// <summary>One header has many spellings; where there are more than this, all are looked up again.</summary>
    private const int MostKnown = 10_000;

    /// <summary>SHA-256 of headers that let somebody in.</summary>
    private readonly ConcurrentDictionary<string, bool> worked = [];

    /// <returns>The wait with <see cref="BatchKnock.TooOften"/>.</returns>
    public async Task<(BatchKnock Knock, Account? Account, TimeSpan? Wait)> OpenAsync(
        HttpContext context
    )
    {
        var header = Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Request.Headers.Authorization}"))
        );
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!worked.ContainsKey(header))
        {
            // Only a key that does not work is counted, below.
            using var lease = limiter.AttemptAcquire(network, permitCount: 0);
            if (!lease.IsAcquired)
            {
                return (
                    BatchKnock.TooOften,
                    null,
                    lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                        ? wait
                        : TimeSpan.FromSeconds(10)
                );
            }
        }
        if (await BatchAccount.FindAsync(context, keys) is not { } account)
        {
            // One that was known is revoked.
            worked.TryRemove(header, out _);
            using var counted = limiter.AttemptAcquire(network);
            return (BatchKnock.Unknown, null, null);
        }
        if (worked.Count >= MostKnown)
        {
            worked.Clear();
        }
        worked[header] = true;
        return (BatchKnock.Known, account, null);
    }

    /// <summary>An answer without a body: 401 (RFC 9110 section 15.5.2), or 429 (RFC 6585 section 4).</summary>
    public static async Task TurnAwayAsync(HttpContext context, BatchKnock knock, TimeSpan? wait)
    {
        var response = context.Response;
        if (knock == BatchKnock.TooOften)
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers.RetryAfter = Math.Ceiling(wait.GetValueOrDefault().TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Basic realm=\"batch\", charset=\"UTF-8\"";
        }
        response.ContentLength = 0;
        // Nobody behind puts a body in.
        await response.StartAsync(context.RequestAborted);
    }

    public void Dispose() => limiter.Dispose();
}
