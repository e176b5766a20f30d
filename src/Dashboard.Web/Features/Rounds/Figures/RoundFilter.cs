using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
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

/// <summary>The results of an edition of a round that a filter leaves.</summary>
internal static class FilteredResults
{
    public static IQueryable<RoundResultRow> Of(
        DashboardDb db,
        int round,
        short edition,
        RoundFilter filter
    )
    {
        var results = db.Set<RoundResultRow>()
            .AsNoTracking()
            .Where(r =>
                r.RoundId == round
                && r.Edition <= edition
                && (r.SupersededIn == null || r.SupersededIn > edition)
            );
        foreach (var (dimension, key) in filter.Parts)
        {
            // Another name of the same key is another number.
            var numbers = db.Set<RoundValueRow>()
                .Where(v => v.Dimension == dimension && v.Key == key)
                .Select(v => v.Id);
            results = dimension switch
            {
                AdoptionDimension.Layer => results.Where(r =>
                    numbers.Contains(r.Layer!.Value) || r.More!.Any(m => numbers.Contains(m))
                ),
                AdoptionDimension.Ministry => results.Where(r =>
                    numbers.Contains(r.Ministry!.Value) || r.More!.Any(m => numbers.Contains(m))
                ),
                AdoptionDimension.Province => results.Where(r =>
                    numbers.Contains(r.Province!.Value) || r.More!.Any(m => numbers.Contains(m))
                ),
                _ => results.Where(r =>
                    numbers.Contains(r.Provider!.Value) || r.More!.Any(m => numbers.Contains(m))
                ),
            };
        }
        return results;
    }
}
