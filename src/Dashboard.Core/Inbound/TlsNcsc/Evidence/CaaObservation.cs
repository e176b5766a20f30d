using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// The CAA questions of an MX host, from its own name up to the first name that has records (RFC 8659 section 3): in the order
/// asked. The last is the one that counts.
/// </summary>
public sealed record CaaObservation(IReadOnlyList<DnsLookup<CaaRecord>> Asked);
