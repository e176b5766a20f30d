using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound;

namespace Dashboard.Web.Features.Api;

/// <summary>A sending test.</summary>
/// <param name="Id">Of the links; says nothing of the addresses.</param>
/// <param name="Revision">Grows with every change of the judgement.</param>
/// <param name="Addresses">Where to send to; none once it is closed.</param>
/// <param name="Round">Which round of a standing test, from 1.</param>
/// <param name="Result">
/// The document of the verdict and its evidence, there from the first moment; docs/outbound-result.schema.json describes it.
/// </param>
internal sealed record OutboundTestResource(
    string Id,
    OutboundTestKind Kind,
    OutboundStatus State,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosesAt,
    int Revision,
    IReadOnlyList<OutboundAddress> Addresses,
    int? Round,
    OutboundTestLinks Links,
    OutboundDocument Result
);
