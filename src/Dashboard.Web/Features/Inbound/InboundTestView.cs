using Dashboard.Core.Inbound;
using Dashboard.Data;

namespace Dashboard.Web.Features.Inbound;

/// <summary>A test as pages and API show it.</summary>
public sealed record InboundTestView
{
    public required string Id { get; init; }

    /// <summary>In A-labels.</summary>
    public required string Domain { get; init; }

    public InboundTestProfile Profile { get; init; }

    public required InboundTestState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public IReadOnlyList<ProgressStep> Progress { get; init; } = [];

    /// <summary>Set when, and only when, the state is done.</summary>
    public InboundObservation? Observation { get; init; }

    /// <summary>Set when, and only when, the state is done.</summary>
    public DomainVerdict? Verdict { get; init; }

    /// <summary>By every standard; empty where the state is not done.</summary>
    public IReadOnlyList<StandardVerdict> Standards { get; init; } = [];

    /// <summary>Verdict and standards together; null where the state is not done.</summary>
    public InboundVerdict? Judged =>
        Verdict is { } verdict
            ? new()
            {
                Domain = verdict.Domain,
                MailTransport = verdict,
                Standards = Standards,
            }
            : null;

    /// <summary>Set when, and only when, the state is failed; see <see cref="InboundTestFailure"/>.</summary>
    public string? FailureReason { get; init; }

    public bool IsOpen => State is InboundTestState.Queued or InboundTestState.Running;
}
