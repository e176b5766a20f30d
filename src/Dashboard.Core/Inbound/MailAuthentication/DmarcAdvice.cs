using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>
/// What to change of DMARC, a step at a time: a record that asks for more than what was read in reports loses the domain's own mail.
/// </summary>
internal static class DmarcAdvice
{
    /// <summary>Of a record that is there, what goes on to count in the next one; with policies of subdomains where it is the domain's own.</summary>
    private static readonly string[] KeptTags = ["adkim", "aspf", "fo", "ruf", "sp", "np", "psd"];

    private static readonly string[] TagsOfBelow = ["sp", "np", "psd"];

    public static IEnumerable<Advice> Of(
        DomainName domain,
        DmarcObservation observed,
        IReadOnlyList<StandardFinding> findings
    ) =>
        findings
            .Select(finding => (finding, slug: SlugOf(finding)))
            .Where(pair => pair.slug is not null)
            .DistinctBy(pair => pair.slug)
            .Select(pair => new Advice
            {
                Slug = pair.slug!,
                Actor = AdviceActor.DomainDns,
                Zone = domain,
                ZoneLines = [.. Lines(domain, observed, pair.slug!)],
                Facts = pair.finding.Facts,
            });

    private static string? SlugOf(StandardFinding finding) =>
        finding.Slug switch
        {
            DmarcSlug.Absent => RelatedAdviceSlug.PublishDmarc,
            DmarcSlug.PolicyMissing or DmarcSlug.Multiple or DmarcSlug.Syntax =>
                RelatedAdviceSlug.RepairDmarc,
            DmarcSlug.None or DmarcSlug.TestMode => RelatedAdviceSlug.EnforceDmarc,
            DmarcSlug.OldTag when finding.Strict == StandardOutcome.Warning =>
                RelatedAdviceSlug.EnforceDmarc,
            DmarcSlug.SubdomainsOpen => RelatedAdviceSlug.CoverSubdomainsWithDmarc,
            DmarcSlug.ReportUnauthorised => RelatedAdviceSlug.AuthoriseDmarcReports,
            DmarcSlug.NoReports => RelatedAdviceSlug.RequestDmarcReports,
            _ => null,
        };

    private static IEnumerable<string> Lines(
        DomainName domain,
        DmarcObservation observed,
        string slug
    )
    {
        if (slug == RelatedAdviceSlug.AuthoriseDmarcReports)
        {
            return DmarcStandard
                .Refused(observed)
                .Select(permission => permission.Lookup?.Name)
                .OfType<DomainName>()
                .Select(owner => ZoneLine.Txt(owner, "v=DMARC1;"));
        }
        if (!DomainName.TryParse($"_dmarc.{domain.Value}", out var record))
        {
            return [];
        }
        return slug switch
        {
            RelatedAdviceSlug.PublishDmarc =>
            [
                ZoneLine.Txt(record, $"v=DMARC1; p=none; {Reports(domain)}"),
            ],
            RelatedAdviceSlug.EnforceDmarc => [ZoneLine.Txt(record, Next(domain, observed))],
            _ => [],
        };
    }

    /// <summary>
    /// One step further than the present record, with the rest as it is: first reports, then quarantine; out of the test mode; the
    /// policy for all mail instead of a part.
    /// </summary>
    private static string Next(DomainName domain, DmarcObservation observed)
    {
        var found = new DmarcDiscovery(domain, observed.Steps);
        var current = found.Record!;
        var policy = current.HasUnusablePolicy
            ? DmarcRequest.None
            : (found.IsInherited ? current.SubdomainPolicy : null)
                ?? current.Policy
                ?? DmarcRequest.None;
        var next =
            policy == DmarcRequest.None && current.Rua.Count > 0 ? DmarcRequest.Quarantine : policy;
        // A domain that gets no reports has read none: the test goes on until there are some.
        var goesOn = current.Rua.Count == 0 && current.Testing;
        return string.Join(
            "; ",
            [
                "v=DMARC1",
                $"p={Slug.Of(next)}",
                .. goesOn ? ["t=y"] : Array.Empty<string>(),
                .. Kept(found),
                current.Rua.Count > 0
                    ? $"rua={string.Join(',', current.Rua.Select(uri => uri.OriginalString))}"
                    : Reports(domain),
            ]
        );
    }

    private static IEnumerable<string> Kept(DmarcDiscovery found) =>
        (found.Text ?? "")
            .Split(';', StringSplitOptions.TrimEntries)
            .Where(tag => tag.All(c => c is >= ' ' and <= '~'))
            .Select(tag => tag.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(tag => tag.Length == 2)
            .Select(tag => (Name: tag[0].ToLowerInvariant(), Value: tag[1]))
            .Where(tag =>
                KeptTags.Contains(tag.Name)
                && !found.Record!.Malformed.Contains(tag.Name)
                && !(found.IsInherited && TagsOfBelow.Contains(tag.Name))
            )
            .Select(tag => $"{tag.Name}={tag.Value}");

    private static string Reports(DomainName domain) => $"rua=mailto:dmarc-reports@{domain.Value}";
}
