using Dashboard.Data;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Features.OutboundTest.Zone;

/// <summary>Makes the zone, or brings its own records up to date with the settings, once the database is there.</summary>
internal sealed partial class ProbeZoneMaking(
    ProbeZoneAdministration administration,
    TimeProvider time,
    ILogger<ProbeZoneMaking> log
) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryMakeAsync(stoppingToken))
        {
            await Task.Delay(RetryAfter, time, stoppingToken);
        }
    }

    private async Task<bool> TryMakeAsync(CancellationToken cancellation)
    {
        try
        {
            await administration.EnsureAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.NotMade(log, fault.GetBaseException().Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The probe zone is not up to date yet: {Fault}")]
        public static partial void NotMade(ILogger logger, string fault);
    }
}
