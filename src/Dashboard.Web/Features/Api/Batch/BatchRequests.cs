using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A request with how far it is.</summary>
/// <param name="Round">Null until its turn comes.</param>
/// <param name="Done">Domains that are judged.</param>
internal sealed record BatchState(BatchRequestRow Request, RoundRow? Round, int Done)
{
    public const string IsDone = "done";

    /// <summary>Programs wait for ever at a word that they do not know: these are all there are.</summary>
    public string Status =>
        Request.CancelledAt is not null || Round is { State: RoundState.Cancelled } ? "cancelled"
        : Round is null ? "registering"
        : Round.State == RoundState.Closed ? IsDone
        : "running";

    public DateTimeOffset? FinishedAt => Status == IsDone ? Round!.MeasuredAt : null;
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
        return new(request, null, 0);
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
        if (state.Status is not (BatchState.IsDone or "cancelled"))
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
                Request = r,
                Round = db.Set<RoundRow>().FirstOrDefault(round => round.Id == r.RoundId),
                Done = db.Set<RoundLookupRow>()
                    .Count(l => l.RoundId == r.RoundId && l.State == LookupState.Judged),
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderByDescending(r => r.Request.Id)
                .Select(r => new BatchState(r.Request, r.Round, r.Done)),
        ];
    }
}
