using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>A row of the verdict table in one of its forms.</summary>
internal sealed record Case(
    string Row,
    string Says,
    InboundObservation Observation,
    DomainStatus Status,
    Delivery Delivery,
    int? Attacker,
    params string[] Slugs
);
