using System.Text.Json.Serialization;
using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>Tested and enforcing or not, of the organisations on the list.</summary>
public sealed record Coverage(int Tested, int Organisations);

/// <summary>A figure as commands, API and exports give it.</summary>
/// <param name="Value">The key of the organisation, layer and so on; null for all.</param>
/// <param name="Name">What it is called in the round.</param>
public sealed record FigureItem(
    FigureStandard Standard,
    AdoptionView View,
    AdoptionDimension Dimension,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Value,
    string? Name,
    int Passed,
    int Failed,
    IReadOnlyDictionary<string, int> Excluded,
    int Explained,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Percentage,
    Coverage? Coverage = null
)
{
    [JsonIgnore]
    public Share Share => new(Passed, Passed + Failed);

    /// <summary>Passed or explained, of the same that were measured.</summary>
    [JsonIgnore]
    public Share WithExplained => new(Passed + Explained, Passed + Failed);
}

/// <summary>How many domains have a status, of a standard without percentage.</summary>
public sealed record StatusItem(
    FigureStandard Standard,
    string Slug,
    AdoptionDimension Dimension,
    string? Value,
    int Domains
);

public sealed record AgreementItem(
    string Agreement,
    AdoptionView View,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Mean,
    Share MeetsAll
)
{
    /// <summary>The key of the layer and so on that it is of; null for all.</summary>
    [JsonIgnore]
    public string? Value { get; init; }
}

/// <summary>How many domains fail with this reason as the one that weighs most, in the strict view.</summary>
/// <param name="Reason">A slug; null where none is stored.</param>
public sealed record FailureItem(FigureStandard Standard, string? Reason, int Domains);

public sealed record ProviderItem(
    string Provider,
    int Domains,
    int Protected,
    int WouldBecomeProtected,
    int OwnZoneFirst,
    int NeedsTwo
);
