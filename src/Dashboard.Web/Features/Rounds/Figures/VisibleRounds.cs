using System.Security.Claims;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <param name="List">Null for every mail domain of the registers.</param>
public sealed record RoundChoice(int Id, string Name, string? List, DateOnly MeasuredOn);

/// <summary>
/// The measurements that a visitor may see: everybody those that are published; analysts and administrators also those whose figures
/// are written and not public yet. What a visitor may not see is as if it were not there.
/// </summary>
internal sealed class VisibleRounds(IDbContextFactory<DashboardDb> database)
{
    private static readonly RoundState[] WithFigures =
    [
        RoundState.Published,
        RoundState.Closed,
        RoundState.Correction,
    ];

    /// <summary>To choose one of; newest first.</summary>
    public async Task<IReadOnlyList<RoundChoice>> ChoicesAsync(
        ClaimsPrincipal visitor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Of(db, visitor)
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .Select(r => new RoundChoice(r.Id, r.Name, r.ListName, r.MeasuredOn))
            .ToListAsync(cancellation);
    }

    /// <param name="id">Null for the newest that is published: of a list only where none is of all.</param>
    /// <returns>Null where there is none that the visitor may see.</returns>
    public async Task<RoundRow?> FindAsync(
        int? id,
        ClaimsPrincipal visitor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return id is { } number
            ? await Of(db, visitor).SingleOrDefaultAsync(r => r.Id == number, cancellation)
            : await db.Published().WholeFirst().FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Every page, download and answer of the API about rounds asks here what a visitor may see.</summary>
    public static IQueryable<RoundRow> Of(DashboardDb db, ClaimsPrincipal visitor) =>
        SeesUnpublished(visitor)
            ? db.Set<RoundRow>()
                .AsNoTracking()
                .Where(r => r.Kind == RoundKind.Measurement && WithFigures.Contains(r.State))
            : db.Published();

    /// <summary>The analysts who prepare the publication, and nobody else; an organisation sees its own part by its link.</summary>
    public static bool SeesUnpublished(ClaimsPrincipal visitor) =>
        AccountPolicies.Has(visitor, AccountRole.Analyst);
}
