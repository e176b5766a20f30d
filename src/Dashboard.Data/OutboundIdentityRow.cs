using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Data;

/// <summary>Who sent a message of a test, as far as it proved it.</summary>
public sealed class OutboundIdentityRow
{
    public required Guid Id { get; init; }

    public required Guid TestId { get; init; }

    public required Guid SessionId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required MessageIdentity Identity { get; init; }
}
