using System.Globalization;

namespace Dashboard.Core.Organisations;

/// <summary>
/// Whether so much is missing at once that the file is rather at fault than the world: more than 5 % and more than two of a
/// layer, or more than 2 % of the list. Organisations and domains are judged each for themselves; a domain that has moved to
/// another organisation is not missing.
/// </summary>
internal static class EndingGuard
{
    private const double LargestShareOfLayer = 0.05;
    private const int LargestNumberOfLayer = 2;
    private const double LargestShareOfList = 0.02;

    /// <summary>A line for each limit that is passed, such as <c>gemeente 12/342</c>; none where all is well.</summary>
    public static IReadOnlyList<string> Judge(
        FormerRegister former,
        Vanished vanished,
        DateOnly today
    )
    {
        var layerOf = former.Organisations.ToDictionary(
            one => one.Key,
            one => one.Layer,
            StringComparer.Ordinal
        );
        var organisations = former
            .Organisations.Where(one => one.EndsOn is null || today < one.EndsOn)
            .Select(one => (one.Layer, Gone: vanished.Organisations.Contains(one.Key)));
        var domains = former
            .Domains.Where(one => one.IsValidOn(today))
            .Select(one =>
                (
                    layerOf.GetValueOrDefault(one.OrganisationKey, Layers.SemiPubliek),
                    Gone: vanished.Domains.Contains((one.OrganisationKey, one.Name))
                        && !vanished.StillHeld.Contains(one.Name)
                )
            );
        return [.. Passed("organisations", organisations), .. Passed("domains", domains)];
    }

    private static IEnumerable<string> Passed(
        string what,
        IEnumerable<(string Layer, bool Gone)> records
    )
    {
        var all = records.ToList();
        var gone = all.Count(record => record.Gone);
        if (gone > all.Count * LargestShareOfList)
        {
            yield return Line(what, "*", gone, all.Count);
        }
        foreach (var layer in all.GroupBy(record => record.Layer))
        {
            var goneOfLayer = layer.Count(record => record.Gone);
            if (
                goneOfLayer > LargestNumberOfLayer
                && goneOfLayer > layer.Count() * LargestShareOfLayer
            )
            {
                yield return Line(what, layer.Key, goneOfLayer, layer.Count());
            }
        }
    }

    private static string Line(string what, string layer, int gone, int all) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {layer} {gone}/{all}");
}
