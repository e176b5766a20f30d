using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>The judgement of one MX host.</summary>
public sealed record HostVerdict
{
    public required MxHost Host { get; init; }

    public required HostPolicy Policy { get; init; }

    /// <summary>Null where no certificate is verified, so that there is none to renew.</summary>
    public RolloverState? Rollover { get; init; }

    public IReadOnlyList<AddressVerdict> Addresses { get; init; } = [];

    /// <summary>Steps of the chain that hold for the whole host; its addresses' chains begin with the same.</summary>
    public IReadOnlyList<DecisionStep> Steps { get; init; } = [];

    /// <summary>Of the host itself, the policy's included; the addresses have their own.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}

/// <summary>Whether the next certificate or key can be put in the place of the present one (RFC 7671 sections 8.1 and 8.4).</summary>
public enum RolloverState
{
    /// <summary>Beside the record for what is served there is one for what comes next, or a trust anchor.</summary>
    Prepared,

    NotPrepared,
}
