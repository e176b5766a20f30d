using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Notices;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>
/// Follows the public tests of domains that somebody subscribed to, whoever started them, and sees to it that there are some. What it
/// tells rests on tests that everybody can see, never on a measurement that is not public.
/// </summary>
internal sealed partial class DomainWatch(
    IDbContextFactory<DashboardDb> database,
    InboundTests tests,
    InboundTestIntake intake,
    IOptions<NoticeOptions> settings,
    TimeProvider time,
    ILogger<DomainWatch> log
)
{
    private const int MostTests = 200;

    /// <summary>A test that failed, or that said nothing of the domain, is tried again after so long.</summary>
    private static readonly TimeSpan AgainAfterNothing = TimeSpan.FromHours(1);

    /// <summary>The same end is told of once, though signatures move.</summary>
    private static readonly TimeSpan OneEnd = TimeSpan.FromDays(7);

    private readonly NoticeOptions options = settings.Value;

    public async Task LookAsync(IReadOnlySet<string> subscribed, CancellationToken cancellation)
    {
        await KeepAsync(subscribed, cancellation);
        await ReadTestsAsync(cancellation);
        await StartTestsAsync(cancellation);
    }

    /// <summary>Rows for what is subscribed to, and none for what nobody wants to hear of any more.</summary>
    private async Task KeepAsync(IReadOnlySet<string> subscribed, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var known = await db.Set<WatchedDomainRow>()
            .Select(w => w.Domain)
            .ToHashSetAsync(StringComparer.Ordinal, cancellation);
        var gone = known.Except(subscribed).ToArray();
        if (gone.Length > 0)
        {
            await db.Set<WatchedDomainRow>()
                .Where(w => gone.Contains(w.Domain))
                .ExecuteDeleteAsync(cancellation);
        }
        db.AddRange(
            subscribed
                .Except(known)
                .Select(domain => new WatchedDomainRow { Domain = domain, TestAt = now })
        );
        await db.SaveChangesAsync(cancellation);
    }

    private async Task ReadTestsAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await StartFromLatestAsync(db, cancellation);
        var finished = await db.Set<WatchedDomainRow>()
            .Join(
                db.InboundTests,
                w => w.Domain,
                t => t.Domain,
                (w, t) => new { Watched = w, Test = t }
            )
            .Where(both =>
                both.Test.State == InboundTestState.Done
                && both.Test.FinishedAt > both.Watched.SeenUntil
            )
            .OrderBy(both => both.Test.FinishedAt)
            .Take(MostTests)
            .Select(both => both.Test.Id)
            .ToListAsync(cancellation);
        foreach (var id in finished)
        {
            try
            {
                await ReadAsync(id, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One test that cannot be read holds up no other.
                Log.NotRead(log, id, fault.GetBaseException().Message);
            }
        }
    }

    /// <summary>Of a domain that is new here only the newest test is read: what was before is no news.</summary>
    private static Task<int> StartFromLatestAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            """
            UPDATE watched_domains AS watched
            SET seen_until = latest.finished_at - interval '1 microsecond'
            FROM (
              SELECT domain, max(finished_at) AS finished_at
              FROM inbound_tests
              WHERE state = 'done'
              GROUP BY domain
            ) AS latest
            WHERE latest.domain = watched.domain AND watched.seen_until IS NULL
            """,
            cancellation
        );

    private async Task ReadAsync(string id, CancellationToken cancellation)
    {
        if (
            await tests.FindAsync(id, cancellation)
            is not { FinishedAt: { } at, Verdict: { } verdict, Observation: { } seen } test
        )
        {
            return;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await db.Set<WatchedDomainRow>()
                .SingleOrDefaultAsync(w => w.Domain == test.Domain, cancellation)
            is not { } row
        )
        {
            return;
        }
        if (WatchedVerdict.Of(seen, verdict) is { } now)
        {
            var watch = new VerdictWatch
            {
                Confirmed = row.Confirmed,
                Pending = row.Pending,
                PendingSince = row.PendingSince,
            };
            var (next, change) = watch.After(now, at, options.ConfirmAfter);
            (row.Confirmed, row.Pending, row.PendingSince) = (
                next.Confirmed,
                next.Pending,
                next.PendingSince
            );
            row.TestAt = at + (next.Pending is null ? options.TestEvery : options.ConfirmAfter);
            if (change is not null)
            {
                db.Add(Event(test, change));
            }
        }
        else
        {
            row.TestAt = at + AgainAfterNothing;
        }
        row.SeenUntil = at;
        await AddEndsAsync(db, test, UpcomingEnds.Of(seen, verdict, at), cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private NoticeEventRow Event(InboundTestView test, VerdictChange change) =>
        new()
        {
            Key = $"changed:{test.Id}",
            Kind = NoticeKind.Changed,
            At = time.GetUtcNow(),
            Domain = test.Domain,
            Facts = new()
            {
                Before = change.Before,
                After = change.After,
                TestId = test.Id,
                MethodVersion = test.Verdict?.MethodVersion,
            },
        };

    private async Task AddEndsAsync(
        DashboardDb db,
        InboundTestView test,
        IReadOnlyList<UpcomingEnd> ends,
        CancellationToken cancellation
    )
    {
        if (ends.Count == 0)
        {
            return;
        }
        var now = time.GetUtcNow();
        var since = now - OneEnd;
        var told = await db.Set<NoticeEventRow>()
            .AsNoTracking()
            .Where(e => e.Domain == test.Domain && e.At > since)
            .ToListAsync(cancellation);
        foreach (var end in ends)
        {
            var kind =
                end.Kind == UpcomingEndKind.Certificate
                    ? NoticeKind.CertificateEnds
                    : NoticeKind.SignatureEnds;
            if (told.Any(e => e.Kind == kind && e.Facts.Where == end.Where.Value))
            {
                continue;
            }
            db.Add(
                new NoticeEventRow
                {
                    Key = $"{Slug.Of(kind)}:{test.Id}:{end.Where.Value}",
                    Kind = kind,
                    At = now,
                    Domain = test.Domain,
                    Facts = new()
                    {
                        Where = end.Where.Value,
                        EndsAt = end.EndsAt,
                        TestId = test.Id,
                        MethodVersion = test.Verdict?.MethodVersion,
                    },
                }
            );
        }
    }

    private async Task StartTestsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var due = await db.Set<WatchedDomainRow>()
            .Where(w => w.TestAt <= now)
            .OrderBy(w => w.TestAt)
            .Take(options.TestsAtOnce)
            .ToListAsync(cancellation);
        foreach (var row in due)
        {
            var start = await intake.StartOwnAsync(DomainName.Parse(row.Domain), cancellation);
            if (start is not InboundTestStart.Accepted)
            {
                // Visitors have the queue full; the next look is soon.
                return;
            }
            // When the test is done that says when the next is due; one that fails leaves this.
            row.TestAt = now + AgainAfterNothing;
            await db.SaveChangesAsync(cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Test {Test} was not looked at for notices: {Fault}")]
        public static partial void NotRead(ILogger logger, string test, string fault);
    }
}
