using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The next-hop domain and how a sender came from it to its hosts (RFC 7672 section 2.2.1).</summary>
/// <param name="Domain">As in the address of the recipient.</param>
/// <param name="Expanded">Where the domain is an alias: the name that has the MX set.</param>
/// <param name="MxSecure">The MX set, or the proof that there is none, is secure.</param>
internal sealed record NextHop(DomainName Domain, DomainName? Expanded, bool MxSecure)
{
    public static NextHop Of(InboundObservation observation, LookupReadings readings) =>
        new(
            observation.Domain,
            observation.Mx.Aliases.Count == 0 ? null : observation.Mx.Aliases[^1],
            readings.Read(observation.Mx)
                is LookupReading.PresentSecure
                    or LookupReading.AbsentSecure
        );

    /// <summary>
    /// TLSA base domain first, then the next-hop domain and its expansion; with an insecure MX set the base domain alone (RFC
    /// 7672 section 3.2.2).
    /// </summary>
    public IReadOnlyList<DomainName> ReferenceIdentifiers(DomainName tlsaBaseDomain) =>
        MxSecure
            ? [.. new[] { tlsaBaseDomain, Domain, Expanded }.OfType<DomainName>().Distinct()]
            : [tlsaBaseDomain];
}
