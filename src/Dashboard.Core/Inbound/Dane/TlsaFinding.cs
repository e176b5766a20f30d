using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What came of the search for a host's TLSA set (RFC 7672 section 2.2.3).</summary>
/// <param name="Reading">
/// <see cref="LookupReading.PresentSecure"/> with a set; absent or insecure where DANE does not apply; failed or bogus where the
/// host must be skipped.
/// </param>
/// <param name="LostHere">It failed by a fault or limit of ours, or was not asked.</param>
internal sealed record TlsaFinding(
    LookupReading Reading,
    DomainName BaseDomain,
    IReadOnlyList<TlsaRecord> Records,
    IReadOnlyList<VerdictReason> Reasons,
    bool LostHere = false
);
