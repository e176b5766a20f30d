using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Records that stand where no sender looks (row 13).</summary>
internal static class TlsaSlips
{
    public static IEnumerable<VerdictReason> Of(HostObservation host) =>
        from asked in host.Tlsa
        where asked.Lookup.Outcome == LookupOutcome.Answer
        let slug = SlugOf(asked.Purpose)
        where slug is not null
        select Reason.Create(
            slug,
            ("owner", asked.Lookup.Name.ToString()),
            ("expected", TlsaSearch.Owner(host.Host.Name))
        );

    private static string? SlugOf(TlsaQueryPurpose purpose) =>
        purpose switch
        {
            TlsaQueryPurpose.SlipMailDomain => ReasonSlug.TlsaAtMailDomain,
            TlsaQueryPurpose.SlipPort => ReasonSlug.TlsaAtOtherPort,
            TlsaQueryPurpose.SlipUnderscore => ReasonSlug.TlsaUnderscoreMissing,
            TlsaQueryPurpose.SlipNoPrefix => ReasonSlug.TlsaWithoutPrefix,
            TlsaQueryPurpose.SlipDoubledZone => ReasonSlug.TlsaZoneDoubled,
            _ => null,
        };
}
