using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Data;

namespace Dashboard.Web.Tests.Support;

/// <summary>Evidence and verdicts for tests that are not about how those come to be.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static InboundObservation Observation(
        string leaf = "leaf",
        string host = "mx.example",
        SessionFault? fault = null
    ) =>
        new()
        {
            Domain = DomainName.Parse("a.example"),
            StartedAt = Noon,
            Duration = TimeSpan.FromSeconds(1),
            Resolver = new("127.0.0.1:53", ResolverTrust.Loopback, ResolverValidation.Validates),
            Mx = Lookup<MxRecord>("a.example", DnsRecordType.Mx) with
            {
                Records = [new(10, DomainName.Parse(host))],
            },
            Hosts =
            [
                new()
                {
                    Host = new(DomainName.Parse(host), 10),
                    A = Lookup<IPAddress>(host, DnsRecordType.A) with
                    {
                        Records = [IPAddress.Parse("192.0.2.1")],
                    },
                    Aaaa = Lookup<IPAddress>(host, DnsRecordType.Aaaa) with
                    {
                        Outcome = LookupOutcome.NoData,
                    },
                    Addresses =
                    [
                        new()
                        {
                            Address = IPAddress.Parse("192.0.2.1"),
                            Disposition = AddressDisposition.Probed,
                            Attempts = [Session(leaf, fault)],
                            OtherCertificate = Session(leaf + " of the other kind", fault),
                        },
                    ],
                },
            ],
        };

    /// <summary>Evidence with the hosts of a verdict.</summary>
    public static InboundObservation Observation(DomainVerdict verdict) =>
        Observation() with
        {
            Hosts =
            [
                .. verdict.Hosts.Select(host =>
                    Observation(host: host.Host.Name.Value).Hosts[0] with
                    {
                        Host = host.Host,
                    }
                ),
            ],
        };

    public static DomainVerdict Verdict(
        DomainStatus status = DomainStatus.Protected,
        string tlsa = "aa",
        string host = "mx.example",
        AddressOutcome outcome = AddressOutcome.Authenticated,
        string method = "1"
    ) =>
        new()
        {
            MethodVersion = method,
            Domain = DomainName.Parse("a.example"),
            Status = status,
            Delivery = Delivery.Dane,
            ConnectionType = ConnectionType.EncryptedAndVerified,
            AttackerConnectionType = ConnectionType.EncryptedAndVerified,
            Hosts =
            [
                new()
                {
                    Host = new(DomainName.Parse(host), 10),
                    Policy = new()
                    {
                        Policy = DanePolicy.Authenticate,
                        AddressSecurity = DnssecStatus.Secure,
                        TlsaBaseDomain = DomainName.Parse(host),
                        Tlsa = [new(new TlsaRecord(3, 1, 1, OctetString.FromHex(tlsa)))],
                    },
                    Addresses =
                    [
                        new()
                        {
                            Address = IPAddress.Parse("192.0.2.1"),
                            Outcome = outcome,
                            Good = true,
                        },
                    ],
                },
            ],
        };

    private static DnsLookup<TRecord> Lookup<TRecord>(string name, DnsRecordType type) =>
        new()
        {
            Name = DomainName.Parse(name),
            Type = type,
            Outcome = LookupOutcome.Answer,
            Dnssec = DnssecStatus.Secure,
        };

    private static StartTlsObservation Session(string leaf, SessionFault? fault) =>
        new()
        {
            StartedAt = Noon,
            ConnectDuration = fault is null ? TimeSpan.FromMilliseconds(5) : null,
            Fault = fault,
            Transcript =
            [
                new(TimeSpan.Zero, TranscriptSpeaker.Server, "220 mx.example \\x00 ESMTP"),
            ],
            Handshake = fault is not null
                ? null
                : new()
                {
                    Version = TlsProtocolVersion.Tls13,
                    CipherSuite = "TLS_AES_256_GCM_SHA384",
                    Chain = new([Certificate(leaf)]),
                },
        };

    private static PresentedCertificate Certificate(string subject)
    {
        var der = System.Text.Encoding.UTF8.GetBytes(subject);
        return new()
        {
            Der = der,
            Sha256 = new(System.Security.Cryptography.SHA256.HashData(der)),
            SpkiSha256 = default,
            Subject = subject,
        };
    }
}
