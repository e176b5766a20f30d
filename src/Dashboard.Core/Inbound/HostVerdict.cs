using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>The judgement of one MX host.</summary>
public sealed record HostVerdict
{
    public required MxHost Host { get; init; }

    public required HostPolicy Policy { get; init; }

    public IReadOnlyList<AddressVerdict> Addresses { get; init; } = [];

    /// <summary>Steps of the chain that hold for the whole host; its addresses' chains begin with the same.</summary>
    public IReadOnlyList<DecisionStep> Steps { get; init; } = [];

    /// <summary>Of the host itself, the policy's included; the addresses have their own.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}
