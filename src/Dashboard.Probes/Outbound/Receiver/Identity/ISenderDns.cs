using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>The questions that tell who a sender is.</summary>
internal interface ISenderDns
{
    /// <summary>The character strings of a record are joined.</summary>
    Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation);

    Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation);

    Task<DnsLookup<IPAddress>> AaaaAsync(DomainName name, CancellationToken cancellation);

    Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation);

    Task<DnsLookup<DomainName>> PtrAsync(DomainName name, CancellationToken cancellation);
}
