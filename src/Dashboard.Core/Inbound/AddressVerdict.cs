using System.Net;

namespace Dashboard.Core.Inbound;

/// <summary>The judgement of one address of an MX host.</summary>
public sealed record AddressVerdict
{
    public required IPAddress Address { get; init; }

    /// <summary>With the default handshake: what delivery meets.</summary>
    public required AddressOutcome Outcome { get; init; }

    /// <summary>MX set and host secure, and every certificate type served authenticates.</summary>
    public required bool Good { get; init; }

    /// <summary>The default handshake first, then the other certificate type where there is one.</summary>
    public IReadOnlyList<CertificateVerdict> Certificates { get; init; } = [];

    public IReadOnlyList<DecisionStep> Steps { get; init; } = [];

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}
