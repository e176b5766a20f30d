using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Components.Theme;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Hosting;

/// <summary>
/// How much one client network may ask of the web server, and how big a request may be. That nobody starts many tests is
/// another, smaller limit: <see cref="ClientLimiter"/>.
/// </summary>
internal static class RequestLimits
{
    /// <summary>No page has more.</summary>
    private const int AssetsPerRequest = 10;

    /// <summary>The largest thing anybody sends is a pasted certificate chain or key.</summary>
    private const long MaximumBody = 256 * 1024;

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        var services = builder.Services;
        services.AddAnnotatedOptions<RequestLimitOptions>(RequestLimitOptions.Section);
        services.AddAnnotatedOptions<LivePages>(LivePages.Section);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = OnRejectedAsync;
        });
        services
            .AddOptions<RateLimiterOptions>()
            .Configure<IOptions<RequestLimitOptions>, IOptions<LivePages>>(
                (limiter, requests, live) =>
                    limiter.GlobalLimiter = Limiter(requests.Value.RequestsPerMinute, live.Value)
            );
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(int perMinute, LivePages live) =>
        PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, (ClientNetwork, bool)>(context =>
                Partition(context, perMinute, ClientNetwork.Of)
            ),
            PartitionedRateLimiter.Create<HttpContext, (ClientNetwork, bool)>(context =>
                Partition(context, perMinute * ClientNetwork.SiteShare, ClientNetwork.SiteOf)
            ),
            live.Limiter()
        );

    private static RateLimitPartition<(ClientNetwork Client, bool Asset)> Partition(
        HttpContext context,
        int perMinute,
        Func<IPAddress, ClientNetwork> counted
    )
    {
        // The page that says "too many requests" is no request of the visitor's.
        // This machine watches itself.
        // Programs that poll a batch take an answer of 4xx for its end; wrong keys have a limit of their own (BatchDoor).
        if (
            context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || (
                context.Request.Path.StartsWithSegments(BatchEndpoints.Root)
                && context.Request.Path != BatchDescription.Path
            )
            || (
                context.Request.Path.StartsWithSegments(HealthEndpoints.Root)
                && HealthDetails.IsFromThisMachine(context)
            )
        )
        {
            return RateLimitPartition.GetNoLimiter((default(ClientNetwork), false));
        }
        // Style and fonts have a limit of their own: the page that says "too many requests" is to be read as well as any other.
        var asset = IsAsset(context);
        return RateLimitPartition.GetSlidingWindowLimiter(
            (counted(context.Connection.RemoteIpAddress ?? IPAddress.None), asset),
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = asset ? perMinute * AssetsPerRequest : perMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        );
    }

    private static bool IsAsset(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || context.Request.Path == ThemeSheet.Path;

    private static ValueTask OnRejectedAsync(
        OnRejectedContext rejected,
        CancellationToken cancellation
    )
    {
        var retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
            ? wait
            : TimeSpan.FromSeconds(10);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds)
            .ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
