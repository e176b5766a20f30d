using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;

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
            MailStandard.DnssecDomain => Zones(related.DnsSec, [seen.Domain, .. seen.Mx.Aliases]),
            MailStandard.DnssecMx => Zones(
                related.DnsSec,
                [
                    .. seen.Hosts.SelectMany(host =>
                        host.A.Aliases.Concat(host.Aaaa.Aliases).Prepend(host.Host.Name)
                    ),
                ]
            ),
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

    private static IEnumerable<LookupRow> Zones(
        DnsSecObservation observed,
        HashSet<DomainName> names
    ) =>
        names
            .Select(observed.ZoneOf)
            .OfType<SignedZone>()
            .Distinct()
            .SelectMany(Zone)
            .Concat(
                observed
                    .Places.Where(place => names.Contains(place.Name))
                    .SelectMany(place => Row(place.Failed))
            );

    private static IEnumerable<LookupRow> Zone(SignedZone zone) =>
        [
            LookupRow.Of(zone.Ds),
            LookupRow.Of(zone.Dnskey),
            LookupRow.Of(zone.Nsec3Param),
            .. Row(zone.Denial),
        ];

    private static IEnumerable<LookupRow> Row<TRecord>(DnsLookup<TRecord>? lookup) =>
        lookup is null ? [] : [LookupRow.Of(lookup)];
}
