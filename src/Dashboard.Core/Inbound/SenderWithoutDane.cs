using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The same walk by a sender that knows neither DANE nor DNSSEC: TLS where it is to be had, without verification, else in the clear
/// (RFC 3207 section 4.1; opportunistic security of RFC 7435).
/// </summary>
public static class SenderWithoutDane
{
    /// <summary>
    /// Null where it is not known: no host was found, or none that answers and one that was not looked at, as a sender with DANE
    /// passes over it.
    /// </summary>
    public static Delivery? DeliveryOf(DomainVerdict verdict, InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(seen);
        if (verdict.Hosts.Count == 0)
        {
            return null;
        }
        var known = true;
        var delivery = DomainRules.Walk(
            verdict.Hosts,
            mxSecure: false,
            (host, address) =>
            {
                var observed = Observed(seen, host, address);
                known &= observed is { Disposition: AddressDisposition.Probed };
                return OutcomeAt(observed);
            },
            returnsAtLast: (host, address) =>
                Observed(seen, host, address) is { Disposition: AddressDisposition.Probed } one
                && RefusesHelloForGood(one)
        );
        known &= HaveAddresses(verdict.Hosts);
        return delivery is Delivery.Defer or Delivery.Bounce && !known ? null : delivery;
    }

    /// <summary>Of each host that is not passed over.</summary>
    internal static bool HaveAddresses(IReadOnlyList<HostVerdict> hosts) =>
        hosts.All(host => host.Policy.Skipped || host.Addresses.Count > 0);

    /// <summary>EHLO and HELO are both refused with 5xx: where that is the last host tried, senders return the message.</summary>
    internal static bool RefusesHelloForGood(AddressObservation address) =>
        address.Last is { Ehlo.Code: >= 500, Helo.Code: >= 500 };

    private static AddressObservation? Observed(
        InboundObservation seen,
        HostVerdict host,
        AddressVerdict address
    ) =>
        seen
            .Hosts.FirstOrDefault(one => one.Host == host.Host)
            ?.Addresses.FirstOrDefault(one => one.Address.Equals(address.Address));

    private static AddressOutcome OutcomeAt(AddressObservation? observed) =>
        observed is { Disposition: AddressDisposition.Probed, Attempts.Count: > 0 }
            ? AddressRules.Delivers(DistinctSessions.Apart(observed).Select(OutcomeOf))
            : AddressOutcome.Unreachable;

    /// <param name="one">One of the sessions that differ.</param>
    internal static AddressOutcome OutcomeOf(AddressObservation one) =>
        one.Last is not { } session
            ? AddressOutcome.Unreachable
            : StartTlsReading.Of(session, one.LegacyHandshake).Kind switch
            {
                SessionKind.Encrypted => AddressOutcome.Encrypted,
                SessionKind.NoStartTls or SessionKind.HandshakeFailed => AddressOutcome.Cleartext,
                _ => AddressOutcome.Unreachable,
            };
}
