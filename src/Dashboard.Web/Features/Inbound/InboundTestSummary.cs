using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.Inbound;

/// <summary>A former test of a domain.</summary>
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
    string MethodVersion,
    IReadOnlyList<string> VerifiedHosts,
    IReadOnlyList<InboundTestChange> Changes
);
