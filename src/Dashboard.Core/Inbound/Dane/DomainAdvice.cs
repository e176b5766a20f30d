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
                yield return Make(repair, zone);
            }
        }
        if (
            slugs.Contains(ReasonSlug.ZoneAlgorithmUnsupported)
            || slugs.Contains(ReasonSlug.Nsec3IterationsTooHigh)
        )
        {
            yield return Make(DaneAdvice.ReplaceOldAlgorithm, zone);
        }
        else if (slugs.Contains(ReasonSlug.MxInsecure))
        {
            yield return Make(DaneAdvice.SignDomainZone, zone);
        }
        if (slugs.Contains(ReasonSlug.SignatureExpiresSoon))
        {
            var expiring = verdict.Reasons.First(r =>
                r.Host is null && r.Slug == ReasonSlug.SignatureExpiresSoon
            );
            yield return Make(DaneAdvice.RepairDnssec, zone) with
            {
                Facts = expiring.Facts,
            };
        }
        if (slugs.Contains(ReasonSlug.NoMxNoAddress))
        {
            yield return Make(DaneAdvice.PublishNullMx, zone) with
            {
                ZoneLines = [ZoneLine.NullMx(seen.Domain)],
            };
        }
        if (slugs.Contains(ReasonSlug.MxNullAmongOthers))
        {
            yield return Make(DaneAdvice.RemoveDeadMx, zone) with
            {
                Facts = new Dictionary<string, string> { ["name"] = "." },
            };
        }
    }

    private static Advice Make(DaneAdvice advice, DomainName zone) =>
        new()
        {
            Slug = Slug.Of(advice),
            Actor = AdviceActor.DomainDns,
            Zone = zone,
        };
}
