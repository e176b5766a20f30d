using System.Globalization;
using Dashboard.Core.Dns;
using static Dashboard.Core.Inbound.DnsSec.DnsSecRows;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>How well a zone is signed that is secure: algorithms, keys, digests, denials.</summary>
internal static class ZoneStrength
{
    private const int ShortestRsaKey = 2048;

    /// <summary>Above it validators in use take denials as insecure, or fail (RFC 9276 section 3.2 and appendix A).</summary>
    private const int MostIterations = 150;

    private const int UnsupportedNsec3Iterations = 27;

    public static IEnumerable<StandardFinding> Of(SignedZone zone)
    {
        var apex = ("zone", zone.Apex.ToString());
        if (
            zone.Dnskey.Outcome == LookupOutcome.Failed
            || zone.Nsec3Param.Outcome == LookupOutcome.Failed
            || (zone.Ds.Outcome == LookupOutcome.Failed && !zone.Apex.IsRoot)
            || zone.Dnskey.OmittedRecords > 0
        )
        {
            yield return Table.Find(DnsSecSlug.StrengthUnknown, apex);
        }
        var keys = zone.Dnskey.Records.Where(key => key.Signs).ToList();
        List<int> algorithms =
        [
            .. keys.Select(key => key.Algorithm)
                .Concat(zone.Ds.Records.Select(ds => ds.Algorithm))
                .Distinct()
                .Order(),
        ];
        if (algorithms.Where(DnssecAlgorithms.IsDeprecated).ToList() is { Count: > 0 } deprecated)
        {
            yield return Table.Find(
                DnsSecSlug.AlgorithmDeprecated,
                apex,
                ("algorithms", Numbers(deprecated))
            );
        }
        if (algorithms.Exists(DnssecAlgorithms.IsNotRecommended))
        {
            yield return Table.Find(DnsSecSlug.AlgorithmNotRecommended, apex);
        }
        var bits = keys.Where(key => DnssecAlgorithms.IsRsa(key.Algorithm)).Min(key => key.Bits);
        if (bits < ShortestRsaKey)
        {
            yield return Table.Find(DnsSecSlug.KeyShort, apex, ("bits", Number(bits.Value)));
        }
        if (
            zone.Ds.Records.Count > 0
            && zone.Ds.Records.All(ds => DnssecAlgorithms.IsDeprecatedDigest(ds.DigestType))
        )
        {
            yield return Table.Find(
                DnsSecSlug.DigestDeprecated,
                apex,
                ("digests", Numbers(zone.Ds.Records.Select(ds => ds.DigestType).Distinct().Order()))
            );
        }
        if (Denials(zone) is { } denials)
        {
            yield return denials;
        }
    }

    private static StandardFinding? Denials(SignedZone zone)
    {
        var iterations = zone.Nsec3Param.Records.Select(p => p.Iterations).DefaultIfEmpty().Max();
        var salted = zone.Nsec3Param.Records.Any(p => p.Salt.Length > 0);
        var said = new DnsLookup?[] { zone.Denial, zone.Nsec3Param, zone.Dnskey, zone.Ds }.Any(
            lookup =>
                lookup?.ExtendedErrors.Any(error => error.InfoCode == UnsupportedNsec3Iterations)
                == true
        );
        // Without iterations an insecure denial is opt-out (RFC 5155 section 6).
        var insecure =
            iterations > 0
            && zone
                is {
                    Dnskey.Dnssec: DnssecStatus.Secure,
                    Denial: { Dnssec: DnssecStatus.Insecure, Outcome: not LookupOutcome.Failed }
                };
        (string, string?)[] facts =
        [
            ("zone", zone.Apex.ToString()),
            ("iterations", Number(iterations)),
            ("salt", salted ? "yes" : null),
        ];
        return said || insecure || iterations > MostIterations
                ? Table.Find(ReasonSlug.Nsec3IterationsTooHigh, facts)
            : iterations > 0 || salted ? Table.Find(DnsSecSlug.Nsec3Iterations, facts)
            : null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Numbers(IEnumerable<int> numbers) =>
        string.Join(' ', numbers.Select(Number));
}
