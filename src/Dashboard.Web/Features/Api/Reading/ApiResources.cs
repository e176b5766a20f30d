using System.Text.Json.Serialization;
using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>A round in the list of rounds.</summary>
internal sealed record RoundResource(
    int Id,
    string Name,
    RoundState State,
    DateOnly MeasuredOn,
    DateTimeOffset? PublishedAt,
    int Domains,
    string ListHash,
    string Profile,
    short Edition
)
{
    public static RoundResource Of(RoundRow round) =>
        new(
            round.Id,
            round.Name,
            round.State,
            round.MeasuredOn,
            round.PublishedAt,
            round.Domains,
            round.ListHash,
            round.Profile,
            round.Edition
        );
}

/// <summary>
/// A row of <c>round figures</c>: a figure with counts and a percentage, or, of a standard without percentage, how many domains have a status.
/// </summary>
internal sealed record FigureRow(
    FigureStandard Standard,
    AdoptionView? View,
    AdoptionDimension Dimension,
    string? Value,
    string? Name,
    int? Passed,
    int? Failed,
    IReadOnlyDictionary<string, int>? Excluded,
    int? Explained,
    decimal? Percentage,
    Coverage? Coverage,
    string? Slug,
    int? Domains
);

/// <summary>An organisation of the registers, as it is now.</summary>
/// <param name="Id">Public and for good; figures and results of rounds name it.</param>
internal sealed record OrganisationResource(
    string Id,
    string Name,
    string? SystemId,
    string? Tooi,
    string? Oin,
    IReadOnlyList<string> Abbreviations,
    OrganisationKind Kind,
    string Layer,
    string? Province,
    string? Ministry,
    string? Parent,
    DateOnly? EndsOn,
    string? Successor
);

/// <summary>An organisation with its mail domains of today.</summary>
internal sealed record OrganisationDetail(
    string Id,
    string Name,
    string? SystemId,
    string? Tooi,
    string? Oin,
    IReadOnlyList<string> Abbreviations,
    OrganisationKind Kind,
    string Layer,
    string? Province,
    string? Ministry,
    string? Parent,
    DateOnly? EndsOn,
    string? Successor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? MainDomain,
    IReadOnlyList<string> Domains
)
{
    public static OrganisationDetail Of(
        OrganisationResource organisation,
        string? mainDomain,
        IReadOnlyList<string> domains
    ) =>
        new(
            organisation.Id,
            organisation.Name,
            organisation.SystemId,
            organisation.Tooi,
            organisation.Oin,
            organisation.Abbreviations,
            organisation.Kind,
            organisation.Layer,
            organisation.Province,
            organisation.Ministry,
            organisation.Parent,
            organisation.EndsOn,
            organisation.Successor,
            mainDomain,
            domains
        );
}

/// <summary>An explanation ("leg uit") with its place in the history.</summary>
/// <param name="EndedAt">Replaced or withdrawn then.</param>
internal sealed record ExplanationResource(
    int Id,
    string Organisation,
    FigureStandard Standard,
    string? Domain,
    string Text,
    string Role,
    DateOnly ValidFrom,
    DateOnly ValidUntil,
    DateTimeOffset CreatedAt,
    int? Replaces,
    DateTimeOffset? EndedAt
);
