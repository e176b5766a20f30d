using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Lists;

/// <summary>A value that a list can be filtered by.</summary>
internal sealed record ListChoice(string Key, string Name);

/// <summary>What a list can be filtered by today.</summary>
/// <param name="Providers">Of the newest published round; none before there is one.</param>
internal sealed record ListChoices(
    IReadOnlyList<string> Layers,
    IReadOnlyList<ListChoice> Ministries,
    IReadOnlyList<ListChoice> Provinces,
    IReadOnlyList<string> Providers
)
{
    public static async Task<ListChoices> FindAsync(DashboardDb db, CancellationToken cancellation)
    {
        var organisations = db.Organisations.AsNoTracking();
        var provinces = await organisations
            .Where(o => o.Province != null)
            .Select(o => o.Province!)
            .Distinct()
            .ToListAsync(cancellation);
        var named = await organisations
            .Where(o => o.Tooi != null && provinces.Contains(o.Tooi))
            .Select(o => new { o.Tooi, o.Name })
            .ToListAsync(cancellation);
        var round = await db.Published().WholeFirst().FirstOrDefaultAsync(cancellation);
        return new(
            await organisations
                .Select(o => o.Layer)
                .Distinct()
                .OrderBy(layer => layer)
                .ToListAsync(cancellation),
            await organisations
                .Where(o => organisations.Any(other => other.MinistryId == o.Id))
                .OrderBy(o => o.Name)
                .Select(o => new ListChoice(o.Key, o.Name))
                .ToListAsync(cancellation),
            [
                .. provinces
                    .Select(tooi => new ListChoice(
                        tooi,
                        named.FirstOrDefault(o => o.Tooi == tooi)?.Name ?? tooi
                    ))
                    .OrderBy(choice => choice.Name, StringComparer.CurrentCultureIgnoreCase),
            ],
            round is null
                ? []
                : await db.Set<RoundFigureRow>()
                    .Where(f =>
                        f.RoundId == round.Id
                        && f.Edition == round.Edition
                        && f.Dimension == AdoptionDimension.Provider
                    )
                    .Select(f => f.Value)
                    .Distinct()
                    .Join(db.Set<RoundValueRow>(), f => f, v => v.Id, (_, v) => v.Key)
                    .Where(key => key != MailProvider.Own)
                    .Distinct()
                    .OrderBy(key => key)
                    .ToListAsync(cancellation)
        );
    }
}
