using System.Collections.Concurrent;
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

/// <summary>
/// Lets in who has a key, as often as it comes: programs that poll take an answer of 4xx for the end of their batch. Of a network that
/// tried many keys that do not work, further ones are looked up one after another, so that strangers do not keep the database busy and a
/// key that works still opens; a key that worked before does not wait for them.
/// </summary>
internal sealed class BatchDoor(ApiKeyDesk keys, IOptions<BatchOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<ClientNetwork> wrong = PartitionedRateLimiter.Create<
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

    private readonly PartitionedRateLimiter<ClientNetwork> turns = PartitionedRateLimiter.Create<
        ClientNetwork,
        ClientNetwork
    >(network =>
        RateLimitPartition.GetConcurrencyLimiter(
            network,
            _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MostWaiting }
        )
    );

    /// <summary>Of one network, after many keys that do not work; one more is asked to come back, as its key was not read.</summary>
    internal const int MostWaiting = 50;

    /// <summary>One header has many spellings; where there are more than this, all are looked up again.</summary>
    private const int MostKnown = 10_000;

    /// <summary>SHA-256 of headers that let somebody in.</summary>
    private readonly ConcurrentDictionary<string, bool> worked = [];

    /// <returns>Null for a client without a key that works.</returns>
    /// <exception cref="BatchRefusal">Too many wait already: nothing is known of the key.</exception>
    public async Task<Account?> OpenAsync(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (given.Length == 0)
        {
            return null;
        }
        var header = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(given)));
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress ?? IPAddress.None);
        using var turn = await TurnAsync(network, header, context.RequestAborted);
        if (turn is { IsAcquired: false })
        {
            throw BatchRefusal.Busy();
        }
        if (await BatchAccount.FindAsync(context, keys) is not { } account)
        {
            // One that was known is revoked.
            worked.TryRemove(header, out _);
            using var counted = wrong.AttemptAcquire(network);
            return null;
        }
        if (worked.Count >= MostKnown)
        {
            worked.Clear();
        }
        worked[header] = true;
        return account;
    }

    /// <returns>Null for who need not wait.</returns>
    private async Task<RateLimitLease?> TurnAsync(
        ClientNetwork network,
        string header,
        CancellationToken cancellation
    )
    {
        if (worked.ContainsKey(header))
        {
            return null;
        }
        // Only a key that does not work is counted.
        using var room = wrong.AttemptAcquire(network, permitCount: 0);
        return room.IsAcquired ? null : await turns.AcquireAsync(network, 1, cancellation);
    }

    /// <summary>401 without a body (RFC 9110 section 15.5.2).</summary>
    public static async Task TurnAwayAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Basic realm=\"batch\", charset=\"UTF-8\"";
        response.ContentLength = 0;
        // Nobody behind puts a body in.
        await response.StartAsync(context.RequestAborted);
    }

    public void Dispose()
    {
        wrong.Dispose();
        turns.Dispose();
    }
}
