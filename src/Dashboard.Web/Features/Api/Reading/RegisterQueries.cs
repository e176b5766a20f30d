using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Organisations and explanations as the API gives them, page by page.</summary>
internal sealed class RegisterQueries(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    private const string Octets = "C";

    public async Task<IReadOnlyList<OrganisationResource>> OrganisationsAsync(
        string? tooi,
        string? oin,
        string? layer,
        string? after,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var query = db.Organisations.AsNoTracking().AsQueryable();
        if (tooi is not null)
        {
            query = query.Where(o => o.Tooi == tooi);
        }
        if (oin is not null)
        {
            query = query.Where(o => o.Oin == oin);
        }
        if (layer is not null)
        {
            query = query.Where(o => o.Layer == layer);
        }
        if (after is not null)
        {
            // The database compares, by octets.
#pragma warning disable CA1309
            query = query.Where(o =>
                string.Compare(EF.Functions.Collate(o.Key, Octets), after) > 0
            );
#pragma warning restore CA1309
        }
        return await Resources(
                db,
                query.OrderBy(o => EF.Functions.Collate(o.Key, Octets)).Take(most)
            )
            .ToListAsync(cancellation);
    }

    /// <summary>Null where there is none of that id.</summary>
    public async Task<OrganisationDetail?> OrganisationAsync(
        string id,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var query = db.Organisations.AsNoTracking().WithKey(id);
        if (await Resources(db, query).SingleOrDefaultAsync(cancellation) is not { } found)
        {
            return null;
        }
        var today = DutchTime.DayOf(time.GetUtcNow());
        var main = await query.Select(o => o.MainDomain).SingleAsync(cancellation);
        var domains = await db.Set<OrganisationDomain>()
            .Where(d =>
                query.Any(o => o.Id == d.OrganisationId)
                && (d.From == null || d.From <= today)
                && (d.Until == null || d.Until > today)
            )
            .Select(d => d.Domain)
            .Distinct()
            .ToListAsync(cancellation);
        return OrganisationDetail.Of(found, main, [.. domains.Order(StringComparer.Ordinal)]);
    }

    /// <summary>All there were, also those that hold no more.</summary>
    public async Task<IReadOnlyList<ExplanationResource>> ExplanationsAsync(
        string? organisation,
        FigureStandard? standard,
        int? after,
        int most,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        string[] keys = organisation is null ? [] : await db.KeysAsync(organisation, cancellation);
        return await db.Set<ExplanationRow>()
            .AsNoTracking()
            .Where(e =>
                (organisation == null || keys.Contains(e.OrganisationKey))
                && (standard == null || e.Standard == standard)
                && (after == null || e.Id > after)
            )
            .OrderBy(e => e.Id)
            .Take(most)
            .Select(e => new ExplanationResource(
                e.Id,
                e.OrganisationKey,
                e.Standard,
                e.Domain,
                e.Text,
                e.AuthorRole,
                e.ValidFrom,
                e.ValidUntil,
                e.CreatedAt,
                e.Replaces,
                e.EndedAt
            ))
            .ToListAsync(cancellation);
    }

    private static IQueryable<OrganisationResource> Resources(
        DashboardDb db,
        IQueryable<Organisation> query
    ) =>
        query.Select(o => new OrganisationResource(
            o.Key,
            o.Name,
            o.SystemId,
            o.Tooi,
            o.Oin,
            o.Abbreviations,
            o.Kind,
            o.Layer,
            o.Province,
            db.Organisations.Where(m => m.Id == o.MinistryId).Select(m => m.Key).FirstOrDefault(),
            db.Organisations.Where(m => m.Id == o.ParentId).Select(m => m.Key).FirstOrDefault(),
            o.EndsOn,
            db.Organisations.Where(m => m.Id == o.SuccessorId).Select(m => m.Key).FirstOrDefault()
        ));
}
