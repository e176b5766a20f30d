namespace Dashboard.Core.Inbound.Dane;

/// <summary>What TLSA records make of one chain.</summary>
internal sealed record ChainReading(
    bool Authenticates,
    IReadOnlyList<TlsaMatch> Matches,
    IReadOnlyList<VerdictReason> Reasons
);
