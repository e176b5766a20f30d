using System.Net;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>How often something may be asked of webhooks. Who counts holds all others back until the transaction ends.</summary>
internal sealed class WebhookLimits(WebhookShares shares, IOptions<WebhookOptions> settings)
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Lock = 8_412_640_002;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly WebhookOptions options = settings.Value;

    /// <summary>Who counts waits for who counted before.</summary>
    public static Task<int> HoldAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);

    /// <summary>
    /// Whether the host has as many endpoints as one may have. Those that nobody confirmed do not count: a stranger can make any number.
    /// </summary>
    /// <param name="host">In A-labels.</param>
    public async Task<bool> IsFullAsync(
        DashboardDb db,
        string host,
        CancellationToken cancellation
    ) =>
        await db.Set<WebhookEndpointRow>()
            .CountAsync(e => e.Host == host && e.State != WebhookState.Unconfirmed, cancellation)
        >= options.MostPerHost;

    /// <summary>For an endpoint that is not there yet: all that are asked for can be challenged within the hour.</summary>
    /// <returns>Null where there is no wait.</returns>
    public Task<TimeSpan?> UntilNewAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        WaitAsync(
            db.Set<WebhookEndpointRow>()
                .Where(e => e.State == WebhookState.Unconfirmed)
                .Select(e => e.CreatedAt),
            options.ChallengesPerHour,
            Hour,
            now,
            cancellation
        );

    /// <summary>So that nobody makes us knock at a host of somebody else again and again.</summary>
    /// <returns>Null where there is no wait.</returns>
    public async Task<TimeSpan?> UntilChallengeAsync(
        DashboardDb db,
        WebhookEndpointRow endpoint,
        IPAddress client,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var all = db.Set<WebhookDeliveryRow>().Where(d => d.Kind == WebhookDeliveryKind.Challenge);
        var ofHost = all.Where(d => d.Host == endpoint.Host).Select(d => d.CreatedAt);
        return await WaitAsync(ofHost, options.ChallengesPerHost, Day, now, cancellation)
            ?? await WaitAsync(
                all.Select(d => d.CreatedAt),
                options.ChallengesPerHour,
                Hour,
                now,
                cancellation
            )
            // Last, as it is taken by looking.
            ?? shares.Take(client, endpoint.Host);
    }

    /// <returns>Null where there is no wait.</returns>
    public Task<TimeSpan?> UntilTestAsync(
        DashboardDb db,
        WebhookEndpointRow endpoint,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        WaitAsync(
            db.Set<WebhookDeliveryRow>()
                .Where(d => d.EndpointId == endpoint.Id && d.Kind == WebhookDeliveryKind.Test)
                .Select(d => d.CreatedAt),
            options.TestsPerDay,
            Day,
            now,
            cancellation
        );

    /// <summary>How long until fewer than <paramref name="most"/> of these are within the window; null where that is so now.</summary>
    private static async Task<TimeSpan?> WaitAsync(
        IQueryable<DateTimeOffset> times,
        int most,
        TimeSpan window,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var since = now - window;
        var next = await times
            .Where(at => at > since)
            .OrderByDescending(at => at)
            .Skip(most - 1)
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefaultAsync(cancellation);
        return next - since;
    }
}
