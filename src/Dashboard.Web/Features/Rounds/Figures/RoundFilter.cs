using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>What figures are narrowed to, by the keys of values; null for no limit. A domain must count at each of them.</summary>
public sealed record RoundFilter(
    string? Layer = null,
    string? Ministry = null,
    string? Province = null,
    string? Provider = null
)
{
    public static RoundFilter None { get; } = new();

    public IReadOnlyList<(AdoptionDimension Dimension, string Key)> Parts =>
        [
            .. new[]
            {
                (AdoptionDimension.Layer, Layer),
                (AdoptionDimension.Ministry, Ministry),
                (AdoptionDimension.Province, Province),
                (AdoptionDimension.Provider, Provider),
            }
                .Where(part => part.Item2 is not null)
                .Select(part => (part.Item1, part.Item2!)),
        ];

    public bool IsNone => Parts.Count == 0;
}

/// <summary>
/// A filter as numbers of values, which the database compares without looking any up: null for no limit. Another name of the same key is
/// another number.
/// </summary>
internal sealed record FilterNumbers(
    int[]? Layers = null,
    int[]? Ministries = null,
    int[]? Provinces = null,
    int[]? Providers = null
)
{
    public static FilterNumbers None { get; } = new();

    public static async Task<FilterNumbers> ReadAsync(
        DashboardDb db,
        RoundFilter filter,
        CancellationToken cancellation
    )
    {
        return new(
            await OfAsync(AdoptionDimension.Layer, filter.Layer),
            await OfAsync(AdoptionDimension.Ministry, filter.Ministry),
            await OfAsync(AdoptionDimension.Province, filter.Province),
            await OfAsync(AdoptionDimension.Provider, filter.Provider)
        );

        async Task<int[]?> OfAsync(AdoptionDimension dimension, string? key) =>
            key is null ? null : await db.NumbersAsync(dimension, key, cancellation);
    }
}

/// <summary>The results of an edition of a round that a filter leaves.</summary>
internal static class FilteredResults
{
    public static IQueryable<RoundResultRow> Of(
        DashboardDb db,
        int round,
        short edition,
        FilterNumbers filter
    )
    {
        var results = db.Set<RoundResultRow>()
            .AsNoTracking()
            .Where(r =>
                r.RoundId == round
                && r.Edition <= edition
                && (r.SupersededIn == null || r.SupersededIn > edition)
            );
        if (filter.Layers is { } layers)
        {
            results = results.Where(r =>
                layers.Contains(r.Layer!.Value) || r.More!.Any(m => layers.Contains(m))
            );
        }
        if (filter.Ministries is { } ministries)
        {
            results = results.Where(r =>
                ministries.Contains(r.Ministry!.Value) || r.More!.Any(m => ministries.Contains(m))
            );
        }
        if (filter.Provinces is { } provinces)
        {
            results = results.Where(r =>
                provinces.Contains(r.Province!.Value) || r.More!.Any(m => provinces.Contains(m))
            );
        }
        if (filter.Providers is { } providers)
        {
            results = results.Where(r =>
                providers.Contains(r.Provider!.Value) || r.More!.Any(m => providers.Contains(m))
            );
        }
        return results;
    }
}
