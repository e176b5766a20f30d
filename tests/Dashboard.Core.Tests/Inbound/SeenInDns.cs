using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.Delivery;
using static Dashboard.Core.Inbound.DomainStatus;
using static Dashboard.Core.Tests.Inbound.Seen;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What the DNS may say of a domain and its hosts.</summary>
internal static class SeenInDns
{
    public static HostObservation Insecure(HostObservation host) =>
        host with
        {
            A = host.A.Is(DnssecStatus.Insecure),
            Aaaa = host.Aaaa.Is(DnssecStatus.Insecure),
            Tlsa = [],
            Zone = Unsigned("example.com"),
        };

    public static ZoneObservation Unsigned(string apex) =>
        new(Name(apex), Look.Up<DsRecord>(apex, DnsRecordType.Ds, DnssecStatus.Secure));

    public static ZoneObservation Delegated(string apex, int algorithm, int digestType = 2) =>
        new(
            Name(apex),
            Look.Up(
                apex,
                DnsRecordType.Ds,
                DnssecStatus.Secure,
                new DsRecord(1, algorithm, digestType, new OctetString(new byte[32]))
            )
        );

    public static HostObservation NoTlsa(HostObservation host) =>
        host.WithTlsa(t => t with { Outcome = LookupOutcome.NoData, Records = [] });

    public static HostObservation Slip(TlsaQueryPurpose purpose, string owner) =>
        NoTlsa(Host()) is var host
            ? host with
            {
                Tlsa =
                [
                    .. host.Tlsa,
                    new(
                        Name(Mx1),
                        purpose,
                        Look.Up(owner, DnsRecordType.Tlsa, DnssecStatus.Secure, Pinned(Pki.Leaf))
                    ),
                ],
            }
            : throw new InvalidOperationException();

    public static InboundObservation With(
        HostObservation host,
        Func<DnsLookup<MxRecord>, DnsLookup<MxRecord>> mx
    ) =>
        Domain(host) is var seen
            ? seen with
            {
                Mx = mx(seen.Mx),
            }
            : throw new InvalidOperationException();

    public static InboundObservation MxFails(Func<DnsLookup<MxRecord>, DnsLookup<MxRecord>> mx) =>
        With(Host(), mx) with
        {
            Hosts = [],
        };
}
