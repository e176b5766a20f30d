using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Notices;

/// <summary>Tests of a domain that somebody follows, as they come in day after day.</summary>
public sealed class DomainWatchTests(PostgresFixture postgres, RelayFixture relays)
{
    private const string Domain = "example.nl";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_that_ends_is_told_once_and_the_next_one_anew()
    {
        await using var app = await StartAsync();
        var end = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(11), TimeSpan.Zero);
        await AddEndingAsync(app, end);
        (await EventsAsync(app, 1)).Single().Facts.EndsAt.ShouldBe(end);

        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE notice_events SET at = at - interval '8 days'",
                Cancellation
            );
        }
        await SeenAsync(app, await AddEndingAsync(app, end));
        (await EventsAsync(app, 1)).Count.ShouldBe(1);

        await AddEndingAsync(app, end.AddDays(1));
        (await EventsAsync(app, 2)).Select(e => e.Facts.EndsAt).ShouldBe([end, end.AddDays(1)]);
    }

    /// <summary>What cannot be read is not read again at every look, and what comes after it is.</summary>
    [Theory]
    [InlineData("UPDATE observations SET document = '[]'")]
    public async Task Test_that_cannot_be_read_is_passed_over(string loss)
    {
        await using var app = await StartAsync();
        var due = (await OwnTestEndedAsync(app)).TestAt;
        var end = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(11), TimeSpan.Zero);
        DateTimeOffset lost;
        await using (var db = await app.OpenDatabaseAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            lost = await AddEndingAsync(db, end);
            await db.Database.ExecuteSqlRawAsync(loss, Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        // The site's own next test comes when it was due, even after a visitor's.
        (await SeenAsync(app, lost)).TestAt.ShouldBe(due);
        (await EventsAsync(app, 0)).ShouldBeEmpty();
        await AddEndingAsync(app, end);
        (await EventsAsync(app, 1)).Count.ShouldBe(1);
    }

    private async Task<DashboardApp> StartAsync()
    {
        var relay = await relays.GetAsync();
        var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [
                .. NoticeSite.Settings(relay.Port),
                // Our own tests come to nothing where there is no resolver.
                "Dns:Resolver=127.0.0.1:9",
            ]
        );
        await NoticeSite.SubscribeAsync(
            app,
            relay,
            "domain",
            Domain,
            $"ann+{Guid.NewGuid().ToString("N")[..8]}"
        );
        await OwnTestEndedAsync(app);
        return app;
    }

    /// <summary>The site's own first test of the domain has ended and was looked at: the next one is an hour away.</summary>
    private static Task<WatchedDomainRow> OwnTestEndedAsync(DashboardApp app) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var own = db.InboundTests.Where(t => t.Domain == Domain);
                return await db.Set<WatchedDomainRow>()
                    .AsNoTracking()
                    .SingleOrDefaultAsync(
                        w =>
                            w.Domain == Domain
                            && w.TestAt > DateTimeOffset.UtcNow
                            && own.Any()
                            && own.All(t =>
                                t.State == InboundTestState.Failed
                                || t.State == InboundTestState.Done && t.FinishedAt <= w.SeenUntil
                            ),
                        Cancellation
                    );
            },
            what: "the end of the site's own test"
        );

    private static async Task<DateTimeOffset> AddEndingAsync(DashboardApp app, DateTimeOffset end)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await AddEndingAsync(db, end);
    }

    /// <summary>A finished test of a domain whose TLSA record names a certificate that ends so.</summary>
    /// <returns>When it finished.</returns>
    private static async Task<DateTimeOffset> AddEndingAsync(DashboardDb db, DateTimeOffset end)
    {
        var at = DateTimeOffset.UtcNow;
        var session = Seen.Session();
        var (leaf, above) = (
            session.Handshake!.Chain.Certificates[0],
            session.Handshake.Chain.Certificates.Skip(1)
        );
        var seen = Seen.Domain(
            Seen.Host(
                tlsa:
                [
                    Seen.Record(
                        CertificateUsage.DaneEe,
                        Selector.Cert,
                        MatchingType.Sha256,
                        Pki.Leaf
                    ),
                ],
                addresses: Seen.Address(
                    session: session with
                    {
                        Handshake = session.Handshake with
                        {
                            Chain = new([
                                leaf with
                                {
                                    NotBefore = end.AddDays(-90),
                                    NotAfter = end,
                                },
                                .. above,
                            ]),
                        },
                    }
                )
            )
        ) with
        {
            StartedAt = at,
        };
        await db.AddFinishedAsync(at, seen, InboundJudgement.Judge(seen), Cancellation, Domain);
        return at;
    }

    /// <summary>Waits until the test that finished then was looked at.</summary>
    private static Task<WatchedDomainRow> SeenAsync(DashboardApp app, DateTimeOffset at) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var (from, until) = (at.AddMilliseconds(-1), at.AddMilliseconds(1));
                return await db.Set<WatchedDomainRow>()
                    .AsNoTracking()
                    .SingleOrDefaultAsync(
                        w =>
                            w.Domain == Domain
                            && db.InboundTests.Any(t =>
                                t.Domain == Domain
                                && t.FinishedAt >= from
                                && t.FinishedAt <= until
                                && t.FinishedAt <= w.SeenUntil
                            ),
                        Cancellation
                    );
            },
            what: "a look at the test"
        );

    private static Task<List<NoticeEventRow>> EventsAsync(DashboardApp app, int least) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var all = await db.Set<NoticeEventRow>()
                    .AsNoTracking()
                    .Where(e => e.Kind == NoticeKind.CertificateEnds)
                    .OrderBy(e => e.Id)
                    .ToListAsync(Cancellation);
                return all.Count >= least ? all : null;
            },
            what: "ends of certificates"
        );
}
