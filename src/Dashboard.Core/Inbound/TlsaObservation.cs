using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>A TLSA question.</summary>
/// <param name="BaseDomain">The TLSA base domain this would be of (RFC 7672 section 2.2.3).</param>
public sealed record TlsaObservation(
    DomainName BaseDomain,
    TlsaQueryPurpose Purpose,
    DnsLookup<TlsaRecord> Lookup
);
