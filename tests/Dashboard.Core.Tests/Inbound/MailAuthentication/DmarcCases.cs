using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MailAuthentication;

internal static class DmarcCases
{
    private const string D = "example.nl";
    private const string Rua = "; rua=mailto:d@example.nl";

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        Own("none at the domain, nor above", null, "dmarc-absent", Failed, Failed),
        Case(
            "two records, none above",
            Dmarc((D, "v=DMARC1; p=reject"), (D, "v=DMARC1; p=none"), ("nl", null)),
            "dmarc-absent",
            Failed,
            Failed,
            ["dmarc-absent", "dmarc-multiple"]
        ),
        Below(
            "two records, and a good one above",
            Dmarc(
                ("sub.example.nl", "v=DMARC1; p=none"),
                ("sub.example.nl", "v=DMARC1; p=reject"),
                (D, "v=DMARC1; p=reject" + Rua),
                ("nl", null)
            ),
            "dmarc-reject",
            Failed,
            Passed,
            ["dmarc-reject", "dmarc-multiple", "dmarc-inherited"]
        ),
        Below(
            "found above, p applies",
            Walk("v=DMARC1; p=quarantine" + Rua),
            "dmarc-quarantine",
            Passed,
            Passed,
            ["dmarc-quarantine", "dmarc-inherited"]
        ),
        Below(
            "found above, sp applies",
            Walk("v=DMARC1; p=reject; sp=none" + Rua),
            "dmarc-none",
            Failed,
            Failed,
            ["dmarc-none", "dmarc-inherited"]
        ),
        Below(
            "found above, sp stronger",
            Walk("v=DMARC1; p=none; sp=reject" + Rua),
            "dmarc-reject",
            Passed,
            Passed,
            ["dmarc-reject", "dmarc-inherited"]
        ),
        Below(
            "np is not for a domain that exists",
            Walk("v=DMARC1; p=reject; np=none" + Rua),
            "dmarc-reject",
            Passed,
            Passed,
            ["dmarc-reject", "dmarc-inherited"]
        ),
        Below(
            "the walk leads to another record than the list",
            Dmarc(
                ("sub.example.nl", null),
                (D, "v=DMARC1; p=none" + Rua),
                ("nl", "v=DMARC1; p=reject" + Rua)
            ),
            "dmarc-reject",
            Failed,
            Passed,
            ["dmarc-reject", "dmarc-inherited", "dmarc-organisation-differs"]
        ),
        Below(
            "a public suffix with a policy of its own",
            Dmarc(("sub.example.nl", null), (D, null), ("nl", "v=DMARC1; p=reject; psd=y" + Rua)),
            "dmarc-reject",
            Failed,
            Passed,
            ["dmarc-reject", "dmarc-inherited"]
        ),
        Below(
            "psd=n ends the walk",
            Dmarc(("sub.example.nl", null), (D, "v=DMARC1; p=reject; psd=n" + Rua)),
            "dmarc-reject",
            Passed,
            Passed,
            ["dmarc-reject", "dmarc-inherited"]
        ),
        Own(
            "unknown tag",
            "v=DMARC1; p=reject; x=1" + Rua,
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "p not second",
            "v=DMARC1; adkim=s; p=reject" + Rua,
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "a wrong optional value",
            "v=DMARC1; p=reject; adkim=x" + Rua,
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "a part without a tag",
            "v=DMARC1; p=reject; oops" + Rua,
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "a tag twice",
            "v=DMARC1; p=reject; adkim=s; adkim=r" + Rua,
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "the policy twice",
            "v=DMARC1; p=reject; p=reject" + Rua,
            "dmarc-policy-missing",
            Failed,
            Failed,
            "dmarc-policy-missing",
            "dmarc-syntax"
        ),
        Own(
            "a rua that is no URI",
            "v=DMARC1; p=reject; rua=d@example.nl",
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax",
            "dmarc-no-reports"
        ),
        Own(
            "a tab",
            "v=DMARC1;\tp=reject" + Rua,
            "dmarc-reject",
            Failed,
            Passed,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "lower-case version",
            "v=dmarc1; p=reject",
            "dmarc-absent",
            Failed,
            Failed,
            "dmarc-absent",
            "dmarc-syntax"
        ),
        Own("version not first", "p=reject; v=DMARC1", "dmarc-absent", Failed, Failed),
        Own(
            "something that is no tag before the version",
            "hello; v=DMARC1; p=reject" + Rua,
            "dmarc-absent",
            Failed,
            Failed
        ),
        Own(
            "an empty part before the version",
            ";v=DMARC1;p=reject" + Rua,
            "dmarc-absent",
            Failed,
            Failed
        ),
        Own(
            "a space before the version",
            " v=DMARC1; p=reject" + Rua,
            "dmarc-absent",
            Failed,
            Failed
        ),
        Case(
            "a text that does not begin with the version, beside a record",
            Dmarc((D, "v=DMARC1; p=reject" + Rua), (D, "hello; v=DMARC1; p=none")),
            "dmarc-reject",
            Passed,
            Passed
        ),
        Own(
            "p missing, with rua",
            "v=DMARC1" + Rua,
            "dmarc-policy-missing",
            Failed,
            Failed,
            "dmarc-policy-missing",
            "dmarc-syntax"
        ),
        Own(
            "p wrong",
            "v=DMARC1; p=block" + Rua,
            "dmarc-policy-missing",
            Failed,
            Failed,
            "dmarc-policy-missing",
            "dmarc-syntax"
        ),
        Own(
            "sp wrong",
            "v=DMARC1; p=reject; sp=block" + Rua,
            "dmarc-policy-missing",
            Failed,
            Failed,
            "dmarc-policy-missing",
            "dmarc-syntax"
        ),
        Own(
            "none, and no reports",
            "v=DMARC1; p=none; adkim=s; sp=reject; pct=20",
            "dmarc-none",
            Failed,
            Failed,
            "dmarc-none",
            "dmarc-old-tag",
            "dmarc-no-reports"
        ),
        Own(
            "none, and one address of two is none",
            "v=DMARC1; p=none" + Rua + ",nonsense",
            "dmarc-none",
            Failed,
            Failed,
            "dmarc-none",
            "dmarc-syntax"
        ),
        Own("none", "v=DMARC1; p=none" + Rua, "dmarc-none", Failed, Failed),
        Own(
            "quarantine in test mode",
            "v=DMARC1; p=quarantine; t=y" + Rua,
            "dmarc-test-mode",
            Failed,
            Failed
        ),
        Own(
            "reject in test mode",
            "v=DMARC1; p=reject; t=y" + Rua,
            "dmarc-test-mode",
            Passed,
            Warning
        ),
        Own("none in test mode", "v=DMARC1; p=none; t=y" + Rua, "dmarc-none", Failed, Failed),
        Own("quarantine", "v=DMARC1; p=quarantine" + Rua, "dmarc-quarantine", Passed, Passed),
        Own("reject", "v=DMARC1; p=reject" + Rua, "dmarc-reject", Passed, Passed),
        Own(
            "in capitals, with spaces",
            "v = DMARC1 ; p = REJECT" + Rua,
            "dmarc-reject",
            Failed,
            Passed,
            "dmarc-reject",
            "dmarc-syntax"
        ),
        Own(
            "sp weaker",
            "v=DMARC1; p=reject; sp=none" + Rua,
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Own(
            "np weaker",
            "v=DMARC1; p=reject; np=quarantine" + Rua,
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Own(
            "sp stronger",
            "v=DMARC1; p=quarantine; sp=reject" + Rua,
            "dmarc-quarantine",
            Passed,
            Passed
        ),
        Below(
            "sp of a subdomain means nothing",
            Dmarc(
                ("sub.example.nl", "v=DMARC1; p=reject; sp=none" + Rua),
                (D, "v=DMARC1; p=none"),
                ("nl", null)
            ),
            "dmarc-reject",
            Passed,
            Passed,
            ["dmarc-reject"]
        ),
        Own(
            "an old tag",
            "v=DMARC1; p=reject; ri=86400; rf=afrf; pct=100" + Rua,
            "dmarc-reject",
            Passed,
            Passed,
            "dmarc-reject",
            "dmarc-old-tag"
        ),
        Own(
            "a percentage",
            "v=DMARC1; p=reject; pct=50" + Rua,
            "dmarc-old-tag",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-old-tag"
        ),
        Own(
            "no reports",
            "v=DMARC1; p=reject",
            "dmarc-reject",
            Passed,
            Passed,
            "dmarc-reject",
            "dmarc-no-reports"
        ),
        Own(
            "a size behind an address",
            "v=DMARC1; p=reject; rua=mailto:d@example.nl!10m",
            "dmarc-reject",
            Passed,
            Passed
        ),
        Reporting(
            "no permission",
            Text("example.nl._report._dmarc.reports.example.org"),
            "dmarc-report-unauthorised",
            Warning,
            Warning
        ),
        Reporting(
            "permission denied",
            Text("x").NxDomain(),
            "dmarc-report-unauthorised",
            Warning,
            Warning
        ),
        Reporting(
            "a permission name too long to exist",
            null,
            "dmarc-report-unauthorised",
            Warning,
            Warning
        ),
        Reporting(
            "a permission that does not begin with the version",
            Text("x", ";v=DMARC1;"),
            "dmarc-report-unauthorised",
            Warning,
            Warning
        ),
        Reporting("permission", Text("x", "v=DMARC1;"), "dmarc-reject", Passed, Passed),
        Reporting(
            "permission lookup fails",
            Text("x").Fails(),
            "dmarc-report-unknown",
            NotMeasured,
            NotMeasured
        ),
        Case(
            "lookup fails",
            new DmarcObservation
            {
                Steps = [new(Seen.Name(D), Text("_dmarc.example.nl").Fails())],
                RegistrableDomain = Seen.Name(D),
            },
            "dmarc-lookup-failed",
            NotMeasured,
            NotMeasured
        ),
        Below(
            "lookup fails at a step",
            new DmarcObservation
            {
                Steps =
                [
                    new(Seen.Name("sub.example.nl"), Text("_dmarc.sub.example.nl")),
                    new(Seen.Name(D), Text("_dmarc.example.nl").Fails()),
                ],
                RegistrableDomain = Seen.Name(D),
            },
            "dmarc-lookup-failed",
            NotMeasured,
            NotMeasured,
            ["dmarc-lookup-failed"]
        ),
        Below(
            "a walk that did not come to its end",
            Dmarc(("sub.example.nl", null)),
            "dmarc-lookup-failed",
            NotMeasured,
            NotMeasured,
            ["dmarc-lookup-failed"]
        ),
        Own(
            "counts with a null MX too",
            "v=DMARC1; p=reject" + Rua,
            "dmarc-reject",
            Passed,
            Passed
        ) with
        {
            Name = "dmarc: null MX",
            Seen = NullMx,
        },
        new()
        {
            Name = "dmarc: no domain",
            Standard = MailStandard.Dmarc,
            Seen = NoDomain,
            Status = "no-domain",
            Forum = Excluded,
            Strict = Excluded,
            Why = ExclusionReason.NoDomain,
            Results = [],
        },
    ];

    /// <summary>Of a subdomain that has no record.</summary>
    private static DmarcObservation Walk(string above) =>
        Dmarc(("sub.example.nl", null), (D, above), ("nl", null));

    private static RelatedCase Own(
        string name,
        string? record,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        params string[] results
    ) =>
        Case(
            name,
            Dmarc((D, record), ("nl", null)),
            status,
            forum,
            strict,
            results is [] ? null : results
        );

    private static RelatedCase Reporting(
        string name,
        DnsLookup<string>? permission,
        string status,
        StandardOutcome forum,
        StandardOutcome strict
    ) =>
        Case(
            name,
            Dmarc((D, "v=DMARC1; p=reject; rua=mailto:d@reports.example.org")) with
            {
                Permissions = [new(Seen.Name("reports.example.org"), permission)],
            },
            status,
            forum,
            strict,
            status == "dmarc-reject" ? null : ["dmarc-reject", status]
        );

    private static RelatedCase Below(
        string name,
        DmarcObservation dmarc,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        IReadOnlyList<string> results
    ) =>
        Case(name, dmarc, status, forum, strict, results) with
        {
            Seen = Domain with { Domain = Seen.Name("sub.example.nl") },
        };

    private static RelatedCase Case(
        string name,
        DmarcObservation dmarc,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        IReadOnlyList<string>? results = null
    ) =>
        new()
        {
            Name = "dmarc: " + name,
            Standard = MailStandard.Dmarc,
            Related = Good with { Dmarc = dmarc },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results,
        };
}
