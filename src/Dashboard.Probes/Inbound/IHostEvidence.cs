using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Probes.Inbound;

/// <summary>The DNS of an MX host, asked once for every domain that names it.</summary>
public interface IHostEvidence
{
    /// <returns>
    /// Everything but <see cref="HostObservation.Addresses"/>; the preference is 0, as that is the domain's. TLSA sets are whole, as
    /// <see cref="InboundTargets.Complete"/> keeps those that match. What is not answered when <paramref name="stop"/> comes has failed by
    /// <see cref="LookupFailure.OwnLimit"/>.
    /// </returns>
    Task<HostObservation> ResolveAsync(
        DomainName host,
        EvidenceDemand demand,
        CancellationToken stop
    );
}
