using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Reads the evidence of a test, and of the tests that could lay claim to the same sessions: what belongs to two must count for
/// neither. The queries gather what may matter; which session belongs to which test is for the attribution alone to say.
/// </summary>
internal static class OutboundEvidenceReader
{
    /// <summary>Longer than any session lives: a receiver that has not spoken of one since has gone away.</summary>
    private static readonly TimeSpan SilentSessionIsLost = TimeSpan.FromMinutes(20);

    /// <summary>Of those at addresses that all tests share.</summary>
    private const int MostShared = 2000;

    public static async Task<LoadedTest> LoadAsync(
        DashboardDb db,
        OutboundTestRow row,
        OutboundTestOptions options,
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
        var lost = await LostAsync(db, cancellation);
        List<OutboundTestRow> tests = [row];
        List<OutboundSessionRow> sessions = [.. own];
        if (row.AddressSet is null)
        {
            sessions.AddRange(await AtItsAddressesAsync(db, row, own, cancellation));
            List<OutboundSessionRow> shared = [.. sessions.Where(s => s.TestIds.Length == 0)];
            var theirs = await OfTheSameSourcesAsync(db, row.Id, shared, cancellation);
            var asked = await AskedOfOthersAsync(db, row.Id, shared, cancellation);
            sessions.AddRange(theirs);
            queries.AddRange(asked);
            var rivals = theirs
                .SelectMany(s => s.TestIds)
                .Concat(asked.Select(q => q.TestId))
                .Concat(await AskedForTooOftenAsync(db, row, cancellation))
                .Where(id => id != row.Id)
                .ToHashSet();
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
        var test = row.ToTest(lost) with { ConnectionGaps = TestRoom.Gaps(own, options) };
        var evidence = EvidenceAttribution.Attribute(
            [test, .. tests.Skip(1).Select(rival => rival.ToTest(lost))],
            [.. sessions.Select(session => Known(session, now))],
            [.. queries.Select(query => query.ToEvidence())]
        )[row.Id];
        return new LoadedTest(
            row,
            test,
            evidence,
            [.. heals.Select(heal => heal.ToEvidence())],
            identities,
            Untied(row.Id, sessions, evidence)
        );
    }

    private static async Task<IReadOnlyList<QuestionGap>> LostAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await db.QueryLogGaps.AsNoTracking().OrderBy(g => g.From).ToListAsync(cancellation)
            ).Select(gap => new QuestionGap(gap.From, gap.Until)),
        ];

    /// <summary>Tests at the same addresses of which not all questions were kept: one of them may have been asked for as well.</summary>
    private static Task<List<Guid>> AskedForTooOftenAsync(
        DashboardDb db,
        OutboundTestRow row,
        CancellationToken cancellation
    ) =>
        db
            .OutboundTests.Where(t =>
                t.QuestionsCompleteUntil != null
                && t.AddressSet == null
                && t.OpenedAt < row.ClosesAt
                && t.ClosesAt > row.OpenedAt
            )
            .Select(t => t.Id)
            .ToListAsync(cancellation);

    /// <summary>Those that name it or came to an address of its own, and those that something is known to tie to it.</summary>
    public static IQueryable<OutboundSessionRow> SessionsOf(DashboardDb db, Guid test)
    {
        // Becomes "<@", the operator that the index on the tests serves.
        var wanted = new[] { test };
        return db.OutboundSessions.Where(s => wanted.All(id => s.TiedIds.Contains(id)));
    }

    /// <summary>
    /// Sessions at the addresses that all tests share, of which nobody knows yet that they are tied to this one: those of its
    /// sources, and those that came when it had been asked for.
    /// </summary>
    private static Task<List<OutboundSessionRow>> AtItsAddressesAsync(
        DashboardDb db,
        OutboundTestRow row,
        List<OutboundSessionRow> own,
        CancellationToken cancellation
    )
    {
        var sources = own.Where(s => s.SaidMail).Select(s => s.SourceAddress).Distinct().ToArray();
        var window = ProbeTiming.QueryWindow;
        var late = ProbeTiming.QueryDatedLate;
        return db
            .OutboundSessions.AsNoTracking()
            .Where(s =>
                s.TestIds.Length == 0
                && row.Addresses.Contains(s.LocalAddress)
                && s.StartedAt >= row.OpenedAt
                && s.StartedAt < row.ClosesAt
                && !s.TiedIds.Contains(row.Id)
                && (
                    sources.Contains(s.SourceAddress)
                    || db.OutboundQueries.Any(q =>
                        q.TestId == row.Id
                        && q.At >= s.StartedAt - window
                        && q.At <= s.StartedAt + late
                    )
                )
            )
            .OrderBy(s => s.StartedAt)
            .Take(MostShared)
            .ToListAsync(cancellation);
    }

    /// <summary>Of other tests: sessions of the same sources can tell whose a doubtful one is.</summary>
    private static Task<List<OutboundSessionRow>> OfTheSameSourcesAsync(
        DashboardDb db,
        Guid test,
        List<OutboundSessionRow> shared,
        CancellationToken cancellation
    )
    {
        var sources = shared.Select(s => s.SourceAddress).Distinct().ToArray();
        return db
            .OutboundSessions.AsNoTracking()
            .Where(s =>
                s.TestIds.Length > 0
                && s.SaidMail
                && !s.TestIds.Contains(test)
                && sources.Contains(s.SourceAddress)
            )
            .Take(MostShared)
            .ToListAsync(cancellation);
    }

    private static async Task<List<OutboundQueryRow>> AskedOfOthersAsync(
        DashboardDb db,
        Guid test,
        List<OutboundSessionRow> shared,
        CancellationToken cancellation
    )
    {
        if (shared.Count == 0)
        {
            return [];
        }
        var ids = shared.Select(s => s.Id).ToArray();
        var window = ProbeTiming.QueryWindow;
        var late = ProbeTiming.QueryDatedLate;
        return await db
            .OutboundQueries.AsNoTracking()
            .Where(q =>
                q.TestId != test
                && db.OutboundSessions.Any(s =>
                    ids.Contains(s.Id) && q.At >= s.StartedAt - window && q.At <= s.StartedAt + late
                )
            )
            .ToListAsync(cancellation);
    }

    /// <summary>Sessions that turn out to be tied to the test, or in doubt because of it, and are not yet known to be.</summary>
    private static IReadOnlyList<NewlyTied> Untied(
        Guid test,
        List<OutboundSessionRow> sessions,
        TestEvidence evidence
    )
    {
        var tied = evidence
            .Sessions.Select(s => s.Session.Id)
            .Concat(evidence.Ambiguous.Select(a => a.Session.Id))
            .ToHashSet();
        var senders = evidence
            .Sessions.Where(s => s.NamedRecipient)
            .Select(s => s.Session.SourceAddress)
            .ToHashSet();
        return
        [
            .. sessions
                .Where(s => tied.Contains(s.Id) && !s.TiedIds.Contains(test))
                .Select(s => new NewlyTied(s.Id, s.SourceGroup, senders.Contains(s.SourceAddress))),
        ];
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
