using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Inbound.StandardOutcome;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MailAuthentication;

/// <summary>What the walk up from a domain comes to (RFC 9989 section 4.10), and what the Forum view finds instead.</summary>
internal static class DmarcWalkCases
{
    private const string D = "example.nl";
    private const string Sub = "sub.example.nl";
    private const string Rua = "; rua=mailto:d@example.nl";
    private const string Reject = "v=DMARC1; p=reject" + Rua;
    private const string OpenBelow = "v=DMARC1; p=reject; sp=none" + Rua;

    private static readonly DmarcObservation WithReports = Dmarc((D, Reject));

    public static IReadOnlyList<RelatedCase> All { get; } =
    [
        new()
        {
            Name = "dmarc walk: nothing was asked",
            Standard = MailStandard.Dmarc,
            Related = Good with { Dmarc = new() },
            Status = "dmarc-lookup-failed",
            Forum = NotMeasured,
            Strict = NotMeasured,
        },
        new()
        {
            Name = "dmarc walk: p missing, without rua",
            Standard = MailStandard.Dmarc,
            Related = Good with { Dmarc = Dmarc((D, "v=DMARC1; sp=none"), ("nl", null)) },
            Status = "dmarc-policy-missing",
            Forum = Failed,
            Strict = Failed,
            Results = ["dmarc-policy-missing", "dmarc-syntax", "dmarc-no-reports"],
        },
        new()
        {
            Name = "dmarc walk: sp weaker, and np as p",
            Standard = MailStandard.Dmarc,
            Related = Good with
            {
                Dmarc = Dmarc((D, "v=DMARC1; p=reject; sp=none; np=reject" + Rua), ("nl", null)),
            },
            Status = "dmarc-subdomains-open",
            Forum = Passed,
            Strict = Warning,
            Results = ["dmarc-reject", "dmarc-subdomains-open"],
        },
        new()
        {
            Name = "dmarc walk: sp stronger, and np weaker than sp",
            Standard = MailStandard.Dmarc,
            Related = Good with
            {
                Dmarc = Dmarc((D, "v=DMARC1; p=quarantine; sp=reject; np=quarantine" + Rua)),
            },
            Status = "dmarc-quarantine",
            Forum = Passed,
            Strict = Passed,
        },
        new()
        {
            Name = "dmarc walk: more report hosts than are asked",
            Standard = MailStandard.Dmarc,
            Related = Good with { Dmarc = WithReports with { OmittedPermissions = 1 } },
            Status = "dmarc-report-unknown",
            Forum = NotMeasured,
            Strict = NotMeasured,
            Results = ["dmarc-reject", "dmarc-report-unknown"],
        },
        Below(
            "a subdomain that says it is an organisation",
            Dmarc((Sub, "v=DMARC1; p=reject; sp=none; psd=n" + Rua)),
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Below(
            "a subdomain with no record above it is its own organisation",
            Dmarc((Sub, OpenBelow), (D, null), ("nl", null)),
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Below(
            "two records above a subdomain are none, and say nothing of it",
            Dmarc((Sub, OpenBelow), (D, Reject), (D, Reject), ("nl", null)),
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Below(
            "a public suffix that asks less of names below it",
            Dmarc((Sub, OpenBelow + "; psd=y")),
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Below(
            "a domain right below a public suffix that says so",
            Dmarc((Sub, OpenBelow), (D, Reject + "; psd=y")),
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-subdomains-open"
        ),
        Below(
            "lookup fails above a record that asks less of names below it",
            Dmarc((Sub, OpenBelow)) is var own
                ? own with
                {
                    Steps = [.. own.Steps, new(Seen.Name(D), Text("_dmarc.example.nl").Fails())],
                }
                : own,
            "dmarc-lookup-failed",
            Passed,
            NotMeasured,
            "dmarc-reject",
            "dmarc-lookup-failed"
        ),
        Below(
            "a walk that did not come to its end above such a record",
            Dmarc((Sub, OpenBelow), (D, null)),
            "dmarc-lookup-failed",
            Passed,
            NotMeasured,
            "dmarc-reject",
            "dmarc-lookup-failed"
        ),
        Below(
            "an inherited record that asks less of names below it",
            Dmarc((Sub, null), (D, "v=DMARC1; p=reject; np=none" + Rua), ("nl", null)),
            "dmarc-reject",
            Passed,
            Passed,
            "dmarc-reject",
            "dmarc-inherited"
        ),
        Below(
            "lookup fails above the organisation",
            new DmarcObservation
            {
                Steps =
                [
                    new(Seen.Name(Sub), Text("_dmarc.sub.example.nl")),
                    new(Seen.Name(D), Text("_dmarc.example.nl")),
                    new(Seen.Name("nl"), Text("_dmarc.nl").Fails()),
                ],
                RegistrableDomain = Seen.Name(D),
            },
            "dmarc-lookup-failed",
            NotMeasured,
            NotMeasured,
            "dmarc-lookup-failed"
        ),
        Below(
            "a name too long to have a record",
            Dmarc((D, Reject), ("nl", null)) is var above
                ? above with
                {
                    Steps = [new(Seen.Name(Sub), null), .. above.Steps],
                }
                : above,
            "dmarc-reject",
            Passed,
            Passed,
            "dmarc-reject",
            "dmarc-inherited"
        ),
        Below(
            "the walk ends below the registrable domain",
            Dmarc(("a.sub.example.nl", null), (Sub, "v=DMARC1; p=none; psd=n" + Rua)) with
            {
                Registrable = new(Seen.Name(D), Text("_dmarc.example.nl", Reject)),
            },
            "dmarc-none",
            Passed,
            Failed,
            "dmarc-none",
            "dmarc-inherited",
            "dmarc-organisation-differs"
        ) with
        {
            Seen = Domain with { Domain = Seen.Name("a.sub.example.nl") },
        },
        Below(
            "the walk leads to a record with an unknown tag, the list to a good one",
            Dmarc((Sub, null), (D, Reject), ("nl", "v=DMARC1; p=reject; x=1" + Rua)),
            "dmarc-syntax",
            Passed,
            Warning,
            "dmarc-reject",
            "dmarc-syntax",
            "dmarc-inherited",
            "dmarc-organisation-differs"
        ),
        Below(
            "two records at the organisation, and none below or above",
            Dmarc((Sub, null), (D, Reject), (D, Reject), ("nl", null)),
            "dmarc-absent",
            Failed,
            Failed,
            "dmarc-absent",
            "dmarc-multiple"
        ),
    ];

    private static RelatedCase Below(
        string name,
        DmarcObservation dmarc,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        params string[] results
    ) =>
        new()
        {
            Name = "dmarc walk: " + name,
            Standard = MailStandard.Dmarc,
            Seen = Domain with { Domain = Seen.Name(Sub) },
            Related = Good with { Dmarc = dmarc },
            Status = status,
            Forum = forum,
            Strict = strict,
            Results = results,
        };
}
