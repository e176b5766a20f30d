namespace Dashboard.Core.Inbound;

/// <summary>What status and connection type leave open of what becomes of mail: a domain is shown by the three together.</summary>
public enum DeliveryHindrance
{
    /// <summary>
    /// Senders that verify DANE wait, and those that only check DNSSEC do not: the TLSA query of a secure host fails, or its answer is
    /// bogus, and nothing else is (RFC 7672 section 2.1.2).
    /// </summary>
    TlsaLookup = 1,

    /// <summary>A sender that verifies DANE delivers nowhere, as it refuses what it finds at an address.</summary>
    Refusal = 2,

    /// <summary>A fault or limit of ours: nothing can be said of the domain.</summary>
    Ours = 3,
}

public static class DeliveryHindrances
{
    /// <returns>Null where status and connection type say all.</returns>
    public static DeliveryHindrance? Of(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return IsOutOfReachHere(verdict)
            ? DeliveryHindrance.Ours
            : Of(
                verdict.Status,
                verdict.ConnectionType,
                verdict.ResolverFault,
                Addresses(verdict).Any(address => address.Outcome == AddressOutcome.Refused),
                [.. verdict.Hosts.Select(host => host.Policy.Lookups())]
            );
    }

    /// <param name="now">Of what is delivered now.</param>
    /// <param name="resolverFault">Our own resolver was at fault: what it says is no ground to call a domain anything.</param>
    /// <param name="refused">A sender that verifies DANE does not deliver at one of the addresses.</param>
    /// <param name="hosts">Of the MX set.</param>
    public static DeliveryHindrance? Of(
        DomainStatus status,
        ConnectionType? now,
        bool resolverFault,
        bool refused,
        IReadOnlyCollection<HostLookups> hosts
    )
    {
        ArgumentNullException.ThrowIfNull(hosts);
        return resolverFault ? DeliveryHindrance.Ours
            : IsTlsaAlone(status, now, refused, hosts) ? DeliveryHindrance.TlsaLookup
            : refused
            && now is null
            && status is DomainStatus.None or DomainStatus.Partial or DomainStatus.Unusable
                ? DeliveryHindrance.Refusal
            : null;
    }

    /// <summary>Nothing answered, and of no address that can be said to be the domain's doing.</summary>
    public static bool IsOutOfReachHere(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Status == DomainStatus.Unreachable
            && Addresses(verdict).Any()
            && Addresses(verdict)
                .All(address => address.NotProbed == AddressDisposition.NoRouteHere);
    }

    private static bool IsTlsaAlone(
        DomainStatus status,
        ConnectionType? now,
        bool refused,
        IReadOnlyCollection<HostLookups> hosts
    ) =>
        status switch
        {
            // The MX set is insecure. Nobody looked at the server: that it is out of reach cannot be said.
            DomainStatus.None when now is null && !refused => hosts.Any(host =>
                host.FailsForDane()
            ),
            DomainStatus.Unreachable => hosts.Any(host => host.FailsForDane()),
            DomainStatus.Bogus => hosts.Any(host => host.Tlsa == TlsaAnswer.Bogus)
                && !hosts.Any(host => host.FailsForAll()),
            _ => false,
        };

    private static IEnumerable<AddressVerdict> Addresses(DomainVerdict verdict) =>
        verdict.Hosts.SelectMany(host => host.Addresses);
}
