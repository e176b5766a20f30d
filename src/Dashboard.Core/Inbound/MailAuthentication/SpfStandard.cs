using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.MailAuthentication;
using static Dashboard.Core.Inbound.MailAuthentication.SpfRows;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>
/// Whether a domain says who may send for it (RFC 7208). Counts for domains that accept no mail too: they can be forged as well.
/// </summary>
internal static class SpfStandard
{
    private const int MostVoidLookups = 2;

    private const int MostTermsShown = 10;

    /// <summary>The problem of a redirect whose record holds, and refuses nobody.</summary>
    private const string Open = "open";

    private static readonly StandardMethod Method = new(MailStandard.Spf, "spf-1");

    public static RelatedStandard Related { get; } =
        new(
            Method,
            Table,
            facts =>
                facts.Evidence is { } related ? Judge(facts.Domain, related.Spf, facts.Mx) : null
        )
        {
            Questions = related =>
                [.. related.Spf.Records, .. related.Spf.Mx, .. related.Spf.Addresses],
            ExampleRecord = domain => $"{domain}. 3600 IN TXT \"v=spf1 mx ~all\"",
        };

    private static StandardVerdict Judge(DomainName domain, SpfObservation observed, MxOutcome mx)
    {
        if (mx == MxOutcome.NoDomain)
        {
            return Method.Excluded(ExclusionReason.NoDomain);
        }
        var findings = Find(domain, observed);
        return Method.Decide(findings, [.. Advise(domain, findings, mx)]);
    }

    /// <summary>Nothing but <c>-all</c>, and perhaps an explanation: no server sends for the domain.</summary>
    public static bool AllowsNobody(DomainName domain, SpfObservation observed) =>
        new SpfTree(domain, observed).Top is { Fault: null, Text: { } text }
        && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, .. var terms]
        && terms.Count(term => term == "-all") == 1
        && terms.All(term =>
            term == "-all" || term.StartsWith("exp=", StringComparison.OrdinalIgnoreCase)
        );

    internal static IReadOnlyList<StandardFinding> Find(DomainName domain, SpfObservation observed)
    {
        var tree = new SpfTree(domain, observed);
        return tree.Top switch
        {
            { Fault: SpfFault.Absent } =>
            [
                Table.Find(SpfSlug.Absent, ("owner", domain.ToString())),
            ],
            { Fault: SpfFault.Multiple } => [Table.Find(SpfSlug.Multiple)],
            { Fault: SpfFault.Syntax, Text: var text } =>
            [
                Table.Find(SpfSlug.Syntax, ("record", text)),
            ],
            _ => [.. Policy(tree), .. Remarks(tree)],
        };
    }

    /// <summary>The faults, or else how the record ends.</summary>
    private static IEnumerable<StandardFinding> Policy(SpfTree tree)
    {
        var faults = Faults(tree).ToList();
        var open = Unanswered(tree).ToList();
        if (faults.Count > 0 || open.Count > 0)
        {
            return [.. faults, .. open, .. End(tree)];
        }
        return End(tree);
    }

    private static IEnumerable<StandardFinding> Faults(SpfTree tree)
    {
        if (tree.HasTooManyLookups)
        {
            yield return Table.Find(SpfSlug.TooManyLookups, ("record", tree.Top.Text));
            yield break;
        }
        foreach (var reference in tree.References)
        {
            var isOpen = reference is { PassesAll: true, IsRedirect: false };
            // What a redirect leads to is the whole policy, so an open or neutral end is its fault.
            var isWrongEnd =
                reference is { IsRedirect: true, Fault: null }
                && (reference.PassesAll || tree.Top.End is SpfEnd.Pass or SpfEnd.Neutral);
            if (reference.Fault is not null || isWrongEnd)
            {
                yield return Table.Find(
                    reference.IsRedirect ? SpfSlug.RedirectBroken : SpfSlug.IncludeBroken,
                    ("target", reference.Target),
                    ("problem", reference.Fault is { } fault ? Slug.Of(fault) : Open)
                );
            }
            else if (isOpen)
            {
                yield return Table.Find(SpfSlug.IncludeOpen, ("target", reference.Target));
            }
        }
        if (TooWide(tree.Ranges) is { Count: > 0 } wide)
        {
            yield return Table.Find(SpfSlug.TooWide, ("terms", string.Join(' ', wide)));
        }
    }

    /// <summary>The terms that let nearly everybody send: each by itself, or else the widest of them that do so together.</summary>
    private static List<string> TooWide(IReadOnlyList<SpfRange> all)
    {
        var ranges = all.Where(range => !SpfBreadth.IsNotOnTheInternet(range.Network)).ToList();
        var alone = ranges.Where(range => SpfBreadth.IsTooWide(range.Network)).ToList();
        if (alone.Count > 0)
        {
            return Terms(alone);
        }
        var together = ranges
            .GroupBy(range => range.Network.BaseAddress.AddressFamily)
            .Where(family => SpfBreadth.AreTooMany(family.Select(range => range.Network)));
        return Terms(together.SelectMany(family => family));
    }

    private static List<string> Terms(IEnumerable<SpfRange> ranges) =>
        [
            .. ranges
                .OrderBy(range => range.Network.PrefixLength)
                .Select(range => range.Term)
                .Distinct()
                .Take(MostTermsShown),
        ];

    /// <summary>The verdict could be worse than what is known.</summary>
    private static IEnumerable<StandardFinding> Unanswered(SpfTree tree)
    {
        if (tree.Failures.Count > 0)
        {
            // internet.nl asks for the records alone.
            var onlyHosts = tree.Failures.All(lookup => lookup.Type != DnsRecordType.Txt);
            var finding = Table.Find(SpfSlug.LookupFailed, tree.Failures[0]);
            yield return onlyHosts ? finding with { Forum = StandardOutcome.Passed } : finding;
        }
        if (tree.Questions.Count > 0)
        {
            yield return Table.Find(SpfSlug.NotFollowed).As(StandardOutcome.NotMeasured);
        }
        else if (
            tree is { HasTooManyLookups: false, Failures.Count: 0 }
            && tree.Top is { Fault: null, End: SpfEnd.Unknown }
        )
        {
            yield return Table.Find(SpfSlug.NotFollowed, ("record", tree.Top.Text));
        }
    }

    private static IEnumerable<StandardFinding> End(SpfTree tree)
    {
        var redirects = tree.References.Any(reference => reference.IsRedirect);
        var slug = tree.Top.End switch
        {
            SpfEnd.Pass when !redirects => SpfSlug.AllOpen,
            SpfEnd.Neutral when !redirects => SpfSlug.AllNeutral,
            SpfEnd.SoftFail => SpfSlug.Soft,
            SpfEnd.Fail => SpfSlug.Strict,
            _ => null,
        };
        return slug is null || tree.HasTooManyLookups
            ? []
            : [Table.Find(slug, ("record", tree.Top.Text))];
    }

    private static IEnumerable<StandardFinding> Remarks(SpfTree tree)
    {
        if (tree.VoidLookups > MostVoidLookups)
        {
            yield return Table.Find(
                SpfSlug.VoidLookups,
                ("count", tree.VoidLookups.ToString(CultureInfo.InvariantCulture))
            );
        }
        if (tree.ManyMx is { } mx)
        {
            yield return Table.Find(SpfSlug.MxMany, ("name", mx.ToString()));
        }
        if (tree.HasPtr)
        {
            yield return Table.Find(SpfSlug.Ptr);
        }
        if (tree.HasMacro)
        {
            yield return Table.Find(SpfSlug.Macro);
        }
    }

    private static IEnumerable<Advice> Advise(
        DomainName domain,
        IReadOnlyList<StandardFinding> findings,
        MxOutcome mx
    ) =>
        findings
            .Select(finding => (finding, slug: AdviceOf(finding)))
            .Where(pair => pair.slug is not null)
            .DistinctBy(pair => pair.slug)
            .Select(pair => new Advice
            {
                Slug = pair.slug!,
                Actor = AdviceActor.DomainDns,
                Zone = domain,
                ZoneLines =
                    pair.slug == RelatedAdviceSlug.PublishSpf
                        // A beginning: whatever sends for the domain and is not known yet would be refused by -all.
                        ?
                        [
                            ZoneLine.Txt(
                                domain,
                                mx == MxOutcome.NoMail ? "v=spf1 ~all" : "v=spf1 mx ~all"
                            ),
                        ]
                        : [],
                Facts = pair.finding.Facts,
            });

    private static string? AdviceOf(StandardFinding finding) =>
        finding.Slug switch
        {
            SpfSlug.Absent => RelatedAdviceSlug.PublishSpf,
            SpfSlug.RedirectBroken when finding.Facts.GetValueOrDefault("problem") == Open =>
                RelatedAdviceSlug.NarrowSpf,
            SpfSlug.Multiple or SpfSlug.Syntax or SpfSlug.IncludeBroken or SpfSlug.RedirectBroken =>
                RelatedAdviceSlug.RepairSpf,
            SpfSlug.AllOpen or SpfSlug.AllNeutral => RelatedAdviceSlug.RestrictSpf,
            // The end of the record is well: what is before it is not.
            SpfSlug.IncludeOpen or SpfSlug.TooWide => RelatedAdviceSlug.NarrowSpf,
            SpfSlug.TooManyLookups or SpfSlug.VoidLookups or SpfSlug.MxMany or SpfSlug.Ptr =>
                RelatedAdviceSlug.SimplifySpf,
            _ => null,
        };
}
