using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Hosting;

/// <summary>
/// How many pages may follow a test at a time, of one client network and in all: each holds some 2 MB. A page beyond that shows what
/// it was sent with, and loads itself anew now and then.
/// </summary>
internal sealed class LivePages
{
    public const string Section = "LivePages";

    /// <summary>Where the runtime of a live page connects to; the connection is one request that lasts as long as the page.</summary>
    private static readonly PathString Connection = "/_blazor";

    /// <summary>Of one client network.</summary>
    [Range(1, 1000)]
    public int PerClient { get; set; } = 10;

    [Range(1, 100_000)]
    public int InAll { get; set; } = 200;

    /// <summary>
    /// A page that asks again and again (long polling) would hold its place here only while it asks, and its memory all the time.
    /// </summary>
    public static async Task OnlyAsOneRequest(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (IsConnection(context) && !IsWebSocket(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await next(context);
    }

    /// <summary>Routes take a slash at the end too.</summary>
    private static bool IsConnection(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Connection, out var rest)
        && rest.Value is null or "" or "/";

    /// <summary>RFC 6455 section 4.1, and RFC 8441 over HTTP/2.</summary>
    private static bool IsWebSocket(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>()
            is { IsExtendedConnect: true, Protocol: "websocket" }
        || (
            context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && string.Equals(
                context.Request.Headers.Upgrade,
                "websocket",
                StringComparison.OrdinalIgnoreCase
            )
        );

    public PartitionedRateLimiter<HttpContext> Limiter() =>
        PartitionedRateLimiter.CreateChained(
            Limiter(
                PerClient,
                context => ClientNetwork.Of(context.Connection.RemoteIpAddress ?? IPAddress.None)
            ),
            Limiter(
                PerClient * ClientNetwork.SiteShare,
                context =>
                    ClientNetwork.SiteOf(context.Connection.RemoteIpAddress ?? IPAddress.None)
            ),
            Limiter(InAll, _ => default)
        );

    private static PartitionedRateLimiter<HttpContext> Limiter(
        int limit,
        Func<HttpContext, ClientNetwork> client
    ) =>
        PartitionedRateLimiter.Create<HttpContext, (ClientNetwork Client, bool Live)>(context =>
            IsConnection(context)
                ? RateLimitPartition.GetConcurrencyLimiter(
                    (client(context), true),
                    _ => new ConcurrencyLimiterOptions { PermitLimit = limit }
                )
                : RateLimitPartition.GetNoLimiter((default(ClientNetwork), false))
        );
}
