using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Why a name is insecure: whose signature is missing, or which algorithm nobody supports (rows 14 and 16).</summary>
internal static class ZoneReasons
{
    private const int UnsupportedDnskeyAlgorithm = 1;
    private const int UnsupportedDsDigestType = 2;
    private const int UnsupportedNsec3Iterations = 27;

    /// <summary>Those that validators must or should support (RFC 9904 section 2, RFC 8624 section 3.1).</summary>
    private static readonly HashSet<int> ValidatedAlgorithms = [5, 7, 8, 10, 13, 14, 15, 16];

    /// <summary>As RFC 9904 section 3.</summary>
    private static readonly HashSet<int> ValidatedDigests = [1, 2, 4];

    public static IEnumerable<VerdictReason> Of(
        ZoneObservation? zone,
        params IEnumerable<DnsLookup> insecure
    )
    {
        var codes = CodesOf(insecure);
        var name = zone?.Apex?.ToString();
        if (codes.Contains(UnsupportedNsec3Iterations))
        {
            yield return Reason.Create(ReasonSlug.Nsec3IterationsTooHigh, ("zone", name));
        }
        if (
            codes.Contains(UnsupportedDnskeyAlgorithm)
            || codes.Contains(UnsupportedDsDigestType)
            || HasOnlyUnsupported(zone?.Ds)
        )
        {
            yield return Reason.Create(
                ReasonSlug.ZoneAlgorithmUnsupported,
                ("zone", name),
                ("algorithm", Algorithms(zone?.Ds))
            );
        }
        else if (
            zone is { Apex: not null, Ds.Outcome: LookupOutcome.NoData or LookupOutcome.NxDomain }
        )
        {
            yield return Reason.Create(ReasonSlug.ZoneUnsigned, ("zone", name));
        }
    }

    /// <summary>
    /// A denial that is insecure although the host's own addresses are secure: by opt-out (RFC 5155 section 6), by an unsigned zone
    /// below, or by too many iterations. Only where the resolver says so (RFC 9276 section 3.2) is it known to be these.
    /// </summary>
    public static IEnumerable<VerdictReason> OfDenials(IEnumerable<DnsLookup> lookups)
    {
        foreach (var lookup in lookups)
        {
            var said = CodesOf([lookup]).Contains(UnsupportedNsec3Iterations);
            var denied =
                lookup is
                {
                    Outcome: LookupOutcome.NoData or LookupOutcome.NxDomain,
                    Dnssec: DnssecStatus.Insecure,
                    Aliases.Count: 0
                };
            if (said || denied)
            {
                yield return Reason.Create(
                    said ? ReasonSlug.Nsec3IterationsTooHigh : ReasonSlug.DenialInsecure,
                    ("owner", lookup.Name.ToString())
                );
            }
        }
    }

    private static HashSet<int> CodesOf(IEnumerable<DnsLookup> lookups) =>
        [.. lookups.SelectMany(l => l.ExtendedErrors).Select(e => e.InfoCode)];

    private static bool HasOnlyUnsupported(DnsLookup<DsRecord>? ds) =>
        ds is { Outcome: LookupOutcome.Answer }
        && ds.Records.All(record =>
            !ValidatedAlgorithms.Contains(record.Algorithm)
            || !ValidatedDigests.Contains(record.DigestType)
        );

    private static string? Algorithms(DnsLookup<DsRecord>? ds) =>
        ds is { Records.Count: > 0 }
            ? string.Join(' ', ds.Records.Select(r => r.Algorithm).Distinct().Order())
            : null;
}
