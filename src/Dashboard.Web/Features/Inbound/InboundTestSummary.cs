using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Inbound;

/// <summary>A former test of a domain.</summary>
/// <param name="Changes">Against the test before it, oldest matter first; empty for the first test.</param>
public sealed record InboundTestSummary(
    string Id,
    DateTimeOffset FinishedAt,
    DomainStatus Status,
    Delivery Delivery,
    ConnectionType? ConnectionType,
    ConnectionType? AttackerConnectionType,
    string MethodVersion,
    IReadOnlyList<InboundTestChange> Changes
);
