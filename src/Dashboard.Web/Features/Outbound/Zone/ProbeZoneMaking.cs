using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Probes;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>Makes the zone, or brings its own records up to date with the settings, once the database is there.</summary>
internal sealed partial class ProbeZoneMaking(
    ConfiguredProbeZone zone,
    ProbeZoneAdministration administration,
    IDbContextFactory<DashboardDb> database,
    TimeProvider time,
    ILogger<ProbeZoneMaking> log
) : BackgroundService
{
    private static readonly RetryPauses Pauses = RetryPauses.Every(TimeSpan.FromSeconds(5));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Retry.UntilTrueAsync(() => TryMakeAsync(stoppingToken), Pauses, time, stoppingToken);

    private async Task<bool> TryMakeAsync(CancellationToken cancellation)
    {
        try
        {
            await administration.EnsureAsync(cancellation);
            await CloseFormerAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.NotMade(log, fault.GetBaseException().Message);
            return false;
        }
    }

    private async Task CloseFormerAsync(CancellationToken cancellation)
    {
        var name = zone.Options!.Name;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var closed = await FormerZone.CloseTestsAsync(db, name, time.GetUtcNow(), cancellation);
        if (closed > 0)
        {
            Log.FormerClosed(log, name, closed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The probe zone is not up to date yet: {Fault}")]
        public static partial void NotMade(ILogger logger, string fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The probe zone is {Zone} now; {Count} sending tests that were open in another are closed"
        )]
        public static partial void FormerClosed(ILogger logger, DomainName zone, int count);
    }
}
