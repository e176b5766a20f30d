using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// The evidence of an address of an MX host, gathered once for every domain that names that host. In memory it is kept for a
/// while; a round keeps it in the database, for all its workers.
/// </summary>
public interface IAddressEvidence
{
    /// <param name="target">What to connect to.</param>
    /// <param name="demand">How old the evidence may be, and how long to wait for it.</param>
    /// <param name="retrying">Hears of a session that failed and is tried once more.</param>
    /// <param name="stop">
    /// Ends the gathering: what is there by then is returned, and <see cref="AddressDisposition.Stopped"/> where that decides nothing.
    /// </param>
    Task<AddressObservation> ObserveAsync(
        AddressTarget target,
        EvidenceDemand demand,
        IProgress<SessionFaultKind>? retrying,
        CancellationToken stop
    );
}

/// <summary>One address of one MX host.</summary>
/// <param name="ServerName">The TLSA base domain where there is one (RFC 7672 section 8.1), else the host's name: the SNI.</param>
public sealed record AddressTarget(DomainName Host, IPAddress Address, DomainName ServerName);
