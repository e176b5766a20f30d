using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>Looks for something to tell and writes it to who asked. One worker at a time does so, the others pass.</summary>
internal sealed partial class NoticeWatch(
    IDbContextFactory<DashboardDb> database,
    SubscribedDomains subscribed,
    DomainWatch domains,
    OtherEvents others,
    NoticeFanOut told,
    IOptions<NoticeOptions> settings,
    TimeProvider time,
    ILogger<NoticeWatch> log
) : BackgroundService
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Lock = 8_412_640_001;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!told.IsOn)
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotLooked(log, fault.GetBaseException().Message);
            }
            await Task.Delay(settings.Value.LookEvery, time, stoppingToken);
        }
    }

    internal async Task LookAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var mine = await db
            .Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({Lock}) AS \"Value\"")
            .SingleAsync(cancellation);
        if (!mine)
        {
            return;
        }
        var (all, ofOrganisations) = await subscribed.ReadAsync(cancellation);
        await domains.LookAsync(all, cancellation);
        await others.LookAsync(cancellation);
        await told.WriteAsync(ofOrganisations, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Notices were not looked after this time: {Fault}")]
        public static partial void NotLooked(ILogger logger, string fault);
    }
}
