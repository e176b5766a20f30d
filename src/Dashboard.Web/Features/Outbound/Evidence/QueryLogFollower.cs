using System.Threading.Channels;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Follows the name server's log, and stores what it says in small batches.</summary>
internal sealed partial class QueryLogFollower(
    ConfiguredProbeZone zone,
    QueryIntake intake,
    RecentQuestions questions,
    TimeProvider time,
    ILogger<QueryLogFollower> log
) : BackgroundService
{
    /// <summary>What is held while the database is unavailable; a flood beyond it is no evidence that anybody misses.</summary>
    private const int MostHeld = 50_000;

    private const int LargestBatch = 1000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly LogThrottle cannotRead = new(time);
    private readonly LogThrottle unavailable = new(time);
    private readonly LogThrottle notStored = new(time);

    private readonly Channel<DnsQueryEvidence> held = Channel.CreateBounded<DnsQueryEvidence>(
        new BoundedChannelOptions(MostHeld)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
            SingleWriter = true,
        }
    );

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (zone.Options?.QueryLog is not { } path)
        {
            return Task.CompletedTask;
        }
        questions.Follow();
        return Task.WhenAll(FollowAsync(path, stoppingToken), StoreAsync(stoppingToken));
    }

    private async Task FollowAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await foreach (var query in new QueryLogFile(path, time).FollowAsync(cancellation))
                {
                    held.Writer.TryWrite(query);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                if (cannotRead.Take(out var untold))
                {
                    Log.CannotRead(log, path, fault.Message, untold);
                }
                await Task.Delay(RetryAfter, time, cancellation);
            }
        }
    }

    private async Task StoreAsync(CancellationToken cancellation)
    {
        var batch = new List<DnsQueryEvidence>();
        while (await held.Reader.WaitToReadAsync(cancellation))
        {
            while (batch.Count < LargestBatch && held.Reader.TryRead(out var query))
            {
                batch.Add(query);
            }
            while (!await TryStoreAsync(batch, cancellation))
            {
                await Task.Delay(RetryAfter, time, cancellation);
            }
            batch.Clear();
        }
    }

    /// <summary>False where the database is unavailable and it is worth trying again.</summary>
    private async Task<bool> TryStoreAsync(
        List<DnsQueryEvidence> batch,
        CancellationToken cancellation
    )
    {
        try
        {
            await intake.StoreAsync(batch, cancellation);
            return true;
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            if (unavailable.Take(out var untold))
            {
                Log.DatabaseAway(log, fault.GetBaseException().Message, untold);
            }
            return false;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            if (notStored.Take(out var untold))
            {
                Log.NotStored(log, batch.Count, untold, fault);
            }
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The name server's log {Path} cannot be read, so there is no evidence of questions: {Fault} ({Untold} more since the last such line)"
        )]
        public static partial void CannotRead(
            ILogger logger,
            string path,
            string fault,
            long untold
        );

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is unavailable, questions in the DNS are held: {Fault} ({Untold} more since the last such line)"
        )]
        public static partial void DatabaseAway(ILogger logger, string fault, long untold);

        [LoggerMessage(
            3,
            LogLevel.Error,
            "{Count} questions in the DNS could not be stored ({Untold} more times since the last such line)"
        )]
        public static partial void NotStored(
            ILogger logger,
            int count,
            long untold,
            Exception fault
        );
    }
}
