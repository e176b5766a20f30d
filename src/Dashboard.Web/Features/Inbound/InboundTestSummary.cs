using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.Inbound;

/// <summary>A former test of a domain.</summary>
/// <param name="WhyKey">A key of <see cref="ResultTexts"/>: what the state alone leaves open; null where it is all.</param>
/// <param name="VerifiedHosts">The mail servers all of whose addresses were verified, in A-labels.</param>
/// <param name="Changes">Against the test before it, oldest matter first; empty for the first test.</param>
public sealed record InboundTestSummary(
    string Id,
    DateTimeOffset FinishedAt,
    DomainStatus Status,
    Delivery Delivery,
    ConnectionType? ConnectionType,
    ConnectionType? AttackerConnectionType,
    ShownState State,
    string? WhyKey,
    string MethodVersion,
    IReadOnlyList<string> VerifiedHosts,
    IReadOnlyList<InboundTestChange> Changes
);
