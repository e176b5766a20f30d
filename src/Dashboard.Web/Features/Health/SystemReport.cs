using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Health;

/// <summary>How the whole system does.</summary>
/// <param name="State">The worst of the parts.</param>
public sealed record SystemReport(
    SystemState State,
    DateTimeOffset At,
    IReadOnlyList<SystemPart> Parts
);
