using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.MailAuthentication;
using static Dashboard.Core.Inbound.MailAuthentication.DmarcRows;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>
/// What a domain asks receivers to do with mail that fails SPF and DKIM (RFC 9989). Counts for domains that accept no mail too.
/// </summary>
internal static class DmarcStandard
{
    private static readonly StandardMethod Method = new(MailStandard.Dmarc, "dmarc-1");

    public static RelatedStandard Related { get; } =
        new(
            Method,
            Table,
            facts =>
                facts.Evidence is { } related ? Judge(facts.Domain, related.Dmarc, facts.Mx) : null
        )
        {
            Questions = related =>
                [
                    .. related.Dmarc.Steps.Select(step => step.Lookup),
                    related.Dmarc.Registrable?.Lookup,
                    .. related.Dmarc.Permissions.Select(permission => permission.Lookup),
                ],
            ExampleRecord = domain =>
                $"_dmarc.{domain}. 3600 IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc-reports@{domain}\"",
        };

    private static StandardVerdict Judge(DomainName domain, DmarcObservation observed, MxOutcome mx)
    {
        if (mx == MxOutcome.NoDomain)
        {
            return Method.Excluded(ExclusionReason.NoDomain);
        }
        var findings = Find(domain, observed);
        return Method.Decide(findings, [.. DmarcAdvice.Of(domain, observed, findings)]);
    }

    /// <summary>Mail that fails is rejected, without a test mode.</summary>
    public static bool Rejects(DomainName domain, DmarcObservation observed)
    {
        var found = new DmarcDiscovery(domain, observed.Steps);
        return found.Record is { HasUnusablePolicy: false, Testing: false } record
            && PolicyOf(record, found.IsInherited) == DmarcRequest.Reject;
    }

    internal static IReadOnlyList<StandardFinding> Find(
        DomainName domain,
        DmarcObservation observed
    )
    {
        var found = new DmarcDiscovery(domain, observed.Steps);
        var forum = DmarcForumView.Of(domain, observed);
        return
        [
            Policy(domain, found) with
            {
                Forum = found is { Failed: not null, Record: null }
                    ? StandardOutcome.NotMeasured
                    : forum.Outcome,
            },
            .. Remarks(domain, observed, found, forum),
        ];
    }

    private static StandardFinding Policy(DomainName domain, DmarcDiscovery found)
    {
        if (found.Record is not { } record)
        {
            return found switch
            {
                { Failed: { } failed } => Table.Find(DmarcSlug.LookupFailed, failed),
                // Only a walk that did not come to its end, by a limit of ours.
                { Next: { } next } => Table.Find(
                    DmarcSlug.LookupFailed,
                    ("owner", $"_dmarc.{next}")
                ),
                _ => Table.Find(DmarcSlug.Absent, ("owner", $"_dmarc.{domain}")),
            };
        }
        var at = ("at", found.At!.ToString());
        if (record.HasUnusablePolicy)
        {
            return Table.Find(
                DmarcSlug.PolicyMissing,
                at,
                ("treatedAs", record.Rua.Count > 0 ? "none" : "absent")
            );
        }
        var policy = PolicyOf(record, found.IsInherited);
        (string, string?)[] facts = [at, ("policy", Slug.Of(policy))];
        return policy switch
        {
            DmarcRequest.None => Table.Find(DmarcSlug.None, facts),
            DmarcRequest.Quarantine when record.Testing => Table.Find(
                DmarcSlug.TestMode,
                facts
            ) with
            {
                Strict = StandardOutcome.Failed,
            },
            _ when record.Testing => Table.Find(DmarcSlug.TestMode, facts),
            DmarcRequest.Quarantine => Table.Find(DmarcSlug.Quarantine, facts),
            _ => Table.Find(DmarcSlug.Reject, facts),
        };
    }

    /// <summary>The domain exists, so <c>np</c> is not for it (section 4.10.1).</summary>
    private static DmarcRequest PolicyOf(DmarcPolicyRecord record, bool inherited) =>
        (inherited ? record.SubdomainPolicy : null) ?? record.Policy ?? DmarcRequest.None;

    private static IEnumerable<StandardFinding> Remarks(
        DomainName domain,
        DmarcObservation observed,
        DmarcDiscovery found,
        DmarcForumView forum
    )
    {
        foreach (var name in found.Multiple)
        {
            var finding = Table.Find(DmarcSlug.Multiple, ("at", name.ToString()));
            yield return name == domain || name == forum.At
                ? finding
                : finding with
                {
                    Forum = StandardOutcome.Info,
                };
        }
        if (found.Record is not { } record)
        {
            if (forum.BreaksGrammar)
            {
                yield return Table.Find(DmarcSlug.Syntax, ("at", forum.At?.ToString()));
            }
            yield break;
        }
        if (Syntax(record, found, forum) is { } syntax)
        {
            yield return syntax;
        }
        if (Below(found, record) is { } below)
        {
            yield return below;
        }
        foreach (var finding in Reports(observed))
        {
            yield return finding;
        }
        if (record.RemovedTags.Count > 0)
        {
            var finding = Table.Find(
                DmarcSlug.OldTag,
                ("tags", string.Join(' ', record.RemovedTags)),
                ("pct", record.Percentage?.ToString(CultureInfo.InvariantCulture))
            );
            yield return record.Percentage is null
                ? finding
                : finding with
                {
                    Strict = StandardOutcome.Warning,
                };
        }
        if (record.Rua.Count == 0)
        {
            yield return Table.Find(DmarcSlug.NoReports);
        }
        if (found.IsInherited)
        {
            yield return Table.Find(DmarcSlug.Inherited, ("at", found.At!.ToString()));
        }
        if (found.IsInherited && forum.At is not null && forum.At != domain && forum.At != found.At)
        {
            yield return Table.Find(
                DmarcSlug.OrganisationDiffers,
                ("walk", found.At!.ToString()),
                ("list", forum.At.ToString())
            );
        }
    }

    private static StandardFinding? Syntax(
        DmarcPolicyRecord record,
        DmarcDiscovery found,
        DmarcForumView forum
    )
    {
        var breaks = record.Malformed.Count > 0 || record.HasLatePolicy;
        if (!breaks && !forum.BreaksGrammar)
        {
            return null;
        }
        var finding = Table.Find(
            DmarcSlug.Syntax,
            ("at", found.At!.ToString()),
            ("tags", record.Malformed.Count > 0 ? string.Join(' ', record.Malformed) : null),
            ("p", record.HasLatePolicy ? "not-second" : null)
        );
        return finding with
        {
            Forum = forum.BreaksGrammar ? StandardOutcome.Failed : StandardOutcome.Info,
            Strict = breaks ? StandardOutcome.Warning : StandardOutcome.Info,
        };
    }

    /// <summary>
    /// <c>sp</c> and <c>np</c> count in the record of an organisational domain alone (section 4.7), which the walk finds; whether they
    /// do says nothing in the Forum view.
    /// </summary>
    private static StandardFinding? Below(DmarcDiscovery found, DmarcPolicyRecord record) =>
        found switch
        {
            { LeavesSubdomainsOpen: true } => Table.Find(
                DmarcSlug.SubdomainsOpen,
                ("sp", Slug.Of(record.SubdomainPolicy)),
                ("np", Slug.Of(record.NonexistentPolicy))
            ),
            { IsInherited: true } => null,
            { Failed: { } failed } => Table.Find(DmarcSlug.LookupFailed, failed) with
            {
                Forum = StandardOutcome.Info,
            },
            { Next: { } next } => Table.Find(
                DmarcSlug.LookupFailed,
                ("owner", $"_dmarc.{next}")
            ) with
            {
                Forum = StandardOutcome.Info,
            },
            _ => null,
        };

    /// <summary>Other organisations that did not agree to get the reports (RFC 9990 section 4).</summary>
    internal static IEnumerable<DmarcPermission> Refused(DmarcObservation observed) =>
        observed.Permissions.Where(permission =>
            permission.Lookup?.Outcome != LookupOutcome.Failed
            && !(permission.Lookup?.Records ?? []).Any(text => DmarcRecord.TryParse(text, out _))
        );

    private static IEnumerable<StandardFinding> Reports(DmarcObservation observed)
    {
        var refused = Refused(observed).ToList();
        if (refused.Count > 0)
        {
            yield return Table.Find(
                DmarcSlug.ReportUnauthorised,
                ("hosts", string.Join(' ', refused.Select(permission => permission.Host)))
            );
        }
        var failed = observed
            .Permissions.Select(permission => permission.Lookup)
            .FirstOrDefault(lookup => lookup?.Outcome == LookupOutcome.Failed);
        if (failed is not null)
        {
            yield return Table.Find(DmarcSlug.ReportUnknown, failed);
        }
        else if (observed.OmittedPermissions > 0)
        {
            yield return Table.Find(DmarcSlug.ReportUnknown);
        }
    }
}
