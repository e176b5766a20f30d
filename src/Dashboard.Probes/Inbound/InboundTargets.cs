using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Between the DNS of a domain and its whole evidence: what to connect to, and the evidence put together. Several domains name the
/// same targets, so a round connects to each once: pure.
/// </summary>
public static class InboundTargets
{
    /// <summary>What the DNS of a domain says to connect to, each once.</summary>
    public static IReadOnlyList<AddressTarget> Of(InboundObservation resolved)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        return [.. resolved.Hosts.SelectMany(Of).Distinct()];
    }

    /// <summary>The whole evidence: sessions at their places, and no more records kept than can be stored.</summary>
    /// <param name="resolved">What <see cref="InboundProbe.ResolveAsync"/> gave.</param>
    /// <param name="evidence">Null where there is none: a limit of ours, never a fault of the target.</param>
    public static InboundObservation Complete(
        InboundObservation resolved,
        Func<AddressTarget, AddressObservation?> evidence
    )
    {
        ArgumentNullException.ThrowIfNull(resolved);
        ArgumentNullException.ThrowIfNull(evidence);
        return resolved with
        {
            Hosts = EvidenceBudget.Fit([
                .. resolved.Hosts.Select(host => Kept(Complete(host, evidence))),
            ]),
        };
    }

    private static IEnumerable<AddressTarget> Of(HostObservation host) =>
        host
            .Addresses.Where(IsAwaited)
            .Select(address => new AddressTarget(
                host.Host.Name,
                address.Address,
                ServerName(host)
            ));

    private static HostObservation Complete(
        HostObservation host,
        Func<AddressTarget, AddressObservation?> evidence
    )
    {
        var serverName = ServerName(host);
        return host with
        {
            Addresses =
            [
                .. host.Addresses.Select(address =>
                    !IsAwaited(address)
                        ? address
                        : evidence(new(host.Host.Name, address.Address, serverName))
                            ?? AddressProbe.Stopped(address.Address)
                ),
            ],
        };
    }

    private static HostObservation Kept(HostObservation host) =>
        host with
        {
            A = KeptRecords.Of(host.A),
            Aaaa = KeptRecords.Of(host.Aaaa),
            Tlsa =
            [
                .. host.Tlsa.Select(asked =>
                    asked with
                    {
                        Lookup = KeptRecords.Of(asked.Lookup, asked.Purpose, Served(host)),
                    }
                ),
            ],
        };

    private static IEnumerable<CertificateChain> Served(HostObservation host) =>
        host.Addresses.SelectMany(address =>
            address
                .Attempts.Append(address.OtherCertificate)
                .Select(session => session?.Handshake)
                .Concat(address.Sightings.Select(sighting => sighting.Handshake))
                .OfType<TlsHandshake>()
                .Select(handshake => handshake.Chain)
        );

    private static bool IsAwaited(AddressObservation address) =>
        address is { Disposition: AddressDisposition.Probed, Attempts.Count: 0 };

    /// <summary>The TLSA base domain where there is one (RFC 7672 section 8.1), else the host's name.</summary>
    internal static DomainName ServerName(HostObservation host) =>
        host.Tlsa.FirstOrDefault(asked =>
            asked
                is {
                    Purpose: TlsaQueryPurpose.Sender,
                    Lookup: { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure }
                }
        )?.BaseDomain
        ?? host.Host.Name;
}
