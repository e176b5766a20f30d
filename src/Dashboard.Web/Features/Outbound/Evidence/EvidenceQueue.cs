using System.Net;
using System.Threading.Channels;
using Dashboard.Core;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Sessions on their way to the store: the newest snapshot of each, in a bounded number. When it is full, one that names nothing
/// makes room, as a scanner's does: of the source with the most of them the oldest. What names a test is never dropped.
/// </summary>
internal sealed partial class EvidenceQueue(
    TimeProvider time,
    ILogger<EvidenceQueue> log,
    int capacity = EvidenceQueue.Capacity
)
{
    public const int Capacity = 2000;

    private readonly Lock gate = new();
    private readonly LinkedList<Waiting> waiting = [];
    private readonly Dictionary<Guid, LinkedListNode<Waiting>> bySession = [];
    private readonly Channel<bool> filled = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly LogThrottle full = new(time);
    private DateTimeOffset? droppedAt;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>When a session last had to make room; null where none had.</summary>
    public DateTimeOffset? DroppedAt
    {
        get
        {
            lock (gate)
            {
                return droppedAt;
            }
        }
    }

    /// <summary>Since when the longest waiting one waits; null where none does.</summary>
    public DateTimeOffset? WaitingSince
    {
        get
        {
            lock (gate)
            {
                return waiting.First?.Value.Since;
            }
        }
    }

    /// <summary>Ends when the snapshot, or a newer one, is stored, or when it was dropped.</summary>
    public Task PostAsync(SmtpSessionEvidence session)
    {
        Task stored;
        lock (gate)
        {
            if (bySession.TryGetValue(session.Id, out var node))
            {
                node.Value.Session = session;
                return node.Value.Stored.Task;
            }
            if (waiting.Count >= capacity && !MakeRoom(session))
            {
                return Task.CompletedTask;
            }
            var added = new Waiting(session, time.GetUtcNow());
            bySession.Add(session.Id, waiting.AddLast(added));
            stored = added.Stored.Task;
        }
        filled.Writer.TryWrite(true);
        return stored;
    }

    /// <summary>Waits until there is one.</summary>
    public async Task FilledAsync(CancellationToken cancellation) =>
        await filled.Reader.ReadAsync(cancellation);

    /// <summary>The oldest ones. What is posted of them from now on waits anew.</summary>
    public List<Waiting> Take(int most)
    {
        lock (gate)
        {
            var taken = new List<Waiting>();
            while (taken.Count < most && waiting.First is { } first)
            {
                waiting.RemoveFirst();
                bySession.Remove(first.Value.Session.Id);
                taken.Add(first.Value);
            }
            return taken;
        }
    }

    /// <summary>False where the newcomer itself is the one to go.</summary>
    private bool MakeRoom(SmtpSessionEvidence newcomer)
    {
        droppedAt = time.GetUtcNow();
        if (full.Take(out var untold))
        {
            Log.Full(log, capacity, untold);
        }
        var nameless = waiting.Select(one => one.Session).Where(NamesNothing).ToList();
        if (nameless.Count == 0)
        {
            // All others name a test: there are never more of them than sessions that the receiver lets in.
            return !NamesNothing(newcomer);
        }
        var crowd = nameless.CountBy(SourceOf).MaxBy(source => source.Value).Key;
        var leaving = bySession[nameless.First(session => SourceOf(session).Equals(crowd)).Id];
        waiting.Remove(leaving);
        bySession.Remove(leaving.Value.Session.Id);
        leaving.Value.Stored.TrySetResult();
        return true;
    }

    private static IPAddress SourceOf(SmtpSessionEvidence session) =>
        session.SourceAddress.CountedNetwork();

    private static bool NamesNothing(SmtpSessionEvidence session) =>
        session.Transactions.Count == 0 && session.Tls?.ServerName is null;

    /// <summary>One session that waits.</summary>
    internal sealed class Waiting(SmtpSessionEvidence session, DateTimeOffset since)
    {
        public SmtpSessionEvidence Session { get; set; } = session;

        public DateTimeOffset Since { get; } = since;

        public TaskCompletionSource Stored { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "{Capacity} sessions wait to be stored: of the source with the most the oldest that names nothing is dropped ({Untold} more since the last such line)"
        )]
        public static partial void Full(ILogger logger, int capacity, long untold);
    }
}
