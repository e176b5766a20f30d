using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Evidence of a domain that does well in every related standard, for a test to change in one place.</summary>
internal static class RelatedEvidence
{
    public const string GoodPolicy =
        "version: STSv1\nmode: enforce\nmx: mx1.example.nl\nmax_age: 1209600\n";

    public static InboundObservation Domain { get; } =
        Seen.Domain(
            Seen.Host(addresses: [Seen.Address("198.51.100.1"), Seen.Address("2001:db8::1")])
        );

    public static RelatedObservation Good { get; } =
        new()
        {
            MtaSts = Sts(),
            TlsRpt = Text("_smtp._tls.example.nl", "v=TLSRPTv1; rua=mailto:tls@example.nl"),
            DnsSec = Zones(Zone()),
            Spf = Spf(("example.nl", "v=spf1 ip4:192.0.2.1 -all")),
            Dkim = new DkimObservation
            {
                Keys = Text("_domainkey.example.nl"),
                Sibling = Text("_q8w1x.example.nl").NxDomain(),
            },
            Dmarc = Dmarc(("example.nl", "v=DMARC1; p=reject; rua=mailto:dmarc@example.nl")),
        };

    public static InboundObservation NullMx { get; } =
        Seen.Domain() with
        {
            Mx = Look.Up(
                "example.nl",
                DnsRecordType.Mx,
                DnssecStatus.Secure,
                new MxRecord(0, DomainName.Root)
            ),
        };

    public static InboundObservation NoDomain { get; } =
        Seen.Domain() with
        {
            Mx = Seen.Domain().Mx.NxDomain(),
        };

    public static DnsLookup<string> Text(string name, params string[] texts) =>
        Look.Up(name, DnsRecordType.Txt, DnssecStatus.Secure, texts);

    public static MtaStsObservation Sts(
        string? policy = GoodPolicy,
        Func<StsFetch, StsFetch>? change = null,
        params string[] records
    ) =>
        new()
        {
            Record = Text(
                "_mta-sts.example.nl",
                records is [] ? ["v=STSv1; id=20260101;"] : records
            ),
            Fetch = (change ?? (fetch => fetch))(
                new StsFetch
                {
                    Host = DomainName.Parse("mta-sts.example.nl"),
                    A = Look.A("mta-sts.example.nl", "198.51.100.80"),
                    Aaaa = Look.Aaaa("mta-sts.example.nl"),
                    Address = IPAddress.Parse("198.51.100.80"),
                    TlsVersion = TlsProtocolVersion.Tls13,
                    Certificate = Check(Pki.OtherLeaf),
                    HttpStatus = 200,
                    MediaType = "text/plain",
                    Length = policy?.Length,
                    Body = policy,
                    Policy = policy is null ? null : StsPolicyReader.Read(policy),
                }
            ),
            MxCertificates = [Check(Pki.Leaf), Check(Pki.WrongNameLeaf)],
        };

    /// <summary>A fetch that ended before its time.</summary>
    public static MtaStsObservation StsFails(StsFetchFault fault) =>
        Sts(
            policy: null,
            fetch => fetch with { Fault = fault, HttpStatus = null, MediaType = null }
        );

    public static WebPkiCheck Check(byte[] leaf, bool trusted = true, bool expired = false) =>
        new()
        {
            Leaf = CertificateReader.Read(leaf).Sha256,
            Trusted = trusted,
            Expired = expired,
        };

    /// <summary>With the apex and its first mail server in each.</summary>
    public static DnsSecObservation Zones(params SignedZone[] zones) =>
        new()
        {
            Zones = zones,
            Places =
            [
                .. zones.SelectMany(zone =>
                    new[] { zone.Apex, zone.Apex.Prepend("mx1") }.Select(name => new ZonePlace(
                        name,
                        zone.Apex
                    ))
                ),
            ],
        };

    public static SignedZone Zone(
        string apex = "example.nl",
        int algorithm = 13,
        int? bits = 256,
        int digest = 2
    ) =>
        new()
        {
            Apex = DomainName.Parse(apex),
            Ds = Look.Up(
                apex,
                DnsRecordType.Ds,
                DnssecStatus.Secure,
                new DsRecord(1, algorithm, digest, new OctetString(new byte[32]))
            ),
            Dnskey = Look.Up(
                apex,
                DnsRecordType.Dnskey,
                DnssecStatus.Secure,
                new DnskeyRecord(257, algorithm, 1, bits)
            ),
            Nsec3Param = Look.Up<Nsec3ParamRecord>(
                apex,
                DnsRecordType.Nsec3Param,
                DnssecStatus.Secure
            ),
            Denial = Text($"_none.{apex}").NxDomain(),
        };

    /// <summary>Records by the name that has them; a name with two stands there twice.</summary>
    public static SpfObservation Spf(params (string Name, string? Record)[] records) =>
        new()
        {
            Records =
            [
                .. records
                    .GroupBy(pair => pair.Name)
                    .Select(same =>
                        Text(same.Key, [.. same.Select(pair => pair.Record).OfType<string>()])
                    ),
            ],
        };

    public static DmarcObservation Dmarc(params (string Name, string? Record)[] records) =>
        new()
        {
            Steps =
            [
                .. records
                    .GroupBy(pair => pair.Name)
                    .Select(same => new DmarcStep(
                        DomainName.Parse(same.Key),
                        Text(
                            $"_dmarc.{same.Key}",
                            [.. same.Select(pair => pair.Record).OfType<string>()]
                        )
                    )),
            ],
            RegistrableDomain = DomainName.Parse("example.nl"),
        };
}
