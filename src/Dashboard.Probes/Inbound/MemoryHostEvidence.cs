using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Dns;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>Asks, and keeps the answers for <see cref="ProbeOptions.CachePeriod"/>.</summary>
public sealed class MemoryHostEvidence : IHostEvidence
{
    private readonly ValidatingResolver resolver;
    private readonly SharedFlights<DomainName, HostObservation> flights;

    public MemoryHostEvidence(
        ValidatingResolver resolver,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(limits);
        this.resolver = resolver;
        flights = new(
            limits.Value.CachePeriod,
            limits.Value.CacheCapacity,
            time,
            OwnFaults.AreNotIn
        );
    }

    public async Task<HostObservation> ResolveAsync(
        DomainName host,
        EvidenceDemand demand,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(demand);
        return await flights.GetAsync(
                host,
                demand.NotBefore,
                nobodyWaits =>
                    new HostDns(new RunQuestions(resolver, nobodyWaits)).ResolveAsync(host),
                stop
            ) ?? HostDns.Stopped(host);
    }
}
