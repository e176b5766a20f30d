using System.Linq.Expressions;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Sending tests as pages and API ask for them and look at them.</summary>
internal sealed class OutboundTests(
    OutboundTestIntake intake,
    ConfiguredProbeZone zone,
    IDbContextFactory<DashboardDb> database,
    IOptions<OutboundTestOptions> settings,
    TimeProvider time
) : IDisposable
{
    /// <summary>Far longer than a worker that lives leaves a test that is due.</summary>
    private static readonly TimeSpan WorkerTakesWithin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim judging = new(1);

    /// <summary>What keeps tests of a kind from working, see <see cref="ProbeZoneMissing"/>; empty where nothing does.</summary>
    public IReadOnlyList<string> MissingFor(OutboundTestKind kind) => zone.MissingFor(kind);

    /// <param name="client">Who asks, for the rate limit; not stored.</param>
    public Task<OutboundTestStart> StartAsync(
        OutboundTestKind kind,
        IPAddress client,
        CancellationToken cancellation
    ) => intake.StartAsync(kind, client, cancellation);

    /// <summary>By the owner's link or the one to share, which shows less. Null where there is no such test.</summary>
    public async Task<OutboundTestView?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!PublicId.IsWellFormed(id))
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var row = await db
            .OutboundTests.AsNoTracking()
            .SingleOrDefaultAsync(t => t.ViewId == id || t.ReadingId == id, cancellation);
        return row is null
            ? null
            : await ViewAsync(db, row, reader: id == row.ReadingId, cancellation);
    }

    /// <summary>
    /// The revision of a test's judgement, and whether it is open: what a page asks every second, and fetches the rest only when
    /// it has grown. Null where there is no such test.
    /// </summary>
    public async Task<(int Revision, bool Open)?> RevisionAsync(
        string id,
        CancellationToken cancellation
    )
    {
        if (!PublicId.IsWellFormed(id))
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db
            .OutboundTests.Where(t => t.ViewId == id || t.ReadingId == id)
            .Select(t => new { t.Revision, Open = t.ClosedAt == null })
            .SingleOrDefaultAsync(cancellation);
        return found is null ? null : (found.Revision, found.Open);
    }

    /// <summary>Removes a test, its records in DNS and everything that was seen, by the owner's link alone. False where there is no such test.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation)
    {
        if (!PublicId.IsWellFormed(id))
        {
            return false;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var row = await db.OutboundTests.SingleOrDefaultAsync(t => t.ViewId == id, cancellation);
        if (row is null)
        {
            return false;
        }
        await OutboundTestDeletion.DeleteAsync(
            db,
            transaction.GetDbTransaction(),
            row,
            zone,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>
    /// What is known of a domain as a sender: the newest test that says something of it for good, and its former tests, newest first.
    /// Anybody with a mailbox there can begin a test and leave it half done, or ask less than was asked before, so such a test hides no
    /// verdict. Null where no sender proved to be the domain.
    /// </summary>
    public async Task<DomainOutboundView?> OfDomainAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var history = await SummariesAsync(
            db,
            Of(db, domain).OrderByDescending(t => t.OpenedAt),
            domain,
            cancellation
        );
        if (history.Count == 0)
        {
            return null;
        }
        var counts = history[0].OpenedAt.AddMonths(-DomainOutboundView.Months);
        var shown =
            await NewestAsync(db, domain, s => s.Firm, cancellation, t => t.OpenedAt >= counts)
            ?? await NewestAsync(db, domain, s => true, cancellation)
            ?? history[0];
        var test = await FindAsync(shown.Id, cancellation);
        return new DomainOutboundView(
            shown,
            test?.Verdict.Senders.FirstOrDefault(sender =>
                sender.Domain == domain && sender.Verdict == shown.Verdict
            ),
            history,
            await StandingAsync(db, domain, shown, cancellation)
        );
    }

    /// <summary>
    /// Faults of tests with a firm outcome at probes that neither the shown test nor one before it settled since, of the months before it.
    /// </summary>
    private async Task<IReadOnlyList<StandingFault>> StandingAsync(
        DashboardDb db,
        DomainName domain,
        OutboundTestSummary shown,
        CancellationToken cancellation
    )
    {
        var oldest = shown.OpenedAt.AddMonths(-DomainOutboundView.Months);
        var senders = await db
            .OutboundSenders.AsNoTracking()
            .Where(s => s.Domain == domain.Value)
            .Join(
                db.OutboundTests.Where(t => t.OpenedAt >= oldest && t.OpenedAt <= shown.OpenedAt),
                s => s.TestId,
                t => t.Id,
                (s, t) =>
                    new
                    {
                        t.Id,
                        t.ViewId,
                        t.OpenedAt,
                        s.Firm,
                        s.Settled,
                        s.Wrong,
                    }
            )
            // The test that is shown takes back what it settled, firm or not.
            .Where(s => s.Firm || s.ViewId == shown.Id)
            .ToListAsync(cancellation);
        var standing = ProbeFindings
            .StandingFaults(
                senders
                    .GroupBy(s => (s.Id, s.ViewId, s.OpenedAt))
                    .OrderByDescending(test => test.Key.OpenedAt),
                test =>
                    ProbeFindings.Of([.. test.Select(s => new ProbeFindings(s.Settled, s.Wrong))])
            )
            .Where(fault => fault.Test.Key.ViewId != shown.Id)
            .Take(settings.Value.HistoryLength)
            .ToList();
        var ids = standing.ConvertAll(fault => fault.Test.Key.Id);
        var told = (
            await SummariesAsync(
                db,
                db.OutboundTests.AsNoTracking().Where(t => ids.Contains(t.Id)),
                domain,
                cancellation
            )
        ).ToDictionary(test => test.Id);
        return
        [
            .. standing
                .Where(fault => told.ContainsKey(fault.Test.Key.ViewId))
                .Select(fault => new StandingFault(
                    told[fault.Test.Key.ViewId],
                    [.. fault.Probes.Select(probe => OutboundProbes.Get(probe).Proves).Distinct()]
                )),
        ];
    }

    /// <summary>The newest test in which a sender of the domain has a verdict that says something.</summary>
    private async Task<OutboundTestSummary?> NewestAsync(
        DashboardDb db,
        DomainName domain,
        Expression<Func<OutboundSenderRow, bool>> counts,
        CancellationToken cancellation,
        Expression<Func<OutboundTestRow, bool>>? among = null
    )
    {
        var senders = db
            .OutboundSenders.AsNoTracking()
            .Where(s => s.Domain == domain.Value && s.Verdict != SenderVerdictKind.Inconclusive)
            .Where(counts);
        var tests = db.OutboundTests.AsNoTracking();
        var newest = await SummariesAsync(
            db,
            (among is null ? tests : tests.Where(among))
                .Where(t => senders.Any(s => s.TestId == t.Id))
                .OrderByDescending(t => t.OpenedAt)
                .Take(1),
            domain,
            cancellation
        );
        return newest.Count > 0 ? newest[0] : null;
    }

    /// <summary>The rounds of a standing test that closed, newest first.</summary>
    /// <param name="before">Only those before this round; null for the newest.</param>
    /// <param name="reader">With the links to share, not those of the owner.</param>
    internal async Task<IReadOnlyList<OutboundTestSummary>> RoundsAsync(
        Guid standing,
        int? before,
        bool reader,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await SummariesAsync(
            db,
            db.OutboundTests.AsNoTracking()
                .Where(t => t.StandingTestId == standing && t.ClosedAt != null)
                .Where(t => before == null || t.Round < before)
                .OrderByDescending(t => t.Round),
            domain: null,
            cancellation,
            reader
        );
    }

    private static IQueryable<OutboundTestRow> Of(DashboardDb db, DomainName domain) =>
        db
            .OutboundTests.AsNoTracking()
            .Where(t => db.OutboundSenders.Any(s => s.TestId == t.Id && s.Domain == domain.Value));

    private async Task<IReadOnlyList<OutboundTestSummary>> SummariesAsync(
        DashboardDb db,
        IQueryable<OutboundTestRow> wanted,
        DomainName? domain,
        CancellationToken cancellation,
        bool reader = false
    )
    {
        var tests = await wanted
            .Take(settings.Value.HistoryLength)
            .Select(t => new
            {
                t.Id,
                ViewId = reader ? t.ReadingId : t.ViewId,
                t.Round,
                t.Kind,
                Closed = t.ClosedAt != null,
                t.OpenedAt,
                t.FirstMailAt,
                t.JudgedAt,
                t.VerdictKind,
                t.Mixed,
                t.MethodVersion,
            })
            .ToListAsync(cancellation);
        var ids = tests.ConvertAll(t => t.Id);
        var senders = (
            await db
                .OutboundSenders.AsNoTracking()
                .Where(s => ids.Contains(s.TestId))
                .OrderBy(s => s.Position)
                .ToListAsync(cancellation)
        ).ToLookup(s => s.TestId);
        return
        [
            .. tests.Select(test =>
            {
                var all = senders[test.Id].ToList();
                var told = domain is null
                    ? all
                    : all.FindAll(sender => sender.Domain == domain.Value);
                // The worst, as in the judgement; inconclusive ones do not hide what is known.
                var shown =
                    told.Where(s => s.Verdict != SenderVerdictKind.Inconclusive)
                        .MinBy(s => s.Verdict)
                    ?? told.FirstOrDefault();
                return new OutboundTestSummary(
                    test.ViewId,
                    test.Round,
                    test.Kind,
                    test.Closed ? OutboundStatus.Closed : OutboundStatus.Open,
                    test.OpenedAt,
                    test.FirstMailAt,
                    test.JudgedAt,
                    domain is null
                        ? test.VerdictKind ?? SenderVerdictKind.Inconclusive
                        : shown?.Verdict ?? SenderVerdictKind.Inconclusive,
                    shown?.Firm ?? false,
                    shown?.Mandatory ?? false,
                    shown?.VerifiesPkix ?? false,
                    test.Mixed,
                    shown?.ConnectionType,
                    shown?.AttackerConnectionType,
                    ProbeFindings.Of([.. told.Select(sender => sender.Findings)]).IsWhole,
                    shown?.Findings.KnowsCertificateCheck ?? false,
                    all.Count,
                    test.MethodVersion
                );
            }),
        ];
    }

    private async Task<OutboundTestView> ViewAsync(
        DashboardDb db,
        OutboundTestRow row,
        bool reader,
        CancellationToken cancellation
    )
    {
        var test = row.ToTest();
        var heals = await db
            .OutboundHeals.AsNoTracking()
            .Where(h => h.TestId == row.Id)
            .OrderBy(h => h.At)
            .ToListAsync(cancellation);
        var verdict = await VerdictAsync(db, row, cancellation);
        if (reader)
        {
            verdict = ReaderVerdict.Of(verdict, test);
        }
        var standing =
            row.StandingTestId is { } id && !reader
                ? await db
                    .StandingTests.Where(s => s.Id == id)
                    .Select(s => s.ViewId)
                    .SingleAsync(cancellation)
                : null;
        return new OutboundTestView
        {
            Id = reader ? row.ReadingId : row.ViewId,
            ReadingId = row.ReadingId,
            Kind = row.Kind,
            Status = verdict.Closed ? OutboundStatus.Closed : OutboundStatus.Open,
            OpenedAt = row.OpenedAt,
            ClosesAt = row.ClosesAt,
            Addresses =
                verdict.Closed || reader
                    ? []
                    :
                    [
                        .. test.Probes.Select(probe => new OutboundAddress(
                            probe.Id,
                            test.Names.Recipient(probe.Id, test.Token)
                        )),
                    ],
            Revision = row.Revision,
            Verdict = verdict,
            Heals = [.. heals.Select(heal => heal.ToEvidence())],
            EvidenceRemoved = row.EvidenceRemovedAt is not null,
            StandingTestId = standing,
            MailedAt = row.FirstMailAt,
            Round = row.Round,
            Document = OutboundDocument.Create(test, verdict),
        };
    }

    /// <summary>
    /// The stored one. Judging is the worker's: anybody can ask for a page as often as he likes. Only where no worker has taken the test
    /// since it was due, it is judged here as it is at the moment, one test at a time; who comes meanwhile sees what is stored.
    /// </summary>
    private async Task<OutboundVerdict> VerdictAsync(
        DashboardDb db,
        OutboundTestRow row,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var isLeft = row.ClosedAt is null && row.DueAt < now - WorkerTakesWithin;
        if (!isLeft || !await judging.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return row.Verdict ?? NothingSeen(row, now);
        }
        try
        {
            var loaded = await OutboundEvidenceReader.LoadAsync(
                db,
                row,
                settings.Value,
                now,
                cancellation
            );
            return loaded.Judge(now);
        }
        finally
        {
            judging.Release();
        }
    }

    private static OutboundVerdict NothingSeen(OutboundTestRow row, DateTimeOffset now) =>
        OutboundJudgement.Judge(row.ToTest(), TestEvidence.Empty, [], [], now);

    public void Dispose() => judging.Dispose();
}
