using System.Net;
using Dashboard.Core;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Stores what the receiver sees, a batch in one transaction: loads what the decision on each session needs, asks for it
/// (<see cref="SessionKeeping"/>), saves.
/// </summary>
internal sealed class SessionStore(
    [FromKeyedServices(ReceiverDatabase.Key)] IDbContextFactory<DashboardDb> database,
    EvidenceRoom room,
    TimeProvider time
)
{
    private readonly OpenTests open = new();

    /// <summary>One caller at a time.</summary>
    /// <param name="sessions">Each session once, as it is now.</param>
    public async Task StoreAsync(
        IReadOnlyList<SmtpSessionEvidence> sessions,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var changes = await DecideAsync(db, sessions, cancellation);
        await room.TakeAsync(db, changes, cancellation);
        var held = await EvidenceStamps.TouchAsync(
            db,
            changes.SelectMany(change => change.Touched),
            time.GetUtcNow(),
            cancellation
        );
        foreach (var change in changes)
        {
            Save(db, change, held);
        }
        await db.SaveChangesAsync(cancellation);
        await room.TrimAsync(db, changes, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<List<SessionChange>> DecideAsync(
        DashboardDb db,
        IReadOnlyList<SmtpSessionEvidence> sessions,
        CancellationToken cancellation
    )
    {
        var ids = sessions.Select(session => session.Id).ToArray();
        var rows = await db
            .OutboundSessions.Where(s => ids.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, cancellation);
        var tests = await open.LoadAsync(db, cancellation);
        var shared = sessions.Where(session => IsAtSharedAddress(session, tests)).ToList();
        var asked = await AskedAsync(db, shared, cancellation);
        var known = await KnownAsync(db, sessions, cancellation);
        return
        [
            .. sessions.Select(session =>
            {
                var row = rows.GetValueOrDefault(session.Id);
                var knownIn = known[session.SourceAddress].ToHashSet();
                var decision = SessionKeeping.Decide(
                    session,
                    row is null ? null : new KeptSession(row.TestIds),
                    tests,
                    asked,
                    knownIn
                );
                return new SessionChange(session, row, decision) { KnownIn = knownIn };
            }),
        ];
    }

    /// <summary>Only of these something outside of them can tell whose they are.</summary>
    private static bool IsAtSharedAddress(
        SmtpSessionEvidence session,
        IReadOnlyList<OutboundTest> tests
    ) =>
        tests.Any(test =>
            test.SharesAddresses && test.Hosts.Any(host => host.Has(session.LocalAddress))
        );

    private static async Task<IReadOnlyList<DnsQueryEvidence>> AskedAsync(
        DashboardDb db,
        List<SmtpSessionEvidence> sessions,
        CancellationToken cancellation
    )
    {
        if (sessions.Count == 0)
        {
            return [];
        }
        var from = sessions.Min(session => session.StartedAt) - ProbeTiming.QueryWindow;
        var until = sessions.Max(session => session.StartedAt) + ProbeTiming.QueryDatedLate;
        var rows = await db
            .OutboundQueries.AsNoTracking()
            .Where(q => q.At >= from && q.At <= until)
            .ToListAsync(cancellation);
        return [.. rows.Select(row => row.ToEvidence())];
    }

    /// <summary>The tests that each source is known in by name.</summary>
    private static async Task<ILookup<IPAddress, Guid>> KnownAsync(
        DashboardDb db,
        IReadOnlyList<SmtpSessionEvidence> sessions,
        CancellationToken cancellation
    )
    {
        var sources = sessions.Select(session => session.SourceAddress).Distinct().ToArray();
        var known = await db
            .OutboundSessions.Where(s =>
                sources.Contains(s.SourceAddress) && s.TestIds.Length > 0 && s.SaidMail
            )
            .Select(s => new { s.SourceAddress, s.TestIds })
            .ToListAsync(cancellation);
        return known
            .SelectMany(one => one.TestIds.Select(test => (one.SourceAddress, Test: test)))
            .ToLookup(one => one.SourceAddress, one => one.Test);
    }

    /// <param name="held">The tests that are open still, and cannot go before this is saved.</param>
    private void Save(DashboardDb db, SessionChange change, HashSet<Guid> held)
    {
        var (session, row, decision) = change;
        if (decision.Action == SessionAction.Remove)
        {
            db.OutboundSessions.Remove(row!);
            return;
        }
        if (decision.Action != SessionAction.Keep)
        {
            return;
        }
        // One of them may have closed in this moment.
        Guid[] tests = [.. decision.Tests.Where(held.Contains)];
        if (decision.Tests.Count > 0 && tests.Length == 0)
        {
            return;
        }
        Guid[] tied = [.. decision.Tied.Where(held.Contains)];
        if (row is null)
        {
            db.OutboundSessions.Add(
                new OutboundSessionRow
                {
                    Id = session.Id,
                    TestIds = tests,
                    TiedIds = tied,
                    LocalAddress = session.LocalAddress,
                    StartedAt = session.StartedAt,
                    EndedAt = session.EndedAt,
                    TouchedAt = time.GetUtcNow(),
                    SourceAddress = session.SourceAddress,
                    SourceGroup = session.SourceAddress.CountedNetwork(),
                    SaidMail = session.Transactions.Count > 0,
                    Evidence = session,
                }
            );
            return;
        }
        row.TestIds = tests;
        // What tied it before, such as a judgement, still does, unless it named its tests since.
        row.TiedIds = tests.Length > 0 ? tied : [.. row.TiedIds.Union(tied)];
        row.EndedAt = session.EndedAt;
        row.TouchedAt = time.GetUtcNow();
        row.SaidMail = session.Transactions.Count > 0;
        row.Evidence = session;
    }
}

/// <summary>A session, what is stored of it, and what to do with it.</summary>
internal sealed record SessionChange(
    SmtpSessionEvidence Session,
    OutboundSessionRow? Row,
    SessionDecision Decision
)
{
    public bool IsNew => Row is null && Decision.Action == SessionAction.Keep;

    /// <summary>The tests to which its source has sent a message.</summary>
    public IReadOnlySet<Guid> KnownIn { get; init; } = new HashSet<Guid>();

    public bool SaidMail => Session.Transactions.Count > 0;

    /// <summary>By a client that has a message of the test: a crowd of others before it must not hide it.</summary>
    public bool IsOfSender(Guid test) =>
        KnownIn.Contains(test) || (SaidMail && Decision.Tests.Contains(test));

    /// <summary>The tests whose judgement it can change, among them those that it leaves.</summary>
    public IEnumerable<Guid> Touched =>
        Decision.Action switch
        {
            SessionAction.Ignore => [],
            SessionAction.Remove => Row!.TiedIds,
            _ => Decision.Tied.Concat(Row?.TiedIds ?? []),
        };
}
