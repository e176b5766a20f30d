using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A request with how far it is; its list of domains is not read for that.</summary>
internal sealed record BatchState
{
    public const string IsDone = "done";

    public const string IsCancelled = "cancelled";

    public required string RequestId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required int Domains { get; init; }

    public required IReadOnlyList<string> Rejected { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Null until its turn comes.</summary>
    public int? Round { get; init; }

    public RoundState? RoundState { get; init; }

    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>Domains that are judged.</summary>
    public int Done { get; init; }

    /// <summary>
    /// Programs wait for ever at a word that they do not know: these are all there are. What was finished before it was cancelled
    /// is done.
    /// </summary>
    public string Status =>
        RoundState == Data.Rounds.RoundState.Closed ? IsDone
        : CancelledAt is not null || RoundState == Data.Rounds.RoundState.Cancelled ? IsCancelled
        : Round is null ? "registering"
        : "running";

    public DateTimeOffset? FinishedAt => Status == IsDone ? MeasuredAt : null;
}

/// <summary>Requests of the batch API: registered, read and cancelled. They belong to an account.</summary>
internal sealed class BatchRequests(
    IDbContextFactory<DashboardDb> database,
    RoundControl control,
    TimeProvider time
)
{
    private const string Anonymous = "no-name";

    private const int MostListed = 10_000;

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

    public async Task<BatchState> AddAsync(
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
            Rejected = [.. rejected],
            SubmittedAt = time.GetUtcNow(),
        };
        await using var db = await database.CreateDbContextAsync(cancellation);
        db.Add(request);
        await db.SaveChangesAsync(cancellation);
        return new()
        {
            RequestId = request.RequestId,
            Name = request.Name,
            SubmittedAt = request.SubmittedAt,
            Domains = request.Domains.Length,
            Rejected = request.Rejected,
        };
    }

    /// <summary>Newest first.</summary>
    /// <param name="limit">0 for all.</param>
    public async Task<IReadOnlyList<BatchState>> ListAsync(
        Guid account,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Read(
            db,
            db.Set<BatchRequestRow>()
                .Where(r => r.AccountId == account)
                .OrderByDescending(r => r.Id)
                .Take(limit == 0 ? MostListed : Math.Min(limit, MostListed)),
            cancellation
        );
    }

    /// <summary>Null where the account has no such request.</summary>
    public async Task<BatchState?> FindAsync(
        Guid account,
        string id,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await Read(
            db,
            db.Set<BatchRequestRow>().Where(r => r.AccountId == account && r.RequestId == id),
            cancellation
        );
        return found is [var only] ? only : null;
    }

    /// <summary>One that is done stays so.</summary>
    public async Task<BatchState?> CancelAsync(
        Guid account,
        string id,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(account, id, cancellation) is not { } state)
        {
            return null;
        }
        if (state.Status is not (BatchState.IsDone or BatchState.IsCancelled))
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            await db.Set<BatchRequestRow>()
                .Where(r => r.RequestId == id && r.CancelledAt == null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.CancelledAt, time.GetUtcNow()),
                    cancellation
                );
            // Its turn may have come meanwhile.
            var round = await db.Set<BatchRequestRow>()
                .Where(r => r.RequestId == id)
                .Select(r => r.RoundId)
                .SingleAsync(cancellation);
            if (round is { } number)
            {
                await control.CancelAsync(number, cancellation);
            }
        }
        return await FindAsync(account, id, cancellation);
    }

    private static async Task<IReadOnlyList<BatchState>> Read(
        DashboardDb db,
        IQueryable<BatchRequestRow> requests,
        CancellationToken cancellation
    )
    {
        var rows = await requests
            .AsNoTracking()
            .Select(r => new
            {
                r.Id,
                r.RequestId,
                r.Name,
                r.SubmittedAt,
                r.CancelledAt,
                r.RoundId,
                r.Rejected,
                Domains = r.Domains.Length,
                Round = db.Set<RoundRow>()
                    .Where(round => round.Id == r.RoundId)
                    .Select(round => new { round.State, round.MeasuredAt })
                    .FirstOrDefault(),
                Done = db.Set<RoundLookupRow>()
                    .Count(l => l.RoundId == r.RoundId && l.State == LookupState.Judged),
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderByDescending(r => r.Id)
                .Select(r => new BatchState
                {
                    RequestId = r.RequestId,
                    Name = r.Name,
                    SubmittedAt = r.SubmittedAt,
                    CancelledAt = r.CancelledAt,
                    Domains = r.Domains,
                    Rejected = r.Rejected,
                    Round = r.RoundId,
                    RoundState = r.Round?.State,
                    MeasuredAt = r.Round?.MeasuredAt,
                    Done = r.Done,
                }),
        ];
    }
}
