using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Counting;

/// <summary>Reads the facts that counting needs out of the evidence of a domain and its mail-transport verdict.</summary>
public static class TransportFactsReader
{
    public static TransportFacts Read(InboundObservation seen, DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(verdict);
        var readings = new LookupReadings(seen.Resolver);
        var reach = ReachOf(seen, readings);
        return new(
            reach,
            verdict.Status,
            NextHop.Of(seen, readings).MxSecure,
            reach == DomainReach.Hosts
                ?
                [
                    .. seen
                        .Hosts.Where(h => !h.Host.Name.IsRoot)
                        .Zip(verdict.Hosts, (host, judged) => HostOf(host, judged, readings)),
                ]
                : [],
            seen.OmittedHosts.Count > 0
        );
    }

    private static DomainReach ReachOf(InboundObservation seen, LookupReadings readings) =>
        MxRules.OutcomeOf(seen, readings) switch
        {
            MxOutcome.NoDomain => DomainReach.NoDomain,
            MxOutcome.NoMail => DomainReach.NoMail,
            _ when OwnFaults.IsOwn(seen.Mx) => DomainReach.OwnFault,
            // STARTTLS could be told without DNSSEC; DANE could not, and both are of one measurement.
            _ when !readings.ResolverCounts => DomainReach.OwnFault,
            MxOutcome.Bogus => DomainReach.Bogus,
            MxOutcome.Failed => DomainReach.LookupFailed,
            _ => DomainReach.Hosts,
        };

    private static HostFacts HostOf(
        HostObservation host,
        HostVerdict verdict,
        LookupReadings readings
    )
    {
        var tlsaLost = TlsaLossOf(host, verdict, readings);
        return new(
            [
                .. host.Addresses.Zip(
                    verdict.Addresses,
                    (address, judged) => AddressOf(address, judged, tlsaLost)
                ),
            ],
            FamilyLost: IsLostThere(host.A, readings) || IsLostThere(host.Aaaa, readings),
            ProvenNowhere: host.Addresses.Count == 0
                && verdict.Policy is { Skipped: true, AddressSecurity: DnssecStatus.Secure }
        )
        {
            FamilyLostHere =
                OwnFaults.IsOwn(host.A) || OwnFaults.IsOwn(host.Aaaa)
                    ? OwnLoss.Fault
                    : OwnLoss.None,
            TlsaLostHere = tlsaLost,
        };
    }

    /// <summary>The lookup failed, and not by us.</summary>
    private static bool IsLostThere(DnsLookup lookup, LookupReadings readings) =>
        readings.Read(lookup).IsFailed && !OwnFaults.IsOwn(lookup);

    /// <summary>
    /// Of the answers that keep a sender from the host: the alias, and the TLSA records that it asks for. One that failed there is the
    /// target's, whatever we lost beside it; what nobody waits for decides nothing.
    /// </summary>
    private static OwnLoss TlsaLossOf(
        HostObservation host,
        HostVerdict verdict,
        LookupReadings readings
    )
    {
        if (verdict.Policy.Policy != DanePolicy.Defer)
        {
            return OwnLoss.None;
        }
        var failed = host
            .Tlsa.Where(asked => asked.Purpose == TlsaQueryPurpose.Sender)
            .Select(asked => (DnsLookup)asked.Lookup)
            .Concat(host.Alias is { } alias ? [alias] : [])
            .Where(lookup => readings.Read(lookup).IsFailed)
            .ToList();
        return failed.Count > 0 && failed.TrueForAll(OwnFaults.IsOwn)
            ? OwnLoss.Fault
            : OwnLoss.None;
    }

    /// <param name="tlsaLost">What we lost of the answers that keep a sender from the host.</param>
    private static AddressFacts AddressOf(
        AddressObservation address,
        AddressVerdict verdict,
        OwnLoss tlsaLost
    )
    {
        var (reach, lost) = address switch
        {
            { Disposition: AddressDisposition.BeyondLimit or AddressDisposition.NoRouteHere } => (
                AddressReach.Unreachable,
                OwnLoss.Limit
            ),
            { Disposition: AddressDisposition.Probed, Last: { } session } => OfSessions(
                OfSession(session),
                address
            ),
            { Disposition: AddressDisposition.Probed or AddressDisposition.Stopped } => (
                AddressReach.Unreachable,
                OwnLoss.Fault
            ),
            // Where no answer to TLSA came nobody connects: by the target's fault, or by ours.
            { Disposition: AddressDisposition.NotNeeded } => (AddressReach.Unreachable, tlsaLost),
            // Reserved addresses.
            _ => (AddressReach.Unreachable, OwnLoss.None),
        };
        return new(
            reach,
            Matches: verdict.Weakest == AddressOutcome.Authenticated,
            verdict.Good,
            lost,
            address.OtherCertificate is { Handshake: null, Fault.Kind: SessionFaultKind.OwnLimit }
                ? OwnLoss.Fault
                : OwnLoss.None
        );
    }

    /// <summary>Where another session of the run was without STARTTLS, which of the two a sender gets is chance.</summary>
    private static (AddressReach, OwnLoss) OfSessions(
        (AddressReach, OwnLoss) last,
        AddressObservation address
    )
    {
        var all = DistinctSessions.Of(address).Select(session => OfSession(session).Item1).ToList();
        return
            all.Contains(AddressReach.WithoutTls)
            || (all.Contains(AddressReach.WithTls) && SessionSample.LacksTls(address))
            ? (AddressReach.WithoutTls, OwnLoss.None)
            : last;
    }

    private static (AddressReach, OwnLoss) OfSession(StartTlsObservation session) =>
        session switch
        {
            // In TLS 1.3 the server demands a certificate behind the handshake: that is none all the same.
            { Handshake: not null }
                when StartTlsReading.Of(session).Kind == SessionKind.HandshakeFailed => (
                AddressReach.WithoutTls,
                OwnLoss.None
            ),
            { Handshake: not null } => (AddressReach.WithTls, OwnLoss.None),
            { Fault.Kind: SessionFaultKind.OwnLimit } => (AddressReach.Unreachable, OwnLoss.Fault),
            { Greeting: null } => (ReachWithoutGreeting(session.Fault), OwnLoss.None),
            _ when !IsPositive(session.Greeting) || !IsPositive(session.Ehlo) => (
                AddressReach.Untestable,
                OwnLoss.None
            ),
            { StartTlsOffered: true, StartTls: null } when IsBrokenOff(session.Fault) => (
                AddressReach.Untestable,
                OwnLoss.None
            ),
            // Whether TLS would have come after all is not known.
            { StartTlsOffered: true, Fault.IsOursAlone: true } => (
                AddressReach.Untestable,
                OwnLoss.None
            ),
            _ => (AddressReach.WithoutTls, OwnLoss.None),
        };

    /// <summary>Garbage in the place of a greeting is an answer, though no SMTP; silence is none.</summary>
    private static AddressReach ReachWithoutGreeting(SessionFault? fault) =>
        fault
            is {
                Stage: SmtpStage.Greeting,
                Kind: SessionFaultKind.MalformedReply or SessionFaultKind.ReplyTooLong
            }
            ? AddressReach.Untestable
            : AddressReach.Unreachable;

    /// <summary>Garbage after STARTTLS is an answer to it, and not TLS.</summary>
    private static bool IsBrokenOff(SessionFault? fault) =>
        fault?.Kind is not (SessionFaultKind.MalformedReply or SessionFaultKind.ReplyTooLong);

    /// <summary>2yz is positive completion (RFC 5321 section 4.2.1).</summary>
    private static bool IsPositive(SmtpReply? reply) => reply?.Code / 100 == 2;
}
