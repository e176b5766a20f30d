using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Core.Tls;

namespace Dashboard.Check.Planned;

/// <summary>What would become of a mail server with a certificate that it does not serve yet.</summary>
internal enum PlannedOutcome
{
    /// <summary>A published TLSA record matches it: senders that verify DANE go on delivering.</summary>
    Matches,

    /// <summary>No usable TLSA record is published, so DANE asks nothing of the certificate.</summary>
    NothingAsked,

    /// <summary>Senders that verify DANE would stop delivering.</summary>
    Fails,

    /// <summary>The published records could not be looked up.</summary>
    NotKnown,

    /// <summary>The domain accepts no mail: no sender asks for a certificate.</summary>
    NoMail,

    /// <summary>There is no such domain.</summary>
    NoDomain,
}

/// <summary>One mail server with the planned certificate.</summary>
/// <param name="Records">What is published for it now.</param>
internal sealed record PlannedHost(
    DomainName Host,
    PlannedOutcome Outcome,
    IReadOnlyList<TlsaRecord> Records,
    IReadOnlyList<VerdictReason> Reasons
);

/// <summary>Judges a planned certificate against the TLSA records that are published now, host by host.</summary>
internal static class PlannedCertificate
{
    /// <summary>Of a domain without a host to look at.</summary>
    public static PlannedOutcome WithoutHosts(InboundObservation seen) =>
        InboundJudgement.Judge(seen).MailTransport.Status switch
        {
            DomainStatus.NoMail => PlannedOutcome.NoMail,
            DomainStatus.NoDomain => PlannedOutcome.NoDomain,
            _ => PlannedOutcome.NotKnown,
        };

    /// <param name="seen">The DNS of the domain and of its hosts.</param>
    /// <param name="certificates">As the server will send them, leaf first.</param>
    public static IReadOnlyList<PlannedHost> Judge(
        InboundObservation seen,
        IReadOnlyList<PresentedCertificate> certificates
    ) =>
        [
            .. InboundJudgement
                .Judge(seen)
                .MailTransport.Hosts.Select(host => Judge(host, seen, certificates)),
        ];

    private static PlannedHost Judge(
        HostVerdict host,
        InboundObservation seen,
        IReadOnlyList<PresentedCertificate> certificates
    )
    {
        var name = host.Host.Name;
        TlsaRecord[] records = [.. host.Policy.Tlsa.Select(tlsa => tlsa.Record)];
        if (host.Policy.Policy == DanePolicy.Defer)
        {
            return new(name, PlannedOutcome.NotKnown, records, host.Policy.Reasons);
        }
        if (host.Policy.Policy != DanePolicy.Authenticate)
        {
            return new(name, PlannedOutcome.NothingAsked, records, []);
        }
        var planned = PlannedJudgement.Judge(
            host.Policy.TlsaBaseDomain,
            seen.Domain,
            records,
            certificates,
            seen.StartedAt
        );
        return new(
            name,
            planned.Outcome == AddressOutcome.Authenticated
                ? PlannedOutcome.Matches
                : PlannedOutcome.Fails,
            records,
            [
                .. planned
                    .Host.Reasons.Concat(planned.Host.Addresses.SelectMany(one => one.Reasons))
                    .Distinct(),
            ]
        );
    }
}
