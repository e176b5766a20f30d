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
/// Follows the public tests of domains that somebody subscribed to, started by anybody, and sees to it that there are some. What it
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

    /// <summary>Attempts at a test that cannot be read: the database may be away for a moment.</summary>
    private const int MostReadings = 5;

    /// <summary>How often each test could not be read.</summary>
    private readonly Dictionary<string, int> unread = new(StringComparer.Ordinal);

    /// <summary>A test that failed, or that said nothing of the domain, is tried again after so long.</summary>
    private static readonly TimeSpan AgainAfterNothing = TimeSpan.FromHours(1);

    /// <summary>Signatures move by themselves: a signature that is still not renewed after this is reported again.</summary>
    private static readonly TimeSpan OneSignature = TimeSpan.FromDays(7);

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
            .ThenBy(both => both.Test.Id)
            .Take(MostTests)
            .Select(both => new { both.Test.Id, both.Test.Domain })
            .ToListAsync(cancellation);
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, domain) in finished.Select(of => (of.Id, of.Domain)))
        {
            // Tests of a domain are read in their order: a later one would take the place of one that waits.
            if (left.Contains(domain))
            {
                continue;
            }
            try
            {
                if (!await ReadAsync(id, cancellation))
                {
                    await PassOverAsync(id, cancellation);
                }
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One test that cannot be read holds up no other, and not for ever.
                Log.NotRead(log, id, fault.GetBaseException().Message);
                unread[id] = unread.GetValueOrDefault(id) + 1;
                if (unread[id] >= MostReadings)
                {
                    await PassOverAsync(id, cancellation);
                }
                else
                {
                    left.Add(domain);
                }
            }
        }
        // Of a test that is gone nothing is counted.
        foreach (var id in unread.Keys.Except(finished.Select(of => of.Id)).ToList())
        {
            unread.Remove(id);
        }
    }

    /// <summary>A test that says nothing, or cannot be read, is as one that failed.</summary>
    private async Task PassOverAsync(string id, CancellationToken cancellation)
    {
        unread.Remove(id);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var test = await db.InboundTests.SingleOrDefaultAsync(t => t.Id == id, cancellation);
        if (
            test?.FinishedAt is { } at
            && await db.Set<WatchedDomainRow>()
                .SingleOrDefaultAsync(w => w.Domain == test.Domain, cancellation)
                is { } row
        )
        {
            if (row.SeenUntil is null || row.SeenUntil < at)
            {
                row.SeenUntil = at;
            }
            // Tests that others start put ours off for nobody.
            var again = at + AgainAfterNothing;
            row.TestAt = row.TestAt < again ? row.TestAt : again;
            await db.SaveChangesAsync(cancellation);
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

    /// <returns>False where there is nothing to read in it.</returns>
    private async Task<bool> ReadAsync(string id, CancellationToken cancellation)
    {
        if (
            await tests.FindAsync(id, cancellation)
            is not { FinishedAt: { } at, Verdict: { } verdict, Observation: { } seen } test
        )
        {
            return false;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await db.Set<WatchedDomainRow>()
                .SingleOrDefaultAsync(w => w.Domain == test.Domain, cancellation)
            is not { } row
        )
        {
            return true;
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
        unread.Remove(id);
        return true;
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
        var since = now - OneSignature;
        var told = await db.Set<NoticeEventRow>()
            .AsNoTracking()
            .Where(e =>
                e.Domain == test.Domain
                && (
                    e.Kind == NoticeKind.CertificateEnds
                    || e.Kind == NoticeKind.SignatureEnds && e.At > since
                )
            )
            .ToListAsync(cancellation);
        foreach (var end in ends)
        {
            var kind =
                end.Kind == UpcomingEndKind.Certificate
                    ? NoticeKind.CertificateEnds
                    : NoticeKind.SignatureEnds;
            // A certificate at a host is known by its end; the next one ends on another day.
            if (
                told.Exists(e =>
                    e.Kind == kind
                    && e.Facts.Where == end.Where.Value
                    && (kind == NoticeKind.SignatureEnds || e.Facts.EndsAt == end.EndsAt)
                    && e.Facts.Role == end.Role
                )
            )
            {
                continue;
            }
            db.Add(
                new NoticeEventRow
                {
                    Key = end.Role is { } role
                        ? $"{Slug.Of(kind)}:{test.Id}:{end.Where.Value}:{Slug.Of(role)}"
                        : $"{Slug.Of(kind)}:{test.Id}:{end.Where.Value}",
                    Kind = kind,
                    At = now,
                    Domain = test.Domain,
                    Facts = new()
                    {
                        Where = end.Where.Value,
                        EndsAt = end.EndsAt,
                        Role = end.Role,
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
