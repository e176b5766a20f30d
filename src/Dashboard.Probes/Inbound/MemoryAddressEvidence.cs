using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Connects, and keeps what was seen for <see cref="ProbeOptions.CachePeriod"/>. The host's name matters as much as the address: it
/// is what the server sees as SNI. One object a process, as it holds the limit of sessions with one address.
/// </summary>
public sealed class MemoryAddressEvidence : IAddressEvidence
{
    private readonly AddressProbe probe;
    private readonly SharedFlights<(AddressTarget, ProbePace), AddressObservation> flights;

    public MemoryAddressEvidence(
        IOptions<SmtpOptions> smtp,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(smtp);
        ArgumentNullException.ThrowIfNull(limits);
        Sessions = new StartTlsProbe(smtp, new HeloName(limits), time);
        Gates = new AddressGates(limits.Value.SessionsPerAddress, time);
        probe = new AddressProbe(
            Sessions,
            Gates,
            limits.Value.RetryAfter,
            limits.Value.SessionsCompared,
            time
        );
        flights = new(
            limits.Value.CachePeriod,
            limits.Value.CacheCapacity,
            time,
            OwnFaults.AreNotIn
        );
    }

    internal StartTlsProbe Sessions { get; }

    /// <summary>For whatever else connects to an address.</summary>
    internal AddressGates Gates { get; }

    public async Task<AddressObservation> ObserveAsync(
        AddressTarget target,
        EvidenceDemand demand,
        IProgress<SessionFaultKind>? retrying,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(demand);
        return await flights.GetAsync(
                (target, demand.Pace),
                demand.NotBefore,
                nobodyWaits => probe.ObserveAsync(target, demand, retrying, nobodyWaits),
                stop
            ) ?? AddressProbe.Stopped(target.Address);
    }
}
