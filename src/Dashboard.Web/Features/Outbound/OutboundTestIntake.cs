using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Decides whether a request becomes a new test.</summary>
internal sealed partial class OutboundTestIntake(
    IDbContextFactory<DashboardDb> database,
    OutboundTestOpening opening,
    SilentTests silent,
    UnmailedShares shares,
    ConfiguredProbeZone zone,
    [FromKeyedServices(OutboundTestSetup.Limiter)] ClientLimiter limiter,
    IOptions<OutboundTestOptions> settings,
    ILogger<OutboundTestIntake> log
)
{
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromMinutes(10);

    /// <summary>Of one subscriber, however few sets of addresses there are.</summary>
    private const int FewestOfOne = 5;

    public async Task<OutboundTestStart> StartAsync(
        OutboundTestKind kind,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        if (zone.MissingFor(kind) is { Count: > 0 } missing)
        {
            return new OutboundTestStart.NotSetUp(missing);
        }
        if (limiter.Take(client) is { } retryAfter)
        {
            return new OutboundTestStart.RateLimited(retryAfter);
        }
        try
        {
            await using (var db = await database.CreateDbContextAsync(cancellation))
            {
                if (await HasItsShareAsync(db, client, cancellation))
                {
                    return new OutboundTestStart.RateLimited(RetryWhenFull);
                }
                if (
                    await db.OutboundTests.CountAsync(t => t.ClosedAt == null, cancellation)
                        >= settings.Value.MaximumOpen
                    && !await silent.MakeRoomAsync(cancellation)
                )
                {
                    return new OutboundTestStart.RateLimited(RetryWhenFull);
                }
            }
            var opened =
                await OpenAsync(kind, cancellation)
                // No set of addresses is free.
                ?? (
                    await silent.MakeRoomAsync(cancellation)
                        ? await OpenAsync(kind, cancellation)
                        : null
                );
            if (opened is null)
            {
                return new OutboundTestStart.RateLimited(RetryWhenFull);
            }
            shares.Add(client, opened.Id, ProbeTiming.ClosesAfter);
            return new OutboundTestStart.Accepted(opened.ViewId);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            Log.DatabaseAway(log, fault.GetBaseException().Message);
            return new OutboundTestStart.Unavailable();
        }
    }

    /// <summary>Where each test has a set of addresses, one subscriber has a quarter of them with tests that nobody mailed.</summary>
    private async Task<bool> HasItsShareAsync(
        DashboardDb db,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        if (opening.Sets is not { } sets)
        {
            return false;
        }
        var own = shares.Of(client).ToArray();
        return await db.OutboundTests.CountAsync(
                t => own.Contains(t.Id) && t.ClosedAt == null && t.FirstMailAt == null,
                cancellation
            ) >= Math.Max(FewestOfOne, sets / 4);
    }

    private Task<OutboundTestRow?> OpenAsync(
        OutboundTestKind kind,
        CancellationToken cancellation
    ) =>
        opening.OpenAsync(
            kind,
            OutboundTestFactory.NewToken(),
            ProbeTiming.ClosesAfter,
            round: null,
            with: null,
            cancellation
        );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The database is unavailable, a sending test could not be stored: {Fault}"
        )]
        public static partial void DatabaseAway(ILogger logger, string fault);
    }
}
