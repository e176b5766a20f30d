using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Inbound.Result.Standards;

/// <summary>The lookups behind the verdict of a standard.</summary>
internal static class StandardEvidence
{
    public static IReadOnlyList<LookupRow> Of(MailStandard standard, InboundObservation seen) =>
        [.. Lookups(standard, seen)];

    private static IEnumerable<LookupRow> Lookups(MailStandard standard, InboundObservation seen)
    {
        if (standard == MailStandard.TlsNcsc)
        {
            return seen.Hosts.SelectMany(host => host.Caa?.Asked ?? []).Select(LookupRow.Of);
        }
        if (seen.Related is not { } related)
        {
            return [];
        }
        return standard switch
        {
            MailStandard.DnssecDomain => related
                .DnsSec.Zones.Where(zone => seen.Domain.IsAtOrBelow(zone.Apex))
                .SelectMany(Zone),
            MailStandard.DnssecMx => related
                .DnsSec.Zones.Where(zone =>
                    seen.Hosts.Any(host => host.Host.Name.IsAtOrBelow(zone.Apex))
                )
                .SelectMany(Zone),
            MailStandard.MtaSts =>
            [
                .. Row(related.MtaSts.Record),
                .. Row(related.MtaSts.Fetch?.A),
                .. Row(related.MtaSts.Fetch?.Aaaa),
            ],
            MailStandard.TlsRpt => Row(related.TlsRpt),
            MailStandard.Spf =>
            [
                .. related.Spf.Records.Select(LookupRow.Of),
                .. related.Spf.Mx.Select(LookupRow.Of),
                .. related.Spf.Addresses.Select(LookupRow.Of),
            ],
            MailStandard.Dkim => [.. Row(related.Dkim.Keys), .. Row(related.Dkim.Sibling)],
            MailStandard.Dmarc =>
            [
                .. related.Dmarc.Steps.SelectMany(step => Row(step.Lookup)),
                .. Row(related.Dmarc.Registrable?.Lookup),
                .. related.Dmarc.Permissions.SelectMany(permission => Row(permission.Lookup)),
            ],
            MailStandard.Ipv6Mx => seen.Hosts.Select(host => LookupRow.Of(host.Aaaa)),
            _ => [],
        };
    }

    private static IEnumerable<LookupRow> Zone(Core.Inbound.DnsSec.SignedZone zone) =>
        [
            LookupRow.Of(zone.Ds),
            LookupRow.Of(zone.Dnskey),
            LookupRow.Of(zone.Nsec3Param),
            .. Row(zone.Denial),
        ];

    private static IEnumerable<LookupRow> Row<TRecord>(DnsLookup<TRecord>? lookup) =>
        lookup is null ? [] : [LookupRow.Of(lookup)];
}
