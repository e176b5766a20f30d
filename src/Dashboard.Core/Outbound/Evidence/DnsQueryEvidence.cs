using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>A question that reached the name servers of the probe zone.</summary>
/// <param name="DnssecOk">The DO bit (RFC 3225): the resolver wants signatures; it need not use them.</param>
/// <param name="ResolverAddress">Who asked: the sender's resolver, or one it forwards to.</param>
public sealed record DnsQueryEvidence(
    DateTimeOffset At,
    DomainName Name,
    DnsRecordType Type,
    bool DnssecOk,
    IPAddress ResolverAddress
);
