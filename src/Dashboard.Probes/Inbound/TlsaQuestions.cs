using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Probes.Inbound;

/// <summary>Which TLSA base domains a host has, from what the DNS said of its addresses: pure.</summary>
internal static class TlsaQuestions
{
    /// <summary>
    /// The owner names of port 25, whatever port this installation connects to (RFC 7672 section 2.2.3).
    /// </summary>
    public const string Prefix = "_25._tcp";

    /// <summary>
    /// In the order to ask them. A host whose addresses are secure has its fully expanded name, and then its own (RFC 7672 section
    /// 2.2.2); a secure alias to an insecure name only its own. Empty where no sender would ask.
    /// </summary>
    public static IReadOnlyList<DomainName> BaseDomains(
        DomainName host,
        DnsLookup addresses,
        DnsLookup? alias
    ) =>
        addresses.Dnssec == DnssecStatus.Secure
            ? addresses.Aliases.Count == 0
                ? [host]
                : [addresses.Aliases[^1], host]
            : alias is { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure }
                ? [host]
                : [];

    /// <summary>
    /// A set that a sender takes ends the search, and so does a failure, which means that the host must be skipped (RFC 7672
    /// section 2.2.2); an absent or insecure one does not.
    /// </summary>
    public static bool EndsSearch(DnsLookup lookup) =>
        lookup.Outcome == LookupOutcome.Failed
        || lookup is { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure };

    /// <summary>A sender asked and found nothing that it takes, and nothing that stops it.</summary>
    public static bool SearchedInVain(HostObservation host)
    {
        var asked = host.Tlsa.Where(tlsa => tlsa.Purpose == TlsaQueryPurpose.Sender).ToList();
        return asked.Count > 0 && !asked.Exists(tlsa => EndsSearch(tlsa.Lookup));
    }

    /// <summary>The name of the mail domain's own records, which no sender looks for; null where the domain is its own host.</summary>
    public static DomainName? SlipAtMailDomain(DomainName domain, DomainName host) =>
        domain == host ? null : Below(domain, Prefix);

    /// <summary>
    /// Where records are by mistake, whichever domain names the host (RFC 7672 section 2.2.3 has the right place).
    /// </summary>
    public static IEnumerable<(TlsaQueryPurpose Purpose, DomainName Base, DomainName Owner)> Slips(
        DomainName host,
        DomainName? zone
    )
    {
        (TlsaQueryPurpose Purpose, DomainName Base, string Prefix)[] places =
        [
            (TlsaQueryPurpose.SlipPort, host, "_465._tcp"),
            (TlsaQueryPurpose.SlipPort, host, "_587._tcp"),
            (TlsaQueryPurpose.SlipUnderscore, host, "25._tcp"),
            (TlsaQueryPurpose.SlipUnderscore, host, "_25.tcp"),
            (TlsaQueryPurpose.SlipUnderscore, host, "25.tcp"),
        ];
        foreach (var (purpose, at, prefix) in places)
        {
            if (Below(at, prefix) is { } owner)
            {
                yield return (purpose, at, owner);
            }
        }
        yield return (TlsaQueryPurpose.SlipNoPrefix, host, host);
        if (
            zone is { IsRoot: false }
            && host.IsAtOrBelow(zone)
            && DomainName.TryParse($"{host.Value}.{zone.Value}", out var doubled)
            && Below(doubled, Prefix) is { } atDoubled
        )
        {
            yield return (TlsaQueryPurpose.SlipDoubledZone, doubled, atDoubled);
        }
    }

    /// <summary>Null where the name would be too long for the DNS, so that nothing can stand there.</summary>
    public static DomainName? Below(DomainName name, string prefix) =>
        DomainName.TryParse($"{prefix}.{name.Value}", out var below) ? below : null;
}
