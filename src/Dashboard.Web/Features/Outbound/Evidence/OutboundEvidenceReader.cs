using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Reads the evidence of a test, and of the tests that could lay claim to the same sessions: what belongs to two must count for
/// neither.
/// </summary>
internal static class OutboundEvidenceReader
{
    /// <summary>Longer than any session lives: a receiver that has not spoken of one since has gone away.</summary>
    private static readonly TimeSpan SilentSessionIsLost = TimeSpan.FromMinutes(20);

    /// <summary>One is enough to be in doubt; another may be deleted at this moment.</summary>
    private const int AlikeKept = 3;

    public static async Task<LoadedTest> LoadAsync(
        DashboardDb db,
        OutboundTestRow row,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var own = await SessionsOf(db, row.Id).AsNoTracking().ToListAsync(cancellation);
        var queries = await db
            .OutboundQueries.AsNoTracking()
            .Where(q => q.TestId == row.Id)
            .OrderBy(q => q.At)
            .ToListAsync(cancellation);
        var rivals = own.SelectMany(s => s.TestIds).Where(id => id != row.Id).ToHashSet();
        List<OutboundTestRow> tests = [row];
        List<OutboundSessionRow> sessions = [.. own];
        if (rivals.Count > 0)
        {
            var theirs = await OfRivalsAsync(db, row.Id, rivals, own, cancellation);
            var asked = await AskedOfRivalsAsync(db, rivals, own, cancellation);
            sessions.AddRange(theirs);
            queries.AddRange(asked);
            rivals.IntersectWith(Telling(row.Id, own, theirs, asked));
            tests.AddRange(
                await db
                    .OutboundTests.AsNoTracking()
                    .Where(t => rivals.Contains(t.Id))
                    .ToListAsync(cancellation)
            );
        }
        var heals = await db
            .OutboundHeals.AsNoTracking()
            .Where(h => h.TestId == row.Id)
            .ToListAsync(cancellation);
        var identities = await db
            .OutboundIdentities.AsNoTracking()
            .Where(i => i.TestId == row.Id)
            .Select(i => i.Identity)
            .ToListAsync(cancellation);
        var test = row.ToTest();
        var evidence = EvidenceAttribution.Attribute(
            [test, .. tests.Skip(1).Select(rival => rival.ToTest())],
            [.. sessions.Select(session => Known(session, now))],
            [.. queries.Select(query => query.ToEvidence())]
        );
        return new LoadedTest(
            row,
            test,
            evidence[row.Id],
            [.. heals.Select(heal => heal.ToEvidence())],
            identities
        );
    }

    /// <summary>Those that can belong to a test.</summary>
    public static IQueryable<OutboundSessionRow> SessionsOf(DashboardDb db, Guid test)
    {
        // Becomes "<@", the operator that the index on the tests serves.
        var wanted = new[] { test };
        return db.OutboundSessions.Where(s => wanted.All(id => s.TestIds.Contains(id)));
    }

    /// <summary>
    /// Of the tests that share a doubtful session those that make a difference: which were asked for, or known to its source, or
    /// named by it, and a few of the others, which are all alike, so that it stays in doubt.
    /// </summary>
    private static IEnumerable<Guid> Telling(
        Guid test,
        List<OutboundSessionRow> own,
        List<OutboundSessionRow> theirs,
        List<OutboundQueryRow> asked
    ) =>
        asked
            .Select(query => query.TestId)
            .Concat(theirs.Where(NamesRecipients).SelectMany(session => session.TestIds))
            .Concat(own.Where(NamesRecipients).SelectMany(session => session.TestIds))
            .Concat(
                own.SelectMany(session => session.TestIds.Where(id => id != test).Take(AlikeKept))
            );

    private static bool NamesRecipients(OutboundSessionRow session) =>
        session.Evidence.Transactions.Any(transaction => transaction.Recipients.Count > 0);

    /// <summary>Of the rivals' sessions only those of the same sources can tell whose a doubtful one is.</summary>
    private static Task<List<OutboundSessionRow>> OfRivalsAsync(
        DashboardDb db,
        Guid test,
        HashSet<Guid> rivals,
        List<OutboundSessionRow> own,
        CancellationToken cancellation
    )
    {
        var sources = own.Where(s => s.TestIds.Length > 1)
            .Select(s => s.SourceAddress)
            .Distinct()
            .ToArray();
        var ids = rivals.ToArray();
        return db
            .OutboundSessions.AsNoTracking()
            .Where(s =>
                s.TestIds.Any(id => ids.Contains(id))
                && !s.TestIds.Contains(test)
                && sources.Contains(s.SourceAddress)
            )
            .ToListAsync(cancellation);
    }

    private static Task<List<OutboundQueryRow>> AskedOfRivalsAsync(
        DashboardDb db,
        HashSet<Guid> rivals,
        List<OutboundSessionRow> own,
        CancellationToken cancellation
    )
    {
        var doubtful = own.Where(s => s.TestIds.Length > 1).Select(s => s.StartedAt).ToList();
        var from = doubtful.Min() - ProbeTiming.QueryWindow;
        var until = doubtful.Max();
        return db
            .OutboundQueries.AsNoTracking()
            .Where(q => rivals.Contains(q.TestId) && q.At >= from && q.At <= until)
            .ToListAsync(cancellation);
    }

    /// <summary>An end that nobody will report any more is one of our own making, which shows nothing of the sender.</summary>
    private static SmtpSessionEvidence Known(OutboundSessionRow row, DateTimeOffset now) =>
        row.Evidence.EndedAt is null && now - row.TouchedAt > SilentSessionIsLost
            ? row.Evidence with
            {
                EndedAt = row.TouchedAt,
                End = SessionEnd.ReceiverLimit,
            }
            : row.Evidence;
}
