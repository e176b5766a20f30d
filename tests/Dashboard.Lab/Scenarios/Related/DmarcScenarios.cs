using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>DMARC, a zone a row; <c>sub</c> is the mail domain where it is about what is above.</summary>
internal static class DmarcScenarios
{
    public static void Add(SceneList list)
    {
        AddPolicies(list);
        AddRemarks(list);
        AddWalks(list);
    }

    private static void AddPolicies(SceneList list)
    {
        Case(list, "dmarc-absent", "No record.", null, "dmarc-absent", Failed, Failed);
        Case(list, "dmarc-none", "Policy none.", "p=none; {0}", "dmarc-none", Failed, Failed);
        Case(
            list,
            "dmarc-quarantine",
            "Policy quarantine.",
            "p=quarantine; {0}",
            "dmarc-quarantine",
            Passed,
            Passed
        );
        Case(
            list,
            "dmarc-reject",
            "Policy reject.",
            "p=reject; {0}",
            "dmarc-reject",
            Passed,
            Passed
        );
        Case(
            list,
            "dmarc-test-quarantine",
            "Quarantine in test mode.",
            "p=quarantine; t=y; {0}",
            "dmarc-test-mode",
            Failed,
            Failed
        );
        Case(
            list,
            "dmarc-test-reject",
            "Reject in test mode.",
            "p=reject; t=y; {0}",
            "dmarc-test-mode",
            Passed,
            Warning
        );
        Case(
            list,
            "dmarc-policy-missing",
            "No policy.",
            "{0}",
            "dmarc-policy-missing",
            Failed,
            Failed
        );
        Case(
            list,
            "dmarc-policy-wrong",
            "A policy that nobody knows.",
            "p=block; {0}",
            "dmarc-policy-missing",
            Failed,
            Failed
        );
        list.WithMail("dmarc-version-late", "Something is before the version.")
            .Record("_dmarc IN TXT \"hello; v=DMARC1; p=reject\"")
            .Standard(Dmarc, "dmarc-absent", Failed, Failed);
        Case(
            list,
            "dmarc-unknown-tag",
            "A tag that nobody knows.",
            "p=reject; x=1; {0}",
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject"
        );
        Case(
            list,
            "dmarc-policy-late",
            "The policy is not the second tag.",
            "adkim=s; p=reject; {0}",
            "dmarc-syntax",
            Failed,
            Warning,
            "dmarc-reject"
        );
    }

    private static void AddRemarks(SceneList list)
    {
        Case(
            list,
            "dmarc-subdomains-open",
            "A weaker policy for subdomains.",
            "p=reject; sp=none; {0}",
            "dmarc-subdomains-open",
            Passed,
            Warning,
            "dmarc-reject"
        );
        Case(
            list,
            "dmarc-old-tag",
            "A tag of before.",
            "p=reject; ri=86400; {0}",
            "dmarc-reject",
            Passed,
            Passed,
            "dmarc-old-tag"
        );
        Case(
            list,
            "dmarc-percentage",
            "For half of the mail.",
            "p=reject; pct=50; {0}",
            "dmarc-old-tag",
            Passed,
            Warning,
            "dmarc-reject"
        );
        Case(
            list,
            "dmarc-no-reports",
            "No reports are asked for.",
            "p=reject",
            "dmarc-reject",
            Passed,
            Passed,
            "dmarc-no-reports"
        );
        Case(
            list,
            "dmarc-report-unauthorised",
            "Reports to an organisation that never agreed.",
            "p=reject; rua=mailto:a@dmarc-takes-none.example",
            "dmarc-report-unauthorised",
            Warning,
            Warning,
            "dmarc-reject"
        );
        Case(
            list,
            "dmarc-report-authorised",
            "Reports to an organisation that agreed.",
            "p=reject; rua=mailto:a@dmarc-takes-reports.example",
            "dmarc-reject",
            Passed,
            Passed
        );
        Case(
            list,
            "dmarc-report-unknown",
            "Reports to an organisation whose consent cannot be looked up.",
            "p=reject; rua=mailto:a@dmarc-consent-fails.example",
            "dmarc-report-unknown",
            NotMeasured,
            NotMeasured,
            "dmarc-reject"
        );
        list.WithMail("dmarc-consent-fails", "Its name servers fail on TXT questions.")
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Txt))
            .Standard(Dmarc, "dmarc-lookup-failed", NotMeasured, NotMeasured);
        list.WithMail("dmarc-takes-reports", "Takes the reports of another domain.")
            .Record("dmarc-report-authorised.example._report._dmarc IN TXT \"v=DMARC1;\"")
            .Standard(Dmarc, "dmarc-absent", Failed, Failed);
    }

    private static void AddWalks(SceneList list)
    {
        Below(
                list,
                "dmarc-inherited",
                "The record of the organisation applies.",
                "p=reject; sp=quarantine; {0}"
            )
            .Standard(Dmarc, "dmarc-quarantine", Passed, Passed, "dmarc-inherited");
        Below(
                list,
                "dmarc-inherited-none",
                "The organisation asks nothing of its subdomains.",
                "p=reject; sp=none; {0}"
            )
            .Standard(Dmarc, "dmarc-none", Failed, Failed, "dmarc-inherited");
        Below(list, "dmarc-multiple", "Two records, and a good one above.", "p=reject; {0}")
            .Record("_dmarc.sub IN TXT \"v=DMARC1; p=none\"")
            .Record("_dmarc.sub IN TXT \"v=DMARC1; p=reject\"")
            .Standard(Dmarc, "dmarc-reject", Failed, Passed, "dmarc-multiple", "dmarc-inherited");
        Below(
                list,
                "dmarc-open-subdomain",
                "A subdomain with a weaker policy for names below it, and no record above.",
                null
            )
            .Record(
                "_dmarc.sub IN TXT \"v=DMARC1; p=reject; sp=none; rua=mailto:d@dmarc-open-subdomain.example\""
            )
            .Standard(Dmarc, "dmarc-subdomains-open", Passed, Warning, "dmarc-reject");
        Below(
                list,
                "dmarc-subdomain-only",
                "A subdomain with a weaker policy for names below it, to which the record above applies.",
                "p=reject; {0}"
            )
            .Record(
                "_dmarc.sub IN TXT \"v=DMARC1; p=reject; sp=none; rua=mailto:d@dmarc-subdomain-only.example\""
            )
            .Standard(Dmarc, "dmarc-reject", Passed, Passed);
        Below(
                list,
                "dmarc-organisation-differs",
                "The walk ends below the registrable domain, whose record the public suffix list leads to.",
                "p=reject; {0}",
                "a.sub"
            )
            .Record(
                "_dmarc.sub IN TXT \"v=DMARC1; p=none; psd=n; rua=mailto:d@dmarc-organisation-differs.example\""
            )
            .Standard(
                Dmarc,
                "dmarc-none",
                Passed,
                Failed,
                "dmarc-inherited",
                "dmarc-organisation-differs"
            );
        var timeout = Below(
                list,
                "dmarc-walk-timeout",
                "One step of the walk is never answered.",
                null
            )
            .Slow()
            .Standard(Dmarc, "dmarc-lookup-failed", NotMeasured, NotMeasured);
        timeout.Zone.BehindAt("_dmarc", MiddleboxAction.Drop);
    }

    /// <param name="record">Behind the version, with <c>{0}</c> for a rua of the domain's own.</param>
    private static void Case(
        SceneList list,
        string slug,
        string description,
        string? record,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        params string[] results
    )
    {
        var scene = list.WithMail(slug, description)
            .Standard(Dmarc, status, forum, strict, results);
        if (record is not null)
        {
            scene.Record(Line(slug, record));
        }
    }

    private static Scene Below(
        SceneList list,
        string slug,
        string description,
        string? record,
        string labels = "sub"
    )
    {
        var scene = list.New(slug, "related", description).Below(labels);
        scene.Host(scene.Zone, "mx", host => host.Tlsa(3, 1, 1));
        scene.Record($"{labels} IN MX 10 mx.{slug}.example.");
        if (record is not null)
        {
            scene.Record(Line(slug, record));
        }
        scene.Protected();
        return scene;
    }

    private static string Line(string slug, string record) =>
        $"_dmarc IN TXT \"v=DMARC1; {record.Replace("{0}", $"rua=mailto:d@{slug}.example", StringComparison.Ordinal)}\"";
}
