using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Core.Inbound.Ipv6;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsRpt;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The verdicts of the related standards. None of them changes that of DANE; each is a result of its own, in both views.
/// </summary>
public static class RelatedStandards
{
    /// <summary>Of all of them: raised whenever the same evidence would give another verdict.</summary>
    public const string MethodVersion = StandardVerdicts.MethodVersion;

    /// <summary>In the order of <see cref="MailStandard"/>.</summary>
    /// <param name="seen">
    /// Where the related standards were not looked at, what the evidence of DANE shows of DNSSEC and IPv6 is judged all the same.
    /// </param>
    /// <param name="dane">Of the same evidence.</param>
    public static IReadOnlyList<StandardVerdict> Judge(InboundObservation seen, DomainVerdict dane)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(dane);
        var related = seen.Related;
        var readings = new LookupReadings(seen.Resolver);
        var mx = MxRules.OutcomeOf(seen, readings);
        var dnssec = new DnsSecStandard(seen, related?.DnsSec, readings, mx);
        var ipv6 = Ipv6Standard.Judge(seen, mx, related?.HasIpv6 ?? true);
        if (related is null)
        {
            return
            [
                dnssec.JudgeDomain(),
                dnssec.JudgeHosts(),
                .. new[]
                {
                    MailStandard.MtaSts,
                    MailStandard.TlsRpt,
                    MailStandard.Spf,
                    MailStandard.Dkim,
                    MailStandard.Dmarc,
                }.Select(StandardVerdicts.NotMeasured),
                ipv6,
            ];
        }
        var mtaSts = MtaStsStandard.Judge(seen, related.MtaSts, mx);
        return
        [
            dnssec.JudgeDomain(),
            dnssec.JudgeHosts(),
            mtaSts,
            TlsRptStandard.Judge(seen.Domain, related.TlsRpt, mx, IsReportUseful(dane, mtaSts)),
            SpfStandard.Judge(seen.Domain, related.Spf, mx),
            DkimStandard.Judge(seen, related.Dkim, mx, SendsNoMail(seen, related)),
            DmarcStandard.Judge(seen.Domain, related.Dmarc, mx),
            ipv6,
        ];
    }

    /// <summary>What senders with DANE, with MTA-STS, with both and with neither do at each host.</summary>
    public static IReadOnlyList<HostSenders> Senders(InboundObservation seen, DomainVerdict dane)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(dane);
        return seen.Related is { } related
            ? SenderTable.Of(related.MtaSts, seen.Hosts, dane.Hosts)
            : [];
    }

    /// <summary>The domain says that it sends no mail: SPF allows nobody, and DMARC asks to reject what fails.</summary>
    /// <returns>False too where the related standards were not looked at.</returns>
    public static bool SendsNoMail(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Related is { } related && SendsNoMail(seen, related);
    }

    private static bool SendsNoMail(InboundObservation seen, RelatedObservation related) =>
        SpfStandard.AllowsNobody(seen.Domain, related.Spf)
        && DmarcStandard.Rejects(seen.Domain, related.Dmarc);

    /// <summary>Senders report on DANE and on MTA-STS (RFC 8460 section 1).</summary>
    private static bool IsReportUseful(DomainVerdict dane, StandardVerdict mtaSts) =>
        dane.Hosts.Any(host => host.Policy.Tlsa.Count > 0) || mtaSts.Status != MtaStsSlug.Absent;
}
