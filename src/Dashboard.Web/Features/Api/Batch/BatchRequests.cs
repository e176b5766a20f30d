using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A request with how far it is; its list of domains is not read for that.</summary>
internal sealed record BatchState
{
    public const string IsDone = "done";

    public const string IsCancelled = "cancelled";

    /// <summary>The most of what was rejected that is kept and told; the number of domains tells of more.</summary>
    public const int MostRejected = 1000;

    public required string RequestId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required int Domains { get; init; }

    /// <summary>Null in a list of requests.</summary>
    public IReadOnlyList<string>? Rejected { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Null until its turn comes.</summary>
    public int? Round { get; init; }

    public RoundState? RoundState { get; init; }

    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>Domains that are judged.</summary>
    public int Done { get; init; }

    /// <summary>
    /// Programs wait for ever at a word that they do not know: these are all there are. What was finished cannot be cancelled.
    /// </summary>
    public string Status =>
        CancelledAt is not null || RoundState == Data.Rounds.RoundState.Cancelled ? IsCancelled
        : RoundState == Data.Rounds.RoundState.Closed ? IsDone
        : FailedAt is not null ? "error"
        : Round is null ? "registering"
        : "running";

    public DateTimeOffset? FinishedAt => Status == IsDone ? MeasuredAt : null;
}

/// <summary>Requests of the batch API: registered, read and cancelled. They belong to an account.</summary>
internal sealed class BatchRequests(
    IDbContextFactory<DashboardDb> database,
    RoundControl control,
    IOptions<BatchOptions> options,
    TimeProvider time
)
{
    private const string Anonymous = "no-name";

    /// <summary>Requests of a list that are read at a time.</summary>
    public const int AtATime = 500;

    /// <summary>Domain names with white space, scheme and path taken away (IDNA2008); others, and those that repeat one, are rejected.</summary>
    public static (List<DomainName> Domains, List<string> Rejected) Read(IEnumerable<string> given)
    {
        var (domains, rejected) = (new List<DomainName>(), new List<string>());
        var seen = new HashSet<DomainName>();
        foreach (var text in given)
        {
            if (
                !text.Contains('@', StringComparison.Ordinal)
                && MailDomainInput.TryRead(text, out var domain, out _)
                && Idna2008.IsValid(domain)
                && seen.Add(domain)
            )
            {
                domains.Add(domain);
            }
            else
            {
                rejected.Add(text);
            }
        }
        return (domains, rejected);
    }

    /// <returns>Null where the account has as many requests open as it may have.</returns>
    public async Task<BatchState?> AddAsync(
        Guid account,
        string? name,
        IReadOnlyList<DomainName> domains,
        IReadOnlyList<string> rejected,
        CancellationToken cancellation
    )
    {
        var request = new BatchRequestRow
        {
            RequestId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            AccountId = account,
            Name = name is { Length: > 0 } ? name : Anonymous,
            Domains = [.. domains.Select(d => d.Value)],
            Rejected = [.. rejected.Take(BatchState.MostRejected)],
            SubmittedAt = time.GetUtcNow(),
        };
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Requests of one account are counted one after another.
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM accounts WHERE id = {account} FOR NO KEY UPDATE",
            cancellation
        );
        var open = await db.Set<BatchRequestRow>()
            .CountAsync(
                r =>
                    r.AccountId == account
                    && r.CancelledAt == null
                    && r.FailedAt == null
                    && !db.Set<RoundRow>()
                        .Any(round =>
                            round.Id == r.RoundId
                            && (
                                round.State == RoundState.Closed
                                || round.State == RoundState.Cancelled
                            )
                        ),
                cancellation
            );
        if (open >= options.Value.MostOpen)
        {
            return null;
        }
        db.Add(request);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new()
        {
            RequestId = request.RequestId,
            Name = request.Name,
            SubmittedAt = request.SubmittedAt,
            Domains = request.Domains.Length,
            Rejected = request.Rejected,
        };
    }

    /// <summary>Newest first. Between two parts no connection is held, however slowly they are read.</summary>
    /// <param name="limit">0 for all.</param>
    public async IAsyncEnumerable<BatchState> ListAsync(
        Guid account,
        int limit,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (before, left) = (long.MaxValue, limit == 0 ? int.MaxValue : limit);
        while (left > 0)
        {
            var part = await PartAsync(account, before, Math.Min(left, AtATime), cancellation);
            foreach (var (_, state) in part)
            {
                yield return state;
            }
            if (part.Count < AtATime)
            {
                yield break;
            }
            (before, left) = (part[^1].Id, left - part.Count);
        }
    }

    private async Task<List<(long Id, BatchState State)>> PartAsync(
        Guid account,
        long before,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var requests = db.Set<BatchRequestRow>()
            .Where(r => r.AccountId == account && r.Id < before)
            .OrderByDescending(r => r.Id)
            .Take(most);
        return await Read(db, requests).ToListAsync(cancellation);
    }

    /// <summary>Null where the account has no such request.</summary>
    public async Task<BatchState?> FindAsync(
        Guid account,
        string id,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var requests = db.Set<BatchRequestRow>()
            .Where(r => r.AccountId == account && r.RequestId == id);
        return await Read(db, requests).SingleOrDefaultAsync(cancellation) is (_, { } state)
            ? state with
            {
                Rejected = await requests.Select(r => r.Rejected).SingleAsync(cancellation),
            }
            : null;
    }

    /// <summary>One that is done stays so: request and round are held, so that it is the one or the other for good.</summary>
    public async Task<BatchState?> CancelAsync(
        Guid account,
        string id,
        CancellationToken cancellation
    )
    {
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var request = await db.Set<BatchRequestRow>()
                .FromSql($"SELECT * FROM batch_requests WHERE request_id = {id} FOR UPDATE")
                .SingleOrDefaultAsync(r => r.AccountId == account, cancellation);
            var round = request?.RoundId is { } number
                ? await RoundAdvance.HoldAsync(db, number, cancellation)
                : null;
            if (
                request is { CancelledAt: null, FailedAt: null }
                && round?.State is not (RoundState.Closed or RoundState.Cancelled)
            )
            {
                request.CancelledAt = time.GetUtcNow();
                if (round is not null)
                {
                    control.Cancel(db, round, request.CancelledAt.Value);
                }
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
            }
        }
        return await FindAsync(account, id, cancellation);
    }

    private static IAsyncEnumerable<(long Id, BatchState State)> Read(
        DashboardDb db,
        IQueryable<BatchRequestRow> requests
    ) =>
        requests
            .AsNoTracking()
            .Select(r => new
            {
                r.Id,
                r.RequestId,
                r.Name,
                r.SubmittedAt,
                r.CancelledAt,
                r.FailedAt,
                r.RoundId,
                Domains = r.Domains.Length,
                Round = db.Set<RoundRow>()
                    .Where(round => round.Id == r.RoundId)
                    .Select(round => new { round.State, round.MeasuredAt })
                    .FirstOrDefault(),
                // Of what is measured there is nothing to count.
                Done = db.Set<RoundRow>()
                    .Any(round => round.Id == r.RoundId && round.State == RoundState.Closed)
                    ? r.Domains.Length
                    : db.Set<RoundLookupRow>()
                        .Count(l => l.RoundId == r.RoundId && l.State == LookupState.Judged),
            })
            .AsAsyncEnumerable()
            .Select(r =>
                (
                    r.Id,
                    new BatchState
                    {
                        RequestId = r.RequestId,
                        Name = r.Name,
                        SubmittedAt = r.SubmittedAt,
                        CancelledAt = r.CancelledAt,
                        FailedAt = r.FailedAt,
                        Domains = r.Domains,
                        Round = r.RoundId,
                        RoundState = r.Round?.State,
                        MeasuredAt = r.Round?.MeasuredAt,
                        Done = r.Done,
                    }
                )
            );
}
