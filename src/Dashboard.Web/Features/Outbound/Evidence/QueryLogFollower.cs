using System.Threading.Channels;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Follows the name server's log, and stores what it says in small batches.</summary>
internal sealed partial class QueryLogFollower(
    ConfiguredProbeZone zone,
    QueryIntake intake,
    QueryLogStore store,
    RecentQuestions questions,
    TimeProvider time,
    ILogger<QueryLogFollower> log
) : BackgroundService
{
    /// <summary>What is held while the database is unavailable; of what comes beyond it only the time is kept.</summary>
    private const int MostHeld = 50_000;

    private const int LargestBatch = 1000;

    private static readonly RetryPauses Pauses = RetryPauses.Every(TimeSpan.FromSeconds(1));

    /// <summary>How often it is looked whether there is something to write down beside questions.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>What a process that ends without warning may have stored and not written down as such.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(5);

    private readonly QueryLogProgress progress = new();
    private readonly LostQuestions lost = new();

    private readonly LogThrottle cannotRead = new(time);
    private readonly LogThrottle unavailable = new(time);
    private readonly LogThrottle notStored = new(time);
    private readonly LogThrottle notNoted = new(time);

    private readonly Channel<DnsQueryEvidence> held = Channel.CreateBounded<DnsQueryEvidence>(
        new BoundedChannelOptions(MostHeld)
        {
            FullMode = BoundedChannelFullMode.Wait,
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
        return Task.WhenAll(
            Retry.UntilTrueAsync(
                () => TryFollowAsync(path, stoppingToken),
                Pauses,
                time,
                stoppingToken
            ),
            StoreAsync(path, stoppingToken)
        );
    }

    /// <summary>False where the file cannot be read, which is tried again: it is followed for as long as the process runs.</summary>
    private async Task<bool> TryFollowAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var file = new QueryLogFile(path, time, progress);
            await foreach (var query in file.FollowAsync(cancellation))
            {
                if (!held.Writer.TryWrite(query))
                {
                    lost.Add(query.At, query.At);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (cannotRead.Take(out var untold))
            {
                Log.CannotRead(log, path, fault.Message, untold);
            }
        }
        return false;
    }

    private async Task StoreAsync(string path, CancellationToken cancellation)
    {
        QueryLogPlace? noted = null;
        var batch = new List<DnsQueryEvidence>();
        var more = held.Reader.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            await Task.WhenAny(more, Task.Delay(LookEvery, time, cancellation));
            // Before what is held is stored: what was handed on by then is among it.
            var place = progress.Place;
            while (held.Reader.TryRead(out var first))
            {
                batch.Add(first);
                while (batch.Count < LargestBatch && held.Reader.TryRead(out var query))
                {
                    batch.Add(query);
                }
                await Retry.UntilTrueAsync(
                    async () =>
                        await TryNoteLostAsync(path, noted, cancellation)
                        && await TryStoreAsync(batch, cancellation),
                    Pauses,
                    time,
                    cancellation
                );
                batch.Clear();
            }
            if (more.IsCompleted)
            {
                await more;
                more = held.Reader.WaitToReadAsync(cancellation).AsTask();
            }
            if (place is not null && IsWorthNoting(noted, place))
            {
                noted = await TryNoteAsync(path, noted, place, cancellation) ? place : noted;
            }
        }
    }

    private bool IsWorthNoting(QueryLogPlace? noted, QueryLogPlace place) =>
        noted is null
        || noted.BeganAt != place.BeganAt
        || lost.Any
        || place.ReadUntil - noted.ReadUntil >= NoteEvery;

    /// <summary>
    /// Before what came after it is stored, or a judgement in between would take a sender that asked then for the only one that asked.
    /// </summary>
    private async Task<bool> TryNoteLostAsync(
        string path,
        QueryLogPlace? noted,
        CancellationToken cancellation
    ) => noted is null || !lost.Any || await TryNoteAsync(path, noted, noted, cancellation);

    private async Task<bool> TryNoteAsync(
        string path,
        QueryLogPlace? noted,
        QueryLogPlace place,
        CancellationToken cancellation
    )
    {
        var gaps = lost.Take();
        try
        {
            await store.NoteAsync(
                path,
                place,
                begins: noted?.BeganAt != place.BeganAt,
                [.. gaps.Select(gap => new QueryLogGapRow { From = gap.From, Until = gap.Until })],
                cancellation
            );
            return true;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            if (notNoted.Take(out var untold))
            {
                Log.NotNoted(log, fault.GetBaseException().Message, untold);
            }
            lost.PutBack(gaps);
            return false;
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
            lost.Add(batch.Min(query => query.At), batch.Max(query => query.At));
            return true;
        }
    }

    /// <summary>Times of questions that were read and lost. One writes, another reads.</summary>
    private sealed class LostQuestions
    {
        private readonly Lock gate = new();
        private readonly List<(DateTimeOffset From, DateTimeOffset Until)> gaps = [];

        /// <summary>What is lost in a row is one gap.</summary>
        private static readonly TimeSpan InARow = TimeSpan.FromSeconds(10);

        public bool Any
        {
            get
            {
                lock (gate)
                {
                    return gaps.Count > 0;
                }
            }
        }

        /// <summary>A question was asked a little earlier than its line was read, and is then dated so.</summary>
        public void Add(DateTimeOffset from, DateTimeOffset until)
        {
            from -= QueryIntake.ReadLater;
            lock (gate)
            {
                if (gaps.Count > 0 && from - gaps[^1].Until <= InARow)
                {
                    gaps[^1] = (gaps[^1].From, until);
                }
                else
                {
                    gaps.Add((from, until));
                }
            }
        }

        public (DateTimeOffset From, DateTimeOffset Until)[] Take()
        {
            lock (gate)
            {
                (DateTimeOffset From, DateTimeOffset Until)[] all = [.. gaps];
                gaps.Clear();
                return all;
            }
        }

        public void PutBack(IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> taken)
        {
            lock (gate)
            {
                gaps.InsertRange(0, taken);
            }
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

        [LoggerMessage(
            4,
            LogLevel.Warning,
            "How far the name server's log is stored could not be written down: {Fault} ({Untold} more since the last such line)"
        )]
        public static partial void NotNoted(ILogger logger, string fault, long untold);
    }
}
