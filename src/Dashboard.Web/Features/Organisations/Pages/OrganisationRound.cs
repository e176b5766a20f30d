using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>The result of one domain of an organisation in a round.</summary>
/// <param name="DomainId">The number that the domain has in rounds.</param>
/// <param name="Wave">The wave that the evidence is of.</param>
/// <param name="Reason">The slug of the reason that weighs most.</param>
internal sealed record DomainResult(
    int DomainId,
    DomainName Domain,
    short Wave,
    DateTimeOffset MeasuredAt,
    DomainStatus Status,
    ConnectionType? ConnectionType,
    DeliveryHindrance? Hindrance,
    IReadOnlyDictionary<FigureStandard, StandardOutcomes> Outcomes,
    string? Reason,
    IReadOnlyList<string> Providers,
    bool Corrected
)
{
    public ShownState State => ShownStates.Of(Status, ConnectionType, Hindrance);

    /// <summary>Null where DANE was of no weight.</summary>
    public CountedOutcome? Dane =>
        Outcomes.TryGetValue(FigureStandard.Dane, out var dane)
            ? dane.In(AdoptionView.Strict)
            : null;

    public bool IsMeasured => Dane is { IsMeasured: true };

    public bool IsProtected => Dane is { As: CountedAs.Passed };
}

/// <summary>How an organisation did in one round: what a timeline has of it.</summary>
/// <param name="Protected">Domains that pass DANE, of those that were measured.</param>
/// <param name="Sending">Null where the organisation is a part of another, whose state it is.</param>
internal sealed record OrganisationRound(
    RoundRow Round,
    Share Protected,
    RoundOrganisationRow? Sending
);

/// <summary>Where an organisation is among those of its layer, without a rank.</summary>
/// <param name="Protected">Organisations with every measured domain protected, of those with a measured one.</param>
internal sealed record LayerPlace(string Layer, Share Protected);
