using Dashboard.Core.Inbound;

namespace Dashboard.Data;

/// <summary>A receiving test that someone asked for: its progress, its evidence and its verdict.</summary>
public sealed class InboundTest
{
    /// <summary>Public: it is in the permanent link. 128 random bits, see <see cref="PublicId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The mail domain in A-labels.</summary>
    public required string Domain { get; init; }

    public InboundTestProfile Profile { get; init; }

    public InboundTestState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Last sign of life of the worker that runs the test; the sweeper looks at it.</summary>
    public required DateTimeOffset TouchedAt { get; set; }

    /// <summary>The newest job that was made for it; null while it has none.</summary>
    public string? JobId { get; set; }

    /// <summary>How often a job was made for it.</summary>
    public int Enqueued { get; set; }

    /// <summary>How often a worker began it.</summary>
    public int Runs { get; set; }

    public IReadOnlyList<ProgressStep> Progress { get; set; } = [];

    /// <summary>Of the evidence; set when, and only when, the state is done.</summary>
    public long? ObservationId { get; set; }

    /// <summary>The judgement by every standard, each with its method version of then.</summary>
    public DomainStatus? Status { get; set; }

    public Delivery? Delivery { get; set; }

    public ConnectionType? ConnectionType { get; set; }

    public ConnectionType? AttackerConnectionType { get; set; }

    /// <summary>Of the verdict that was published; the verdict is found by it and <see cref="ObservationId"/>.</summary>
    public string? MethodVersion { get; set; }

    /// <summary>Address and port of the resolver that gave the evidence.</summary>
    public string? Resolver { get; set; }

    /// <summary>Why a failed test failed; see <see cref="InboundTestFailure"/>.</summary>
    public string? FailureReason { get; set; }
}
