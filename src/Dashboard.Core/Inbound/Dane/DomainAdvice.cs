using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Advice about the mail domain's own zone.</summary>
internal static class DomainAdvice
{
    public static IEnumerable<Advice> Of(InboundObservation seen, DomainVerdict verdict)
    {
        var zone = seen.Zone?.Apex ?? seen.Domain;
        var slugs = verdict.Reasons.Where(r => r.Host is null).Select(r => r.Slug).ToHashSet();
        var failed = verdict.Reasons.FirstOrDefault(r =>
            r is { Host: null, Slug: ReasonSlug.MxBogus or ReasonSlug.MxLookupFailed }
        );
        if (failed is not null)
        {
            var otherwise =
                failed.Slug == ReasonSlug.MxBogus ? DaneAdvice.RepairDnssec : (DaneAdvice?)null;
            foreach (var repair in LookupAdvice.Of(failed, otherwise))
            {
                yield return Make(repair, zone, failed.Slug);
            }
        }
        foreach (var cure in SigningAdvice.Of(slugs, ReasonSlug.MxInsecure))
        {
            yield return Make(
                cure ?? DaneAdvice.SignDomainZone,
                zone,
                cure switch
                {
                    DaneAdvice.ReplaceOldAlgorithm => ReasonSlug.ZoneAlgorithmUnsupported,
                    DaneAdvice.LowerNsec3Iterations => ReasonSlug.Nsec3IterationsTooHigh,
                    DaneAdvice.SignDenials => ReasonSlug.DenialInsecure,
                    _ => ReasonSlug.MxInsecure,
                }
            );
        }
        foreach (
            var expiring in verdict.Reasons.Where(r =>
                r is { Host: null, Slug: ReasonSlug.SignatureExpiresSoon }
            )
        )
        {
            yield return Make(
                DaneAdvice.RenewSignatures,
                SignatureReasons.ZoneOf(expiring) ?? zone,
                expiring.Slug
            ) with
            {
                Facts = expiring.Facts,
            };
        }
        if (slugs.Contains(ReasonSlug.NoMxNoAddress))
        {
            yield return Make(DaneAdvice.PublishNullMx, zone, ReasonSlug.NoMxNoAddress) with
            {
                ZoneLines = [ZoneLine.NullMx(seen.Domain)],
            };
        }
        if (slugs.Contains(ReasonSlug.MxNullAmongOthers))
        {
            yield return Make(DaneAdvice.RemoveNullMx, zone, ReasonSlug.MxNullAmongOthers) with
            {
                Facts = new Dictionary<string, string> { ["name"] = "." },
                LinesToRemove =
                [
                    .. seen
                        .Mx.Records.Where(mx => mx.Exchange.IsRoot)
                        .Select(mx =>
                            ZoneLine.Mx(MxRules.OwnerOf(seen), mx.Preference, mx.Exchange)
                        )
                        .Distinct(),
                ],
            };
        }
    }

    private static Advice Make(DaneAdvice advice, DomainName zone, string because) =>
        new()
        {
            Slug = Slug.Of(advice),
            Actor = AdviceActor.DomainDns,
            Zone = zone,
            Because = because,
        };
}
