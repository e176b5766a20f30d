using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data.Evidence;

namespace Dashboard.Web.Features.RoundStore;

/// <summary>
/// The DNS of a domain in two parts: what is its own, and each host without what belongs to the domain, so that a host that
/// thousands of domains name is stored once.
/// </summary>
internal static class RoundEvidence
{
    public static (string Document, IReadOnlyList<StoredHost> Hosts) Split(
        InboundObservation resolved
    )
    {
        var hosts = new List<StoredHost>();
        var own = new List<OwnPart>();
        foreach (var host in resolved.Hosts)
        {
            var shared = host with
            {
                Host = new MxHost(host.Host.Name, 0),
                Tlsa = [.. host.Tlsa.Where(t => !IsOwn(t))],
            };
            var json = CertificatesApart.Write(shared).Json;
            hosts.Add(new(SHA256.HashData(Encoding.UTF8.GetBytes(json)), json));
            own.Add(
                new(
                    host.Host,
                    [.. host.Tlsa.Select((t, i) => new PlacedTlsa(i, t)).Where(t => IsOwn(t.Tlsa))]
                )
            );
        }
        var document = new DomainPart(resolved with { Hosts = [] }, own);
        return (CertificatesApart.Write(document).Json, hosts);
    }

    /// <param name="hosts">The documents of the hosts, in their order.</param>
    public static InboundObservation Join(string document, IReadOnlyList<HostObservation> hosts)
    {
        var part = CertificatesApart.Read<DomainPart>(document, []);
        return part.Observation with { Hosts = [.. part.Hosts.Zip(hosts, Join)] };
    }

    public static HostObservation ReadHost(string document) =>
        CertificatesApart.Read<HostObservation>(document, []);

    private static HostObservation Join(OwnPart own, HostObservation shared)
    {
        var tlsa = shared.Tlsa.ToList();
        foreach (var placed in own.Tlsa)
        {
            tlsa.Insert(placed.Place, placed.Tlsa);
        }
        return shared with { Host = own.Host, Tlsa = tlsa };
    }

    /// <summary>A question at a name that the mail domain decides.</summary>
    private static bool IsOwn(TlsaObservation tlsa) =>
        tlsa.Purpose == TlsaQueryPurpose.SlipMailDomain;

    private sealed record DomainPart(InboundObservation Observation, IReadOnlyList<OwnPart> Hosts);

    private sealed record OwnPart(MxHost Host, IReadOnlyList<PlacedTlsa> Tlsa);

    private sealed record PlacedTlsa(int Place, TlsaObservation Tlsa);
}

internal sealed record StoredHost(byte[] Digest, string Document);
