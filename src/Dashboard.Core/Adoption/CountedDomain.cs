using System.Collections.Frozen;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Adoption;

/// <summary>By what figures are divided.</summary>
public enum AdoptionDimension
{
    All,
    Layer,
    Ministry,
    Province,
    Provider,

    /// <summary>Values are <c>layer/provider</c>.</summary>
    LayerProvider,
    Organisation,
}

/// <summary>
/// Domains of a round's list of which all that figures count is the same. Keys are as stored; organisation, layer, ministry, province and
/// provider are those of the round, each named once.
/// </summary>
public record CountedDomains
{
    private static readonly string?[] InAll = [null];

    /// <summary>How many; at least 1.</summary>
    public int Domains { get; init; } = 1;

    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<string> Layers { get; init; } = [];

    public IReadOnlyList<string> Ministries { get; init; } = [];

    public IReadOnlyList<string> Provinces { get; init; } = [];

    /// <summary>Of its MX hosts.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Those of <see cref="Providers"/> with a host that is not good: wrong, without TLSA, or silent.</summary>
    public IReadOnlyList<string> FailingProviders { get; init; } = [];

    /// <summary>The domain's own part is right: its MX set, or the proof that there is none, is secure.</summary>
    public bool OwnZoneSecure { get; init; }

    /// <summary>Without those that were not run in the round.</summary>
    public required IReadOnlyDictionary<FigureStandard, StandardOutcomes> Standards { get; init; }

    /// <summary>Words of the standards without percentage, such as <c>sts-enforced</c>.</summary>
    public IReadOnlyDictionary<FigureStandard, string> Statuses { get; init; } =
        FrozenDictionary<FigureStandard, string>.Empty;

    /// <summary>Standards for which one of its organisations has an explanation that was valid on the measuring date.</summary>
    public IReadOnlySet<FigureStandard> Explained { get; init; } = FrozenSet<FigureStandard>.Empty;

    /// <summary>Null where the standard was not run, or is of no weight in this view.</summary>
    public CountedOutcome? In(FigureStandard standard, AdoptionView view) =>
        Standards.TryGetValue(standard, out var outcomes) ? outcomes.In(view) : null;

    /// <summary>The values that the domain counts at, each once; none where it has none.</summary>
    public IEnumerable<string?> ValuesOf(AdoptionDimension dimension) =>
        dimension switch
        {
            AdoptionDimension.Layer => (IEnumerable<string?>)Layers,
            AdoptionDimension.Ministry => Ministries,
            AdoptionDimension.Province => Provinces,
            AdoptionDimension.Provider => Providers,
            AdoptionDimension.Organisation => Organisations,
            AdoptionDimension.LayerProvider => Layers.SelectMany(
                _ => Providers,
                (l, p) => $"{l}/{p}"
            ),
            _ => InAll,
        };
}

/// <summary>A domain of a round's list, as figures count it.</summary>
public sealed record CountedDomain : CountedDomains
{
    public required DomainName Name { get; init; }

    /// <summary>Its result was replaced in the correction period.</summary>
    public bool Corrected { get; init; }
}
