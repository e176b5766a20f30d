using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Ipv6;
using Dashboard.Core.Inbound.MailAuthentication;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>IPv6, SPF, DKIM and DMARC in the words of internet.nl's batch API. What was not measured has no test.</summary>
internal static class BatchRelated
{
    public static void Add(Dictionary<string, BatchTest> tests, InboundVerdict verdict)
    {
        Ipv6(tests, Find(verdict, MailStandard.Ipv6Mx));
        Spf(tests, Find(verdict, MailStandard.Spf));
        Dkim(tests, Find(verdict, MailStandard.Dkim));
        Dmarc(tests, Find(verdict, MailStandard.Dmarc));
    }

    /// <summary>The records of the domain itself that say that they are SPF.</summary>
    public static IEnumerable<string> SpfRecords(InboundObservation seen) =>
        (seen.Related?.Spf.Records is [var top, ..] ? top.Records : []).Where(text =>
            text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>One record, with <c>-all</c> and nothing else.</summary>
    public static bool SpfAllowsNobody(InboundObservation seen) =>
        SpfRecords(seen).ToList() is [var record]
        && record.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "-all"];

    private static void Ipv6(Dictionary<string, BatchTest> tests, StandardVerdict verdict)
    {
        // Of a domain without mail servers nothing else is reported.
        if (verdict.Forum == StandardOutcome.Excluded || tests.ContainsKey("mail_ipv6_mx_address"))
        {
            return;
        }
        var results = verdict.Results;
        // Hosts beyond a limit of ours may lack an address too.
        var isOpen = results.Any(r => r.Slug == Ipv6Slug.LookupFailed || r.Host is null);
        if (Has(Ipv6Slug.AddressMissing))
        {
            tests["mail_ipv6_mx_address"] = BatchTest.Bad;
        }
        else if (!isOpen && results.Count > 0)
        {
            tests["mail_ipv6_mx_address"] = BatchTest.Good;
        }
        if (results.Any(r => r is { Slug: Ipv6Slug.Unreachable, Forum: StandardOutcome.Failed }))
        {
            tests["mail_ipv6_mx_reach"] = BatchTest.Bad;
        }
        else if (
            !isOpen
            && Has(Ipv6Slug.Reachable)
            && results.All(r => r.Slug is Ipv6Slug.Reachable or Ipv6Slug.AddressMissing)
        )
        {
            tests["mail_ipv6_mx_reach"] = BatchTest.Good;
        }

        bool Has(string slug) => results.Any(r => r.Slug == slug);
    }

    private static void Spf(Dictionary<string, BatchTest> tests, StandardVerdict verdict)
    {
        var slugs = Slugs(verdict);
        if (slugs.Contains(SpfSlug.Absent) || slugs.Contains(SpfSlug.Multiple))
        {
            tests["mail_auth_spf_exist"] = BatchTest.Bad;
            return;
        }
        if (SpfFault(slugs) is { } fault)
        {
            tests["mail_auth_spf_exist"] = BatchTest.Good;
            tests["mail_auth_spf_policy"] = new("failed", fault);
        }
        else if (verdict.Forum is StandardOutcome.Passed or StandardOutcome.Warning)
        {
            tests["mail_auth_spf_exist"] = BatchTest.Good;
            tests["mail_auth_spf_policy"] = BatchTest.Good;
        }
    }

    private static string? SpfFault(HashSet<string> slugs) =>
        slugs.Contains(SpfSlug.Syntax) ? "bad"
        : slugs.Contains(SpfSlug.TooManyLookups) ? "max-lookups"
        : slugs.Contains(SpfSlug.AllOpen) || slugs.Contains(SpfSlug.AllNeutral) ? "all"
        : slugs.Contains(SpfSlug.IncludeBroken) || slugs.Contains(SpfSlug.IncludeOpen) ? "include"
        : slugs.Contains(SpfSlug.RedirectBroken) ? "redirect"
        : null;

    private static void Dkim(Dictionary<string, BatchTest> tests, StandardVerdict verdict)
    {
        BatchTest? test = verdict switch
        {
            { Forum: StandardOutcome.Excluded, Why: ExclusionReason.NoMail }
            or { Status: DkimSlug.NotNeeded } => new("not_tested", "no-email"),
            { Forum: StandardOutcome.Passed or StandardOutcome.Info } => BatchTest.Good,
            { Forum: StandardOutcome.Failed } => BatchTest.Bad,
            _ => null,
        };
        if (test is not null)
        {
            tests["mail_auth_dkim_exist"] = test;
        }
    }

    private static void Dmarc(Dictionary<string, BatchTest> tests, StandardVerdict verdict)
    {
        var slugs = Slugs(verdict);
        if (verdict.Forum is StandardOutcome.NotMeasured or StandardOutcome.Excluded)
        {
            return;
        }
        if (slugs.Contains(DmarcSlug.Absent) || slugs.Contains(DmarcSlug.Multiple))
        {
            tests["mail_auth_dmarc_exist"] = BatchTest.Bad;
            return;
        }
        tests["mail_auth_dmarc_exist"] = BatchTest.Good;
        tests["mail_auth_dmarc_policy"] = verdict.Forum switch
        {
            StandardOutcome.Failed when slugs.Contains(DmarcSlug.Syntax) => BatchTest.Bad,
            StandardOutcome.Failed => new("failed", "policy"),
            StandardOutcome.Warning => new("warning", "external"),
            _ => BatchTest.Good,
        };
    }

    private static HashSet<string> Slugs(StandardVerdict verdict) =>
        [.. verdict.Results.Where(Counts).Select(r => r.Slug)];

    /// <summary>What is only worth knowing decides nothing.</summary>
    private static bool Counts(StandardResult result) =>
        result.Forum is StandardOutcome.Failed or StandardOutcome.Warning;

    private static StandardVerdict Find(InboundVerdict verdict, MailStandard standard) =>
        verdict.Standards.First(s => s.Standard == standard);
}
