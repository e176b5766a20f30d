using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Lab.Scenarios;

/// <summary>A mail domain of the lab, and what the verdict table demands for it.</summary>
public sealed record Scenario
{
    /// <summary>Names it; the zone of the mail domain is this below <c>example</c>.</summary>
    public required string Slug { get; init; }

    public required DomainName Domain { get; init; }

    public required ScenarioStage Stage { get; init; }

    /// <summary>The rows of docs/verdicts.md it is about.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    public required string Description { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>The main reasons, of <see cref="ReasonSlug"/>; a verdict may have more.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>It has a host on ::1, and says nothing on a machine without IPv6.</summary>
    public bool NeedsIPv6 { get; init; }

    /// <summary>It has a real Postfix, which only root may start.</summary>
    public bool NeedsPostfix { get; init; }

    /// <summary>Its fault is silence, so a test waits for its own time limits.</summary>
    public bool Slow { get; init; }
}
