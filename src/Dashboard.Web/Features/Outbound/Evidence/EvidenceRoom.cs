using Dashboard.Core;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Data;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// How many connections are kept. Each test has room of its own for what something ties to it (<see cref="TestRoom"/>). What nothing
/// ties, as a scanner's at an address that all tests share, has a room of its own, in which no source drives out another: of the source
/// with the most the oldest goes first.
/// </summary>
internal sealed partial class EvidenceRoom(
    IOptions<OutboundTestOptions> settings,
    TimeProvider time,
    ILogger<EvidenceRoom> log
)
{
    private readonly LogThrottle noRoom = new(time);
    private readonly LogThrottle trimmed = new(time);
    private long trimmedAt;

    /// <summary>When connections that nothing ties last had to make room; null where none had.</summary>
    public DateTimeOffset? TrimmedAt
    {
        get
        {
            var ticks = Interlocked.Read(ref trimmedAt);
            return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
        }
    }

    /// <summary>Takes the room of new sessions: what finds none is ignored, or kept as if nothing tied it.</summary>
    public async Task TakeAsync(
        DashboardDb db,
        List<SessionChange> changes,
        CancellationToken cancellation
    )
    {
        var newcomers = changes.Where(NeedsRoom).ToList();
        var rooms = new Dictionary<Guid, TestRoom>();
        foreach (
            var test in newcomers.SelectMany(change => change.Decision.Tied).Distinct().ToList()
        )
        {
            var sources = newcomers
                .Where(change => change.Decision.Tied.Contains(test))
                .Select(change => change.Session.SourceAddress.CountedNetwork())
                .Distinct()
                .ToArray();
            rooms[test] = await TestRoom.LoadAsync(db, test, sources, settings.Value, cancellation);
        }
        for (var i = 0; i < changes.Count; i++)
        {
            if (NeedsRoom(changes[i]))
            {
                changes[i] = Placed(changes[i], rooms);
            }
        }
    }

    /// <summary>After new sessions: the room of those that nothing ties is brought back to its size.</summary>
    public async Task TrimAsync(
        DashboardDb db,
        IReadOnlyList<SessionChange> changes,
        CancellationToken cancellation
    )
    {
        if (!changes.Any(change => change.IsNew && change.Decision.Tied.Count == 0))
        {
            return;
        }
        // Of each source those that said MAIL and the newest are kept before others; then of the sources with the most.
        var gone = await db.Database.ExecuteSqlAsync(
            $"""
            WITH ranked AS (
              SELECT id, said_mail, started_at, row_number() OVER (
                PARTITION BY source_group ORDER BY said_mail DESC, started_at DESC, id) AS nth
              FROM outbound_sessions WHERE cardinality(tied_ids) = 0 AND cardinality(test_ids) = 0)
            DELETE FROM outbound_sessions WHERE id IN (
              SELECT id FROM ranked WHERE nth > {settings.Value.SharedSessionsPerSource}
              UNION
              SELECT id FROM (
                SELECT id FROM ranked ORDER BY said_mail DESC, nth, started_at DESC, id
                OFFSET {settings.Value.SharedSessions}) AS beyond)
            """,
            cancellation
        );
        if (gone == 0)
        {
            return;
        }
        Interlocked.Exchange(ref trimmedAt, time.GetUtcNow().UtcTicks);
        if (trimmed.Take(out var untold))
        {
            Log.Trimmed(log, gone, untold);
        }
    }

    /// <summary>New in the room of a test: at once, or because it has named the test, or been tied to it, since.</summary>
    private static bool NeedsRoom(SessionChange change) =>
        change.Decision is { Action: SessionAction.Keep, Tied.Count: > 0 }
        && (
            change.Row is not { } row
            || (row.TestIds.Length == 0 && change.Decision.Tests.Count > 0)
            || change.Decision.Tied.Any(test => !row.TiedIds.Contains(test))
        );

    /// <summary>It has had its room there. One that names its test only now takes room as such a one.</summary>
    private static bool HasRoom(SessionChange change, Guid test) =>
        change.Row is { } row
        && row.TiedIds.Contains(test)
        && (row.TestIds.Length > 0 || change.Decision.Tests.Count == 0);

    private SessionChange Placed(SessionChange change, Dictionary<Guid, TestRoom> rooms)
    {
        var group = change.Session.SourceAddress.CountedNetwork();
        var placed = new List<Guid>();
        foreach (var test in change.Decision.Tied)
        {
            if (HasRoom(change, test) || rooms[test].Take(group, change.IsOfSender(test)))
            {
                placed.Add(test);
            }
            else if (noRoom.Take(out var untold))
            {
                Log.NoRoom(log, test, untold);
            }
        }
        if (change.Decision.Tests.Count == 0)
        {
            return change with { Decision = change.Decision with { Tied = placed } };
        }
        List<Guid> named = [.. change.Decision.Tests.Intersect(placed)];
        if (named.Count > 0)
        {
            return change with { Decision = SessionDecision.Keep(named, named) };
        }
        return change with
        {
            Decision = change.Row is null ? SessionDecision.Ignored : SessionDecision.Removed,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Sending test {Test} has its limit of connections; another is not kept ({Untold} more, of any test, since the last such line)"
        )]
        public static partial void NoRoom(ILogger logger, Guid test, long untold);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "The limit of connections that nothing ties to a sending test is reached; {Count} made room ({Untold} more times since the last such line)"
        )]
        public static partial void Trimmed(ILogger logger, int count, long untold);
    }
}
