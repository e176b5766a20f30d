using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Evidence of a well-run domain, for a test to change in one place.</summary>
internal static class Seen
{
    public const string Mx1 = "mx1.example.nl";

    public static DomainName Name(string name) => DomainName.Parse(name);

    public static InboundObservation Domain(params HostObservation[] hosts) =>
        new()
        {
            Domain = Name("example.nl"),
            StartedAt = Pki.Instant,
            Duration = TimeSpan.FromSeconds(1),
            Resolver = new("127.0.0.1:53", ResolverTrust.Loopback, ResolverValidation.Validates),
            Mx = Look.Up(
                "example.nl",
                DnsRecordType.Mx,
                DnssecStatus.Secure,
                [.. hosts.Select(h => new MxRecord(h.Host.Preference, h.Host.Name))]
            ),
            Hosts = hosts,
        };

    public static InboundObservation ImplicitMx(HostObservation host) =>
        Domain() with
        {
            Hosts = [host with { Host = new MxHost(Name("example.nl"), 0, Implicit: true) }],
        };

    public static HostObservation Host(
        string name = Mx1,
        int preference = 10,
        IReadOnlyList<TlsaRecord>? tlsa = null,
        params AddressObservation[] addresses
    )
    {
        AddressObservation[] served = addresses is [] ? [Address()] : addresses;
        return new()
        {
            Host = new MxHost(Name(name), preference),
            A = Look.A(name, [.. Of(served, 4)]),
            Aaaa = Look.Aaaa(name, [.. Of(served, 16)]),
            Tlsa = [Tlsa(name, tlsa is null ? [Pinned(Pki.Leaf)] : [.. tlsa])],
            Addresses = served,
        };
    }

    private static IEnumerable<string> Of(AddressObservation[] addresses, int octets) =>
        addresses
            .Select(a => a.Address)
            .Where(a => a.GetAddressBytes().Length == octets)
            .Select(a => a.ToString());

    public static TlsaObservation Tlsa(string baseDomain, params TlsaRecord[] records) =>
        new(
            Name(baseDomain),
            TlsaQueryPurpose.Sender,
            Look.Up($"_25._tcp.{baseDomain}", DnsRecordType.Tlsa, DnssecStatus.Secure, records)
        );

    public static HostObservation WithTlsa(
        this HostObservation host,
        Func<DnsLookup<TlsaRecord>, DnsLookup<TlsaRecord>> change
    ) => host with { Tlsa = [.. host.Tlsa.Select(t => t with { Lookup = change(t.Lookup) })] };

    public static TlsaObservation For(this TlsaObservation tlsa, TlsaQueryPurpose purpose) =>
        tlsa with
        {
            Purpose = purpose,
        };

    public static AddressObservation Address(
        string address = "198.51.100.1",
        StartTlsObservation? session = null
    ) =>
        new()
        {
            Address = IPAddress.Parse(address),
            Disposition = AddressDisposition.Probed,
            Attempts = [session ?? Session()],
        };

    public static StartTlsObservation Session(params byte[][] chain) =>
        new()
        {
            StartedAt = Pki.Instant,
            ConnectDuration = TimeSpan.FromMilliseconds(5),
            Greeting = new SmtpReply(220, ["mx ESMTP"]),
            Ehlo = new SmtpReply(250, ["mx", "STARTTLS"]),
            StartTlsOffered = true,
            StartTls = new SmtpReply(220, ["go"]),
            Handshake = Handshake(chain is [] ? [Pki.Leaf, Pki.Intermediate.Der] : chain),
            EhloAfterTls = new SmtpReply(250, ["mx"]),
        };

    public static TlsHandshake Handshake(params byte[][] chain)
    {
        var certificates = chain.Select(der => CertificateReader.Read(der)).ToList();
        return new()
        {
            Version = TlsProtocolVersion.Tls13,
            CipherSuite = "TLS_AES_256_GCM_SHA384",
            KeyType = certificates is [var leaf, ..] ? leaf.KeyType : CertificateKeyType.Other,
            Chain = new CertificateChain(certificates),
        };
    }

    /// <summary>A session that ended before TLS stood.</summary>
    public static StartTlsObservation Ended(SmtpStage stage, SessionFaultKind kind)
    {
        var session = Session() with
        {
            Handshake = null,
            EhloAfterTls = null,
            Fault = new SessionFault(stage, kind),
        };
        return stage switch
        {
            SmtpStage.Connect or SmtpStage.Greeting => session with
            {
                Greeting = null,
                Ehlo = null,
                StartTlsOffered = false,
                StartTls = null,
            },
            SmtpStage.Ehlo => session with
            {
                Ehlo = null,
                StartTlsOffered = false,
                StartTls = null,
            },
            SmtpStage.StartTls => session with { StartTls = null },
            _ => session,
        };
    }

    public static StartTlsObservation WithoutStartTls(params string[] ehlo) =>
        Ended(SmtpStage.Handshake, SessionFaultKind.Closed) with
        {
            Ehlo = new SmtpReply(250, ehlo is [] ? ["mx", "PIPELINING"] : ehlo),
            StartTlsOffered = false,
            StartTls = null,
            Fault = null,
        };

    public static TlsaRecord Record(
        CertificateUsage usage,
        Selector selector,
        MatchingType matchingType,
        byte[] certificate
    ) =>
        new(
            (byte)usage,
            (byte)selector,
            (byte)matchingType,
            TlsaAssociation.Compute(selector, matchingType, certificate)!.Value
        );

    public static TlsaRecord Pinned(byte[] certificate) =>
        Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Sha256, certificate);

    public static TlsaRecord Anchor(byte[] certificate) =>
        Record(CertificateUsage.DaneTa, Selector.Cert, MatchingType.Sha256, certificate);

    /// <summary>A well-formed record of nothing that is served.</summary>
    public static TlsaRecord Mismatch(CertificateUsage usage = CertificateUsage.DaneEe) =>
        Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Stranger.Der);
}
