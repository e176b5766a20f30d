using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>The judgement of one certificate chain that an address serves.</summary>
public sealed record CertificateVerdict
{
    public required CertificateKeyType KeyType { get; init; }

    public required AddressOutcome Outcome { get; init; }

    /// <summary>One a record of <see cref="HostPolicy.Tlsa"/>, in that order; empty where nothing was matched.</summary>
    public IReadOnlyList<TlsaMatch> Matches { get; init; } = [];

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}
