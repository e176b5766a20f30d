using System.Globalization;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>The rows of one standard, in the order of its table: where two weigh the same, the first of them decides.</summary>
internal sealed class StandardTable(params IReadOnlyList<StandardRule> rows)
{
    private readonly Dictionary<string, StandardRule> bySlug = rows.ToDictionary(row => row.Slug);

    public IReadOnlyList<StandardRule> Rows { get; } = rows;

    /// <summary>Facts without a value are left out.</summary>
    public StandardFinding Find(
        string slug,
        params ReadOnlySpan<(string Name, string? Value)> facts
    )
    {
        var row = bySlug[slug];
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known[name] = value;
            }
        }
        return new StandardFinding
        {
            Slug = row.Slug,
            Forum = row.Forum,
            Strict = row.Strict,
            Source = row.Source,
            ResultType = row.ResultType,
            Facts = known,
        };
    }

    /// <summary>With what a sentence about the lookup needs.</summary>
    public StandardFinding Find(string slug, DnsLookup lookup) =>
        Find(
            slug,
            ("owner", lookup.Name.ToString()),
            ("type", lookup.Type.ToString().ToUpperInvariant()),
            ("failure", Slug.Of(lookup.Failure)),
            ("cause", Slug.Of(lookup.Cause)),
            (
                "ede",
                lookup.ExtendedErrors.Count > 0
                    ? string.Join(
                        ' ',
                        lookup.ExtendedErrors.Select(error =>
                            error.InfoCode.ToString(CultureInfo.InvariantCulture)
                        )
                    )
                    : null
            )
        );
}
