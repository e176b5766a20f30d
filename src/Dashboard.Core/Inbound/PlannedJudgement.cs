using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>
/// Judges records and a certificate before they are published: a host that is made up of them, whose DNS is secure and whose
/// STARTTLS works, goes through the judgement of a live one.
/// </summary>
public static class PlannedJudgement
{
    /// <summary>Kept for documentation (RFC 5737 section 3): the planned host has no address yet.</summary>
    private static readonly IPAddress Placeholder = IPAddress.Parse("192.0.2.1");

    /// <param name="host">The MX host, whose <c>_25._tcp</c> the records stand at.</param>
    /// <param name="nextHop">The mail domain; the host itself where it is not known.</param>
    /// <param name="records">The planned set, all of it.</param>
    /// <param name="chain">Leaf first, as the server will send it; empty where only the records are to be judged.</param>
    /// <param name="at">The instant for which dates are judged.</param>
    public static PlannedVerdict Judge(
        DomainName host,
        DomainName? nextHop,
        IReadOnlyList<TlsaRecord> records,
        IReadOnlyList<PresentedCertificate> chain,
        DateTimeOffset at
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(chain);
        var verdict = DomainJudgement.Judge(Observe(host, nextHop ?? host, records, chain, at));
        var judged = verdict.Hosts[0];
        return new PlannedVerdict(
            judged.Policy.Policy,
            chain.Count == 0 ? null : judged.Addresses[0].Outcome,
            judged,
            verdict.Advice,
            verdict.Simulations
        );
    }

    private static InboundObservation Observe(
        DomainName host,
        DomainName nextHop,
        IReadOnlyList<TlsaRecord> records,
        IReadOnlyList<PresentedCertificate> chain,
        DateTimeOffset at
    )
    {
        var mx = new MxHost(host, 0);
        return new InboundObservation
        {
            Domain = nextHop,
            StartedAt = at,
            Resolver = new("planned", ResolverTrust.Named, ResolverValidation.Validates),
            Mx = Secure(nextHop, DnsRecordType.Mx, [new MxRecord(0, host)]),
            Hosts =
            [
                new HostObservation
                {
                    Host = mx,
                    A = Secure(host, DnsRecordType.A, [Placeholder]),
                    Aaaa = Secure<IPAddress>(host, DnsRecordType.Aaaa, []),
                    Tlsa =
                    [
                        new TlsaObservation(
                            host,
                            TlsaQueryPurpose.Sender,
                            Secure(ZoneLine.TlsaOwner(host) ?? host, DnsRecordType.Tlsa, records)
                        ),
                    ],
                    Addresses =
                    [
                        new AddressObservation
                        {
                            Address = Placeholder,
                            Disposition =
                                chain.Count == 0
                                    ? AddressDisposition.NotNeeded
                                    : AddressDisposition.Probed,
                            Attempts = chain.Count == 0 ? [] : [Session(host, chain, at)],
                        },
                    ],
                },
            ],
        };
    }

    private static DnsLookup<TRecord> Secure<TRecord>(
        DomainName name,
        DnsRecordType type,
        IReadOnlyList<TRecord> records
    ) =>
        new()
        {
            Name = name,
            Type = type,
            Outcome = records.Count == 0 ? LookupOutcome.NoData : LookupOutcome.Answer,
            Dnssec = DnssecStatus.Secure,
            Records = records,
        };

    private static StartTlsObservation Session(
        DomainName host,
        IReadOnlyList<PresentedCertificate> chain,
        DateTimeOffset at
    ) =>
        new()
        {
            StartedAt = at,
            Greeting = new SmtpReply(220, []),
            Ehlo = new SmtpReply(250, ["mail server", "STARTTLS"]),
            StartTlsOffered = true,
            StartTls = new SmtpReply(220, []),
            Handshake = new TlsHandshake
            {
                Version = TlsProtocolVersion.Tls13,
                CipherSuite = "TLS_AES_128_GCM_SHA256",
                ServerName = host.Value,
                KeyType = chain[0].KeyType,
                Chain = new CertificateChain(chain),
            },
        };
}
