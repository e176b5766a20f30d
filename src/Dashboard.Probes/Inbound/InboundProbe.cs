using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Probes.Inbound;

/// <summary>Gathers the evidence of one receiving test.</summary>
public sealed class InboundProbe
{
    /// <summary>
    /// Everything that goes wrong at the target is in the observation; only our own faults and <paramref name="cancellation"/>
    /// throw.
    /// </summary>
    public Task<InboundObservation> ObserveAsync(
        DomainName domain,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation
    ) => throw new NotImplementedException();
}
