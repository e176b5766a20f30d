using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// The third of the three judgements: host verdicts come to a status, a delivery, and what an attacker can force. See
/// docs/verdicts.md, "The summary fields".
/// </summary>
internal static class DomainRules
{
    public static DomainStatus StatusOf(
        MxOutcome mx,
        IReadOnlyList<HostVerdict> hosts,
        bool mxSecure,
        bool resolverCounts,
        bool hostsOmitted
    ) =>
        mx switch
        {
            MxOutcome.NoDomain => DomainStatus.NoDomain,
            MxOutcome.NoMail => DomainStatus.NoMail,
            MxOutcome.Bogus => DomainStatus.Bogus,
            MxOutcome.Failed => DomainStatus.Unreachable,
            // Whether the set is signed could not be found out; that is not the same as unsigned.
            _ when !resolverCounts => DomainStatus.Unreachable,
            _ when !mxSecure => DomainStatus.None,
            _ => OfHosts(hosts, hostsOmitted),
        };

    private static DomainStatus OfHosts(IReadOnlyList<HostVerdict> hosts, bool hostsOmitted)
    {
        var counted = hosts.Where(host => !IsSecurelyNowhere(host)).ToList();
        if (counted.Count > 0 && !hostsOmitted && counted.All(IsWhollyGood))
        {
            return DomainStatus.Protected;
        }
        var addresses = counted.SelectMany(h => h.Addresses.Select(a => (Host: h, Address: a)));
        // Authenticated and not good: the other certificate type is refused, so some senders do deliver verified.
        if (addresses.Any(x => x.Address.Outcome == AddressOutcome.Authenticated))
        {
            return DomainStatus.Partial;
        }
        if (addresses.Any(x => x.Address.Outcome == AddressOutcome.Refused))
        {
            return DomainStatus.Failed;
        }
        if (counted.Any(host => IsBogus(host.Policy)))
        {
            return DomainStatus.Bogus;
        }
        if (
            addresses.Any(x => x.Host.Policy.Policy == DanePolicy.EncryptOnly && Answers(x.Address))
        )
        {
            return DomainStatus.Unusable;
        }
        return addresses.Any(x =>
            x.Host.Policy.Policy == DanePolicy.Opportunistic && Answers(x.Address)
        )
            ? DomainStatus.None
            : DomainStatus.Unreachable;
    }

    /// <summary>It is proven that the host has no address: nobody, an attacker included, can send anyone there.</summary>
    private static bool IsSecurelyNowhere(HostVerdict host) =>
        host.Policy is { Skipped: true, AddressSecurity: DnssecStatus.Secure }
        && host.Addresses.Count == 0;

    /// <summary>A family whose lookup failed may hold addresses that are not good.</summary>
    private static bool IsWhollyGood(HostVerdict host) =>
        host.Addresses.Count > 0
        && host.Addresses.All(a => a.Good)
        && host.Policy.FamilyFault is null;

    private static bool IsBogus(HostPolicy policy) =>
        policy.Addresses == AddressAnswer.Bogus
        || policy.FamilyFault == LookupFault.Bogus
        || policy.TlsaAnswer == TlsaAnswer.Bogus;

    private static bool Answers(AddressVerdict address) =>
        address.Outcome is AddressOutcome.Encrypted or AddressOutcome.Cleartext;

    /// <summary>Without an MX answer there are no hosts, and mail waits.</summary>
    public static Delivery DeliveryOf(
        MxOutcome mx,
        IReadOnlyList<HostVerdict> hosts,
        bool mxSecure
    ) =>
        mx is MxOutcome.NoDomain or MxOutcome.NoMail
            ? Delivery.Bounce
            : Walk(hosts, mxSecure, (_, address) => address.Outcome);

    /// <summary>
    /// In order of preference, whatever the security (RFC 7672 section 2.2.1); among hosts and addresses of one preference the
    /// choice is the sender's, so the worst that delivers counts.
    /// </summary>
    /// <param name="skips">Hosts are passed over that a sender with DANE must skip.</param>
    /// <param name="returns">Where this sender gives the message back at once, whatever other hosts would do; null where nowhere.</param>
    /// <param name="returnsAtLast">Where it does so if nobody took it and this was tried last; null where nowhere.</param>
    public static Delivery Walk(
        IReadOnlyList<HostVerdict> hosts,
        bool mxSecure,
        Func<HostVerdict, AddressVerdict, AddressOutcome> outcomeOf,
        bool skips = true,
        Func<HostVerdict, AddressVerdict, bool>? returns = null,
        Func<HostVerdict, AddressVerdict, bool>? returnsAtLast = null
    )
    {
        var levels = hosts
            .Where(h => !skips || !h.Policy.Skipped)
            .GroupBy(h => h.Host.Preference)
            .OrderBy(l => l.Key)
            .ToList();
        foreach (var level in levels)
        {
            if (Has(level, returns))
            {
                return Delivery.Bounce;
            }
            var delivering = level
                .SelectMany(h => h.Addresses.Select(a => outcomeOf(h, a)))
                .Where(o => o >= AddressOutcome.Cleartext)
                .ToList();
            if (delivering.Count > 0)
            {
                return delivering.Min() switch
                {
                    AddressOutcome.Cleartext => Delivery.Clear,
                    AddressOutcome.Authenticated when mxSecure => Delivery.Dane,
                    _ => Delivery.Tls,
                };
            }
        }
        return levels.Count > 0 && Has(levels[^1], returnsAtLast)
            ? Delivery.Bounce
            : Delivery.Defer;
    }

    private static bool Has(
        IEnumerable<HostVerdict> level,
        Func<HostVerdict, AddressVerdict, bool>? sight
    ) =>
        sight is not null && level.Any(host => host.Addresses.Any(address => sight(host, address)));

    public static ConnectionType? ConnectionTypeOf(Delivery delivery) =>
        delivery switch
        {
            Delivery.Dane => ConnectionType.EncryptedAndVerified,
            Delivery.Tls => ConnectionType.Encrypted,
            Delivery.Clear => ConnectionType.Unencrypted,
            _ => null,
        };

    /// <summary>
    /// The attacker controls the network: blocks hosts and questions, strips STARTTLS, answers in a server's place, forges
    /// whatever is not secure. Signed answers stand.
    /// </summary>
    /// <returns>The type, null where none or where it is not known; and whether it is not known.</returns>
    public static (ConnectionType? Forced, bool IsUnknown) AttackerConnectionTypeOf(
        MxOutcome mx,
        IReadOnlyList<HostVerdict> hosts,
        bool mxSecure,
        bool resolverCounts,
        bool hostsOmitted
    )
    {
        // Without DNSSEC of our own there is no telling what is signed.
        if (mx == MxOutcome.Failed || (mx == MxOutcome.Hosts && !resolverCounts))
        {
            return (null, true);
        }
        if (mx != MxOutcome.Hosts)
        {
            return (null, false);
        }
        if (!mxSecure)
        {
            return (ConnectionType.Unencrypted, false);
        }
        var forced = hosts.Select(Forced).Where(type => type is not null).Min();
        // What was not looked at may be a host that takes mail without DANE, so nothing better than the worst is known.
        var isUnknown =
            forced != ConnectionType.Unencrypted
            && (hostsOmitted || hosts.Any(host => IsOpen(host.Policy)));
        return isUnknown ? (null, true) : (forced, false);
    }

    /// <summary>An attacker can have mail delivered to the host without verification.</summary>
    public static bool IsWeaker(HostVerdict host) =>
        Forced(host) is ConnectionType.Unencrypted or ConnectionType.Encrypted;

    /// <summary>Whether the host has TLSA records could not be found out. Bogus is no failure of ours: a sender defers.</summary>
    public static bool IsOpen(HostPolicy policy) => policy.Lookups().IsOpen();

    private static ConnectionType? Forced(HostVerdict host) =>
        host.Policy switch
        {
            {
                AddressSecurity: DnssecStatus.Insecure,
                Policy: DanePolicy.Opportunistic or DanePolicy.Defer
            } => ConnectionType.Unencrypted,
            { Policy: DanePolicy.Opportunistic } => ConnectionType.Unencrypted,
            { Policy: DanePolicy.EncryptOnly } => ConnectionType.Encrypted,
            // With the default handshake: no attacker makes a sender ask for the other certificate type.
            { Policy: DanePolicy.Authenticate } => host.Addresses.Any(a =>
                a.Outcome == AddressOutcome.Authenticated
            )
                ? ConnectionType.EncryptedAndVerified
                : null,
            _ => null,
        };
}
