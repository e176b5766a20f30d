using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Inbound.Result.Standards;

/// <summary>The lookups behind the verdict of a standard.</summary>
internal static class StandardEvidence
{
    public static IReadOnlyList<LookupRow> Of(MailStandard standard, InboundObservation seen) =>
        [
            .. standard == MailStandard.TlsNcsc
                ? seen.Hosts.SelectMany(host => host.Caa?.Asked ?? []).Select(LookupRow.Of)
                : RelatedStandards.Lookups(standard, seen).Select(LookupRow.Of),
        ];
}
