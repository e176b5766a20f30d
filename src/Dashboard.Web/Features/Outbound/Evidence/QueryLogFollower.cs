using System.Threading.Channels;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Follows the name server's log, and stores what it says in small batches.</summary>
internal sealed partial class QueryLogFollower(
    ConfiguredProbeZone zone,
    QueryIntake intake,
    TimeProvider time,
    ILogger<QueryLogFollower> log
) : BackgroundService
{
    /// <summary>What is held while the database is away; a flood beyond it is no evidence that anybody misses.</summary>
    private const int MostHeld = 50_000;

    private const int LargestBatch = 1000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<DnsQueryEvidence> held = Channel.CreateBounded<DnsQueryEvidence>(
        new BoundedChannelOptions(MostHeld)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
            SingleWriter = true,
        }
    );

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        zone.Options?.QueryLog is { } path
            ? Task.WhenAll(FollowAsync(path, stoppingToken), StoreAsync(stoppingToken))
            : Task.CompletedTask;

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
                Log.CannotRead(log, path, fault.Message);
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

    /// <summary>False where the database is away and it is worth trying again.</summary>
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
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
        {
            Log.DatabaseAway(log, fault.GetBaseException().Message);
            return false;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.NotStored(log, batch.Count, fault);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The name server's log {Path} cannot be read, so there is no evidence of questions: {Fault}"
        )]
        public static partial void CannotRead(ILogger logger, string path, string fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The database is away, questions in the DNS are held: {Fault}"
        )]
        public static partial void DatabaseAway(ILogger logger, string fault);

        [LoggerMessage(3, LogLevel.Error, "{Count} questions in the DNS could not be stored")]
        public static partial void NotStored(ILogger logger, int count, Exception fault);
    }
}
