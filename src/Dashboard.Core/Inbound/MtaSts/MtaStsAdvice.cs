using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>What to change of MTA-STS, with a policy to serve as it should be.</summary>
internal static class MtaStsAdvice
{
    /// <summary>Two weeks, which senders can hold through a weekend of trouble.</summary>
    private const int MaxAge = 14 * 24 * 3600;

    public static IReadOnlyList<Advice> Of(
        InboundObservation seen,
        IReadOnlyList<StandardFinding> findings,
        StsMode? mode
    ) =>
        [
            .. findings
                .Select(finding => (finding, slug: SlugOf(finding.Slug)))
                .Where(pair => pair.slug is not null)
                .DistinctBy(pair => pair.slug)
                .Select(pair => Make(seen, pair.finding, pair.slug!, mode)),
        ];

    private static string? SlugOf(string finding) =>
        finding switch
        {
            MtaStsSlug.RecordMultiple or MtaStsSlug.RecordInvalid =>
                RelatedAdviceSlug.RepairStsRecord,
            MtaStsSlug.HostMissing
            or MtaStsSlug.HostReserved
            or MtaStsSlug.Unreachable
            or MtaStsSlug.HttpsCertificate
            or MtaStsSlug.Redirect
            or MtaStsSlug.HttpStatus
            or MtaStsSlug.TooSlow => RelatedAdviceSlug.RepairStsHost,
            MtaStsSlug.TooLarge or MtaStsSlug.MediaType or MtaStsSlug.PolicyInvalid =>
                RelatedAdviceSlug.RepairStsPolicy,
            MtaStsSlug.MxNotListed => RelatedAdviceSlug.ListMxInStsPolicy,
            MtaStsSlug.MxTls or MtaStsSlug.MxCertificate => RelatedAdviceSlug.RepairMxForSts,
            MtaStsSlug.MaxAgeShort => RelatedAdviceSlug.LengthenStsMaxAge,
            _ => null,
        };

    private static Advice Make(
        InboundObservation seen,
        StandardFinding finding,
        string slug,
        StsMode? mode
    ) =>
        slug switch
        {
            RelatedAdviceSlug.RepairStsRecord => new Advice
            {
                Slug = slug,
                Actor = AdviceActor.DomainDns,
                Zone = seen.Domain,
                ZoneLines = Record(seen),
            },
            RelatedAdviceSlug.RepairMxForSts => new Advice
            {
                Slug = slug,
                Actor = AdviceActor.MailServer,
                Host = finding.Host,
                Facts = finding.Facts,
            },
            _ => new Advice
            {
                Slug = slug,
                Actor = AdviceActor.WebServer,
                Zone = seen.Domain,
                // Senders that hold a policy fetch another one only where the id is another (RFC 8461 section 3.1).
                ZoneLines = slug == RelatedAdviceSlug.RepairStsHost ? [] : Record(seen),
                Facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["host"] = $"mta-sts.{seen.Domain}",
                    ["finding"] = finding.Slug,
                    ["policy"] = Policy(seen, mode ?? StsMode.Testing),
                },
            },
        };

    private static string[] Record(InboundObservation seen) =>
        DomainName.TryParse($"_mta-sts.{seen.Domain.Value}", out var owner)
            ?
            [
                ZoneLine.Txt(
                    owner,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"v=STSv1; id={seen.StartedAt.UtcDateTime:yyyyMMddHHmmss};"
                    )
                ),
            ]
            : [];

    /// <summary>A text for <c>.well-known/mta-sts.txt</c>.</summary>
    private static string Policy(InboundObservation seen, StsMode mode) =>
        string.Join(
            '\n',
            [
                "version: STSv1",
                $"mode: {Slug.Of(mode)}",
                .. seen
                    .Hosts.Select(host => host.Host.Name)
                    .Where(name => !name.IsRoot)
                    .Distinct()
                    .Select(name => $"mx: {name}"),
                string.Create(CultureInfo.InvariantCulture, $"max_age: {MaxAge}"),
            ]
        );
}
