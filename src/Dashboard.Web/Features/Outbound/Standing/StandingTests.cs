using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Mapping;
using Dashboard.Data.TlsReports;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>Standing tests as pages ask for them and look at them.</summary>
internal sealed class StandingTests(
    IDbContextFactory<DashboardDb> database,
    OutboundTests tests,
    OutboundTestOpening opening,
    SilentTests silent,
    UnmailedShares shares,
    ConfiguredProbeZone zone,
    [FromKeyedServices(OutboundTestSetup.Limiter)] ClientLimiter limiter,
    IOptions<OutboundTestOptions> settings,
    TimeProvider time
)
{
    /// <summary>A round has to outlive the healing of a fault in the DNS, and the next retry from the queue of its sender.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromHours(12);

    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(31);

    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromHours(1);

    /// <summary>Of one subscriber, that nobody mailed yet, however few there can be.</summary>
    private const int FewestOfOne = 3;

    /// <summary>Each holds a place for as long as it goes on, so three quarters are for other tests.</summary>
    private int Most =>
        Math.Min(
            settings.Value.MaximumStanding,
            Math.Max(1, Math.Min(settings.Value.MaximumOpen, opening.Sets ?? int.MaxValue) / 4)
        );

    public async Task<StandingTestStart> StartAsync(
        StandingTestRequest request,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.Name.Trim();
        if (name.Length is 0 or > StandingTestMapping.LongestName || name.Any(char.IsControl))
        {
            return new StandingTestStart.InvalidInput("name");
        }
        DomainName? domain = null;
        if (
            !string.IsNullOrWhiteSpace(request.Domain)
            && !MailDomainInput.TryRead(request.Domain, out domain, out _)
        )
        {
            return new StandingTestStart.InvalidInput("domain");
        }
        if (request.Interval < ShortestInterval || request.Interval > LongestInterval)
        {
            return new StandingTestStart.InvalidInput("interval");
        }
        if (zone.MissingFor(request.Kind) is { Count: > 0 } missing)
        {
            return new StandingTestStart.NotSetUp(missing);
        }
        if (limiter.Take(client) is { } retryAfter)
        {
            return new StandingTestStart.RateLimited(retryAfter);
        }
        try
        {
            return await OpenAsync(request with { Name = name }, domain, client, cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return new StandingTestStart.Unavailable();
        }
    }

    /// <summary>By the owner's link or the one to share, which shows less. Null where there is no such standing test.</summary>
    /// <param name="before">Only rounds before this one are in its history; null for the newest.</param>
    public async Task<StandingTestView?> FindAsync(
        string id,
        int? before,
        CancellationToken cancellation
    )
    {
        if (!PublicId.IsWellFormed(id))
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var row = await db
            .StandingTests.AsNoTracking()
            .SingleOrDefaultAsync(s => s.ViewId == id || s.ReadingId == id, cancellation);
        if (row is null)
        {
            return null;
        }
        var reader = id == row.ReadingId;
        var rounds = await db
            .OutboundTests.AsNoTracking()
            .Where(t => t.StandingTestId == row.Id)
            .OrderByDescending(t => t.Round)
            .Take(settings.Value.HistoryLength + 1)
            .Select(t => new
            {
                Id = reader ? t.ReadingId : t.ViewId,
                Open = t.ClosedAt == null,
                Mailed = t.FirstMailAt != null,
            })
            .ToListAsync(cancellation);
        var open = rounds.Find(round => round.Open);
        var newest = rounds.Find(round => round.Mailed) is { } mailed
            ? await tests.FindAsync(mailed.Id, cancellation)
            : null;
        var latest =
            newest?.Verdict.Verdict == SenderVerdictKind.Inconclusive
                ? await LastThatSaysSomethingAsync(db, row.Id, reader, cancellation) ?? newest
                : newest;
        var names = new ProbeZoneNames(DomainName.Parse(row.Zone));
        var token = TestToken.Parse(row.Token);
        return new StandingTestView
        {
            Id = id,
            ReadingId = row.ReadingId,
            Name = row.Name,
            Domain = row.Domain,
            Kind = row.Kind,
            Interval = row.Interval,
            CreatedAt = row.CreatedAt,
            EndedAt = row.EndedAt,
            TakesMail = row.EndedAt is null && row.Zone == zone.Options?.Name.Value,
            Addresses = reader
                ? []
                :
                [
                    .. OutboundProbes
                        .Of(row.Kind)
                        .Select(probe => new OutboundAddress(
                            probe.Id,
                            names.Recipient(probe.Id, token)
                        )),
                ],
            Recipients = Recipients(row),
            Open = open is null ? null : await tests.FindAsync(open.Id, cancellation),
            Latest = latest,
            Later = newest?.Id == latest?.Id ? null : newest,
            Faults = await StandingRoundFaults.ReadAsync(
                db,
                row.Id,
                latest,
                reader,
                settings.Value.HistoryLength,
                cancellation
            ),
            History = await tests.RoundsAsync(row.Id, before, reader, cancellation),
        };
    }

    private static Dictionary<DomainName, OutboundProbeId> Recipients(StandingTestRow row)
    {
        var names = new ProbeZoneNames(DomainName.Parse(row.Zone));
        var token = TestToken.Parse(row.Token);
        return OutboundProbes
            .Of(row.Kind)
            .ToDictionary(probe => names.RecipientDomain(probe.Id, token), probe => probe.Id);
    }

    private async Task<OutboundTestView?> LastThatSaysSomethingAsync(
        DashboardDb db,
        Guid standing,
        bool reader,
        CancellationToken cancellation
    )
    {
        var id = await db
            .OutboundTests.Where(t =>
                t.StandingTestId == standing
                && t.VerdictKind != null
                && t.VerdictKind != SenderVerdictKind.Inconclusive
            )
            .OrderByDescending(t => t.Round)
            .Select(t => reader ? t.ReadingId : t.ViewId)
            .FirstOrDefaultAsync(cancellation);
        return id is null ? null : await tests.FindAsync(id, cancellation);
    }

    /// <summary>
    /// Ends it and closes its round; what was found stays. False where there is no such standing test, or it has ended before.
    /// </summary>
    public async Task<bool> EndAsync(string id, CancellationToken cancellation)
    {
        if (!PublicId.IsWellFormed(id))
        {
            return false;
        }
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var ended = await db
            .StandingTests.Where(s => s.ViewId == id && s.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.EndedAt, now), cancellation);
        // The worker closes it by the clock: addresses are refused from now on, records go with its last judgement.
        await db
            .OutboundTests.Where(t =>
                t.ClosedAt == null
                && db.StandingTests.Any(s => s.Id == t.StandingTestId && s.ViewId == id)
            )
            .ExecuteUpdateAsync(
                t => t.SetProperty(x => x.ClosesAt, now).SetProperty(x => x.DueAt, now),
                cancellation
            );
        await transaction.CommitAsync(cancellation);
        return ended == 1;
    }

    /// <summary>Removes it with all its rounds and everything that was seen.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellation)
    {
        if (!PublicId.IsWellFormed(id))
        {
            return false;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var rounds = await db
            .OutboundTests.Where(t =>
                db.StandingTests.Any(s => s.Id == t.StandingTestId && s.ViewId == id)
            )
            .ToListAsync(cancellation);
        foreach (var round in rounds)
        {
            await OutboundTestDeletion.DeleteAsync(
                db,
                transaction.GetDbTransaction(),
                round,
                zone,
                cancellation
            );
        }
        var test = await db
            .StandingTests.AsNoTracking()
            .SingleOrDefaultAsync(s => s.ViewId == id, cancellation);
        var gone = await db
            .StandingTests.Where(s => s.ViewId == id)
            .ExecuteDeleteAsync(cancellation);
        // Behind the test itself: what is being kept for it is kept before that, and goes too, or finds no test.
        if (test is not null)
        {
            await TlsReportRemoval.AboutAsync(db, [.. Recipients(test).Keys], cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return gone == 1;
    }

    private async Task<StandingTestStart> OpenAsync(
        StandingTestRequest request,
        DomainName? domain,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            if (
                await HasItsShareAsync(db, client, cancellation)
                || await db.StandingTests.CountAsync(s => s.EndedAt == null, cancellation) >= Most
            )
            {
                return new StandingTestStart.RateLimited(RetryWhenFull);
            }
        }
        var standing = new StandingTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Name = request.Name,
            Domain = domain?.Value,
            Kind = request.Kind,
            Zone = zone.Options!.Name.Value,
            Token = OutboundTestFactory.NewToken().Value,
            Interval = request.Interval,
            CreatedAt = time.GetUtcNow(),
            Round = 1,
        };
        if (
            await OpenFirstAsync(standing, cancellation) is null
            && (
                !await silent.MakeRoomAsync(cancellation)
                || await OpenFirstAsync(standing, cancellation) is null
            )
        )
        {
            return new StandingTestStart.RateLimited(RetryWhenFull);
        }
        shares.Add(client, standing.Id, StandingRounds.WaitsForFirstMail);
        return new StandingTestStart.Accepted(standing.ViewId);
    }

    private Task<OutboundTestRow?> OpenFirstAsync(
        StandingTestRow standing,
        CancellationToken cancellation
    ) =>
        opening.OpenAsync(
            standing.Kind,
            TestToken.Parse(standing.Token),
            StandingRounds.WaitsForFirstMail,
            (standing.Id, 1),
            (db, _) =>
            {
                db.StandingTests.Add(standing);
                return Task.CompletedTask;
            },
            cancellation
        );

    private async Task<bool> HasItsShareAsync(
        DashboardDb db,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        var own = shares.Of(client).ToArray();
        return await db.StandingTests.CountAsync(
                s =>
                    own.Contains(s.Id)
                    && s.EndedAt == null
                    && !db.OutboundTests.Any(t =>
                        t.StandingTestId == s.Id && t.FirstMailAt != null
                    ),
                cancellation
            ) >= Math.Max(FewestOfOne, Most / 10);
    }
}
