using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The same walk with the eyes of senders that are known to differ.</summary>
internal static class SenderSimulations
{
    private delegate (AddressOutcome Outcome, string? Difference) Sight(SimulatedAddress address);

    /// <param name="mx">The answer that led to the hosts, if only to the domain itself.</param>
    public static IReadOnlyList<SenderSimulation> Of(
        IReadOnlyList<JudgedHost> judged,
        NextHop nextHop,
        DnsLookup<MxRecord> mx
    )
    {
        var mxSecure = nextHop.MxSecure;
        if (judged.Count == 0)
        {
            return [];
        }
        List<HostVerdict> hosts = [.. judged.Select(host => host.Verdict)];
        var addresses = (
            from host in judged
            from pair in host.Verdict.Addresses.Zip(host.Seen.Addresses)
            select (
                pair.First,
                Met: SimulatedAddress.Of(host.Verdict, pair.First, pair.Second, nextHop)
            )
        ).ToDictionary<
            (AddressVerdict First, IReadOnlyList<SimulatedAddress> Met),
            AddressVerdict,
            IReadOnlyList<SimulatedAddress>
        >(pair => pair.First, pair => pair.Met, ReferenceEqualityComparer.Instance);
        SenderSimulation[] named =
        [
            LikePostfix(SimulatedSender.PostfixDane, Postfix, hosts, addresses, mxSecure, mx),
            Simulate(
                SimulatedSender.Exim,
                hosts,
                addresses,
                mxSecure,
                address => Exim(address, IsBehindDane(address, hosts, mxSecure)),
                returnsAtLast: address =>
                    address.RefusesGreetingForGood || address.RefusesHelloForGood
            ),
            Simulate(SimulatedSender.ExchangeOnline, hosts, addresses, mxSecure, ExchangeOnline),
        ];
        SenderSimulation[] others =
        [
            LikePostfix(SimulatedSender.GnuTls, GnuTls, hosts, addresses, mxSecure, mx),
            Simulate(
                SimulatedSender.WithoutDane,
                hosts,
                addresses,
                mxSecure,
                WithoutVerification,
                skips: false,
                returnsAtLast: address => address.RefusesHelloForGood
            ),
        ];
        var known =
            addresses
                .Values.SelectMany(met => met)
                .All(address => address.Seen.Disposition == AddressDisposition.Probed)
            && SenderWithoutDane.HaveAddresses(hosts);
        var asked = mxSecure || !hosts.Exists(IsPassedOverForTlsa);
        return
        [
            .. named.Where(one => asked || one.Sender == SimulatedSender.PostfixDane),
            .. others.Where(other => Differs(other, named[0].Delivery, known)),
        ];
    }

    /// <summary>
    /// The question for TLSA records failed, so that nobody looked at the server. A sender that leaves DANE alone where the MX set is
    /// insecure does not ask it, and what it would find there is not known.
    /// </summary>
    private static bool IsPassedOverForTlsa(HostVerdict host) =>
        host.Policy
            is { Policy: DanePolicy.Defer, TlsaAnswer: TlsaAnswer.Failed or TlsaAnswer.Bogus };

    /// <summary>
    /// That a sender without DANE does not verify goes without saying; that it delivers where Postfix does not, or returns what Postfix
    /// keeps, is worth a line.
    /// </summary>
    /// <param name="known">All that it could come by was looked at; else what was not may take the message.</param>
    private static bool Differs(SenderSimulation other, Delivery postfix, bool known) =>
        other.Delivery != postfix
        && (
            other.Sender != SimulatedSender.WithoutDane
            || (Delivers(other.Delivery) ? !Delivers(postfix) : known)
        );

    /// <summary>
    /// Postfix takes any null MX for "no mail", others beside it or not; and where there is no MX it looks at the security of the address
    /// alone, whether or not it is proven that there is none.
    /// </summary>
    private static SenderSimulation LikePostfix(
        SimulatedSender sender,
        Sight sight,
        IReadOnlyList<HostVerdict> hosts,
        Dictionary<AddressVerdict, IReadOnlyList<SimulatedAddress>> addresses,
        bool mxSecure,
        DnsLookup<MxRecord> mx
    )
    {
        if (mx.Records.Any(record => record.Exchange.IsRoot))
        {
            return new(sender, Delivery.Bounce, [SimulatedDifference.RefusesAnyNullMx]);
        }
        var asked = Simulated(mxSecure);
        if (mxSecure || mx.Records.Count > 0)
        {
            return asked;
        }
        var unasked = Simulated(mxSecure: true);
        return unasked.Delivery == asked.Delivery
            ? asked
            : unasked with
            {
                Differences =
                [
                    .. unasked
                        .Differences.Append(SimulatedDifference.NeedsNoSecureDenial)
                        .Order(StringComparer.Ordinal),
                ],
            };

        SenderSimulation Simulated(bool mxSecure) =>
            Simulate(sender, hosts, addresses, mxSecure, sight, returns: ReturnedByPostfix);
    }

    private static bool ReturnedByPostfix(SimulatedAddress address) =>
        address is { RefusesStartTlsForGood: true, IsNotReadByPostfix: false }
        || address.RefusesHelloForGood;

    private static bool Delivers(Delivery delivery) =>
        delivery is Delivery.Dane or Delivery.Tls or Delivery.Clear;

    private static SenderSimulation Simulate(
        SimulatedSender sender,
        IReadOnlyList<HostVerdict> hosts,
        Dictionary<AddressVerdict, IReadOnlyList<SimulatedAddress>> addresses,
        bool mxSecure,
        Sight sight,
        bool skips = true,
        Func<SimulatedAddress, bool>? returns = null,
        Func<SimulatedAddress, bool>? returnsAtLast = null
    ) =>
        new(
            sender,
            DomainRules.Walk(
                hosts,
                mxSecure,
                (_, address) =>
                    AddressRules.Delivers(addresses[address].Select(met => sight(met).Outcome)),
                skips,
                returns is null ? null : (_, address) => addresses[address].Any(returns),
                returnsAtLast is null ? null : (_, address) => addresses[address].Any(returnsAtLast)
            ),
            [
                .. addresses
                    .Values.SelectMany(met => met.Select(address => sight(address).Difference))
                    .OfType<string>()
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]
        );

    /// <summary>How the session reads to it, then what it makes of the chain, then what it does without TLS: so with each of them.</summary>
    private static (AddressOutcome, string?) Postfix(SimulatedAddress address) =>
        address switch
        {
            { IsNotReadByPostfix: true } => (
                address.RequiresTls ? AddressOutcome.Refused : AddressOutcome.Cleartext,
                SimulatedDifference.ReadsKeywordStrictly
            ),
            { RefusesStartTlsForGood: true } => (
                AddressOutcome.Refused,
                SimulatedDifference.BouncesWhereStartTlsIsRefused
            ),
            { RefusesHelloForGood: true } => (
                address.Outcome,
                SimulatedDifference.BouncesWhereHelloIsRefused
            ),
            _ when address.IsRefusedFor(ChainFacts.AnchorOnlyInDns) => (
                AddressOutcome.Authenticated,
                SimulatedDifference.UsesTrustAnchorFromDns
            ),
            { IsRefusedForNextHopName: true } => (
                AddressOutcome.Authenticated,
                SimulatedDifference.AcceptsNextHopName
            ),
            { HasOldTlsToEncrypt: true } => (
                AddressOutcome.Encrypted,
                SimulatedDifference.EncryptsWithOldVersion
            ),
            { Outcome: AddressOutcome.Cleartext, Address.Session: SessionKind.HandshakeFailed } => (
                AddressOutcome.Refused,
                SimulatedDifference.DefersAfterFailedHandshake
            ),
            _ => (address.Outcome, null),
        };

    /// <summary>Exim has tried a host with TLSA records before this one, in the same delivery.</summary>
    private static bool IsBehindDane(
        SimulatedAddress address,
        IReadOnlyList<HostVerdict> hosts,
        bool mxSecure
    ) =>
        mxSecure
        && hosts.Any(host =>
            host.Host.Preference < address.Host.Host.Preference
            && host.Policy.Policy is DanePolicy.Authenticate or DanePolicy.EncryptOnly
        );

    private static (AddressOutcome, string?) Exim(SimulatedAddress address, bool isBehindDane) =>
        address switch
        {
            // It asks for no TLS there.
            { MayBeCleartext: true } => (
                address is { MxSecure: true, RequiresTls: true }
                    ? AddressOutcome.Refused
                    : AddressOutcome.Cleartext,
                SimulatedDifference.ReadsKeywordStrictly
            ),
            { InjectsCleartext: true } => (
                address is { MxSecure: true, RequiresTls: true } || isBehindDane
                    ? AddressOutcome.Refused
                    : AddressOutcome.Cleartext,
                SimulatedDifference.FailsWhereCleartextIsInjected
            ),
            { LacksStartTlsReply: true } when address.MayGoInTheClear => (
                AddressOutcome.Refused,
                SimulatedDifference.DefersWithoutStartTlsReply
            ),
            { Outcome: AddressOutcome.Cleartext, FailsTlsForNow: true } when isBehindDane => (
                AddressOutcome.Refused,
                SimulatedDifference.NeverInTheClearBehindDane
            ),
            _ when WithoutDane(address) is { } plain => plain,
            _ when address.RefusesGreetingForGood || address.RefusesHelloForGood => (
                address.Outcome,
                SimulatedDifference.BouncesAfterRefusedGreeting
            ),
            {
                MxSecure: true,
                Host.Policy.Policy: DanePolicy.EncryptOnly,
                Outcome: AddressOutcome.Encrypted
            } => (AddressOutcome.Refused, SimulatedDifference.DefersWithoutUsableTlsa),
            _ when address.IsRefusedFor(ChainFacts.WrongName) => (
                AddressOutcome.Encrypted,
                SimulatedDifference.DeliversDespiteWrongName
            ),
            _ when address.IsNamedByNextHopAlone => (
                AddressOutcome.Encrypted,
                SimulatedDifference.NextHopNameNotVerified
            ),
            _ => (address.Outcome, null),
        };

    private static (AddressOutcome, string?) ExchangeOnline(SimulatedAddress address) =>
        address switch
        {
            _ when WithoutDane(address) is { } plain => plain,
            { Outcome: AddressOutcome.Authenticated }
                when address.IsShownWith(ChainFacts.LeafExpired) => (
                address.Outcome,
                SimulatedDifference.MayRefuseExpiredCertificate
            ),
            _ => (address.Outcome, null),
        };

    /// <summary>It judges the chain otherwise, in both directions, and takes old TLS for it too; all else is as with Postfix.</summary>
    private static (AddressOutcome, string?) GnuTls(SimulatedAddress address) =>
        address switch
        {
            { IsNotReadByPostfix: true } => Postfix(address),
            { IsRefusedForKeyUsageByGnuTls: true } => (
                AddressOutcome.Refused,
                address.Outcome == AddressOutcome.Refused
                    ? null
                    : SimulatedDifference.RefusesKeyUsage
            ),
            { Outcome: AddressOutcome.Authenticated, ByGnuTls: { } difference } => (
                AddressOutcome.Refused,
                difference
            ),
            { Outcome: AddressOutcome.Refused, ByGnuTls: { } difference } => (
                AddressOutcome.Authenticated,
                difference
            ),
            { IsVerifiedByGnuTlsWithOldTls: true } => (
                AddressOutcome.Authenticated,
                SimulatedDifference.VerifiesWithOldVersion
            ),
            _ when address.IsRefusedFor(ChainFacts.AnchorOnlyInDns) => (address.Outcome, null),
            _ => Postfix(address),
        };

    private static (AddressOutcome, string?) WithoutVerification(SimulatedAddress address) =>
        (address.WithoutDane, SimulatedDifference.VerifiesNothing);

    /// <summary>RFC 7672 section 2.2.1 leaves it to the sender whether a secure host of an insecure MX set gets DANE.</summary>
    private static (AddressOutcome, string?)? WithoutDane(SimulatedAddress address) =>
        address is { MxSecure: false, Outcome: AddressOutcome.Refused }
            ? (address.WithoutDane, SimulatedDifference.NoDaneWithInsecureMx)
            : null;
}
