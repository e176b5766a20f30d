using Dashboard.Data;
using Dashboard.Probes.Outbound.Zone;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Writes down how far the log of the name server is stored, and when it was not: the judgement takes nobody for the only one to ask in
/// a time of which questions may be missing.
/// </summary>
internal sealed class QueryLogStore(
    [FromKeyedServices(ReceiverDatabase.Key)] IDbContextFactory<DashboardDb> database,
    TimeProvider time
)
{
    /// <param name="path">Of the log.</param>
    /// <param name="place">All that was handed on by then is stored.</param>
    /// <param name="begins">It was not read just before.</param>
    /// <param name="lost">When questions were read and lost.</param>
    public async Task NoteAsync(
        string path,
        QueryLogPlace place,
        bool begins,
        IReadOnlyList<QueryLogGapRow> lost,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var log = await db.QueryLogs.SingleOrDefaultAsync(l => l.Path == path, cancellation);
        List<QueryLogGapRow> gaps = [.. lost];
        if (begins)
        {
            // Of a log that nobody has read yet all is missing that was asked of the tests that are open.
            var from =
                log?.StoredUntil
                ?? await db
                    .OutboundTests.Where(t => t.ClosedAt == null)
                    .MinAsync(t => (DateTimeOffset?)t.OpenedAt, cancellation);
            if (from < place.BeganAt)
            {
                gaps.Add(new QueryLogGapRow { From = from.Value, Until = place.BeganAt });
            }
        }
        if (log is null)
        {
            db.QueryLogs.Add(new QueryLogRow { Path = path, StoredUntil = place.ReadUntil });
        }
        else
        {
            log.StoredUntil = place.ReadUntil;
        }
        if (gaps.Count > 0)
        {
            var until = gaps.Max(gap => gap.Until);
            var open = await db
                .OutboundTests.Where(t => t.ClosedAt == null && t.OpenedAt <= until)
                .Select(t => t.Id)
                .ToListAsync(cancellation);
            await EvidenceStamps.TouchAsync(db, open, time.GetUtcNow(), cancellation);
            db.QueryLogGaps.AddRange(gaps);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
