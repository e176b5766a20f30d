using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// One look at an address of an MX host serves every domain that names that host. The name matters as much as the address: it is
/// what the server sees as SNI.
/// </summary>
internal sealed class SharedAddressProbe(
    AddressProbe probe,
    IOptions<ProbeOptions> options,
    TimeProvider time
)
{
    private readonly SharedFlights<
        (DomainName Host, IPAddress Address, DomainName ServerName),
        AddressObservation
    > flights = new(options.Value.CachePeriod, options.Value.CacheCapacity, time);

    public Task<AddressObservation> ObserveAsync(
        DomainName host,
        IPAddress address,
        DomainName serverName,
        Action<SessionFaultKind> retrying,
        CancellationToken cancellation
    ) =>
        flights.GetAsync(
            (host, address, serverName),
            stop => probe.ObserveAsync(address, serverName, retrying, stop),
            cancellation
        );
}
