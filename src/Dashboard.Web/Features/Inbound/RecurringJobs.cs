using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Hosting;
using Hangfire;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Tells the queue of the jobs that come back every day, once the database is there.</summary>
internal sealed partial class RecurringJobs(
    IRecurringJobManager recurring,
    TimeProvider time,
    ILogger<RecurringJobs> log
) : BackgroundService
{
    private const string EveryNight = "30 3 * * *";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAddAsync(stoppingToken))
        {
            await Task.Delay(RetryAfter, time, stoppingToken);
        }
    }

    private async Task<bool> TryAddAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Run(
                () =>
                {
                    recurring.AddOrUpdate<ExpireTranscripts>(
                        ExpireTranscripts.RecurringId,
                        QueueNames.Maintenance,
                        job => job.RunAsync(CancellationToken.None),
                        EveryNight
                    );
                    recurring.AddOrUpdate<ExpireNotices>(
                        ExpireNotices.RecurringId,
                        QueueNames.Maintenance,
                        job => job.RunAsync(CancellationToken.None),
                        EveryNight
                    );
                    recurring.AddOrUpdate<ExpireCampaigns>(
                        ExpireCampaigns.RecurringId,
                        QueueNames.Maintenance,
                        job => job.RunAsync(CancellationToken.None),
                        EveryNight
                    );
                    recurring.AddOrUpdate<ExpireEvidence>(
                        ExpireEvidence.RecurringId,
                        QueueNames.Maintenance,
                        job => job.RunAsync(CancellationToken.None),
                        EveryNight
                    );
                    recurring.AddOrUpdate<ExpirePersonalData>(
                        ExpirePersonalData.RecurringId,
                        QueueNames.Maintenance,
                        job => job.RunAsync(CancellationToken.None),
                        EveryNight
                    );
                },
                cancellation
            );
            return true;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.NotAdded(log, fault.GetBaseException().Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The recurring jobs are not known to the queue yet: {Fault}"
        )]
        public static partial void NotAdded(ILogger logger, string fault);
    }
}
