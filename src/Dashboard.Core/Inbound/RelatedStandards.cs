using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Core.Inbound.Ipv6;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsRpt;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The related standards. None of them changes the verdict of DANE; each is a result of its own, in both views.
/// </summary>
public static class RelatedStandards
{
    /// <summary>In the order of <see cref="MailStandard"/>.</summary>
    internal static IReadOnlyList<RelatedStandard> All { get; } =
    [
        DnsSecStandard.OfDomain,
        DnsSecStandard.OfHosts,
        MtaStsStandard.Related,
        TlsRptStandard.Related,
        SpfStandard.Related,
        DkimStandard.Related,
        DmarcStandard.Related,
        Ipv6Standard.Related,
    ];

    /// <summary>Those that are not measured where nothing was gathered but for DANE; in the order of <see cref="MailStandard"/>.</summary>
    public static IReadOnlyList<MailStandard> OfEvidenceOfTheirOwn { get; } =
    [.. All.Where(one => !one.IsOfTransportEvidence).Select(one => one.Method.Standard)];

    /// <summary>In the order of <see cref="MailStandard"/>.</summary>
    /// <param name="seen">
    /// Where the related standards were not looked at, what the evidence of DANE shows of DNSSEC and IPv6 is judged all the same.
    /// </param>
    /// <param name="dane">Of the same evidence.</param>
    public static IReadOnlyList<StandardVerdict> Judge(InboundObservation seen, DomainVerdict dane)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(dane);
        var readings = new LookupReadings(seen.Resolver);
        var facts = new RelatedFacts(seen, dane, MxRules.OutcomeOf(seen, readings), readings);
        return [.. All.Select(standard => standard.Of(facts))];
    }

    /// <summary>The questions behind the verdict of a standard; none for one that is not a related standard.</summary>
    public static IReadOnlyList<DnsLookup> Lookups(MailStandard standard, InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var one = All.FirstOrDefault(one => one.Method.Standard == standard);
        return one is null || seen.Related is not { } related
            ? []
            : [.. (one.Shown?.Invoke(seen) ?? one.Questions(related)).OfType<DnsLookup>()];
    }

    /// <summary>A record of a standard as it should be, as a line of a zone file; null where it has none of its own.</summary>
    public static string? ExampleRecord(MailStandard standard, DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return All.FirstOrDefault(one => one.Method.Standard == standard)
            ?.ExampleRecord?.Invoke(domain);
    }

    /// <summary>What senders with DANE, with MTA-STS, with both and with neither do at each host.</summary>
    public static IReadOnlyList<HostSenders> Senders(InboundObservation seen, DomainVerdict dane)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(dane);
        return seen.Related is { } related
            ? SenderTable.Of(related.MtaSts, JudgedHost.Of(seen, dane))
            : [];
    }

    /// <summary>The domain says that it sends no mail: SPF allows nobody, and DMARC asks to reject what fails.</summary>
    /// <returns>False too where the related standards were not looked at.</returns>
    public static bool SendsNoMail(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Related is { } related
            && SpfStandard.AllowsNobody(seen.Domain, related.Spf)
            && DmarcStandard.Rejects(seen.Domain, related.Dmarc);
    }
}
