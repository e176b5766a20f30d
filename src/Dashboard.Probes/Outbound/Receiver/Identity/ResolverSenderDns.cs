using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Puts the questions to the validating resolver of the settings.</summary>
internal sealed class ResolverSenderDns(ValidatingResolver all) : ISenderDns
{
    /// <summary>A sender chooses the names, and their name servers: those are not asked.</summary>
    private readonly ValidatingResolver resolver = all.WithoutNameServers();

    public Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation) =>
        resolver.TxtAsync(name, cancellation);

    public Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation) =>
        resolver.AAsync(name, cancellation);

    public Task<DnsLookup<IPAddress>> AaaaAsync(DomainName name, CancellationToken cancellation) =>
        resolver.AaaaAsync(name, cancellation);

    public Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation) =>
        resolver.MxAsync(name, cancellation);

    public Task<DnsLookup<DomainName>> PtrAsync(DomainName name, CancellationToken cancellation) =>
        resolver.PtrAsync(name, cancellation);
}
