using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>A message on its way from memory to nothing, with what is known of its session.</summary>
internal sealed class HeldMessage(
    byte[] octets,
    string senderLocalPart,
    DomainName? senderDomain,
    string? ehlo,
    IPAddress source,
    MessageKey key,
    DateTimeOffset at
)
{
    public byte[] Octets { get; } = octets;

    public string SenderLocalPart { get; } = senderLocalPart;

    public DomainName? SenderDomain { get; } = senderDomain;

    public string? Ehlo { get; } = ehlo;

    public IPAddress Source { get; } = source;

    public MessageKey Key { get; } = key;

    public DateTimeOffset At { get; } = at;
}
