using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>A resource record of a reply.</summary>
/// <param name="Data">
/// An address, a name, a <see cref="MxRecord"/>, <see cref="Core.Dns.TlsaRecord"/>, <see cref="DsRecord"/>,
/// <see cref="DnskeyRecord"/>, <see cref="Nsec3ParamRecord"/>, <see cref="RrsigSpan"/> or <see cref="NsecTypes"/>, or the text of a
/// TXT record; null for types that nobody asks for.
/// </param>
internal sealed record DnsReplyRecord(DomainName Owner, int Type, int Ttl, object? Data);
