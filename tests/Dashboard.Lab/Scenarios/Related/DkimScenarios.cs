using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>The name above the keys of DKIM.</summary>
internal static class DkimScenarios
{
    private const string Key =
        "s1._domainkey IN TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"";

    public static void Add(SceneList list)
    {
        list.WithMail("dkim-possible", "A key below the name.")
            .Record(Key)
            .Standard(Dkim, "dkim-possible", Passed, Info);
        list.WithMail("dkim-absent", "No such name.").Standard(Dkim, "dkim-absent", Failed, Failed);
        list.WithMail("dkim-wildcard", "A wildcard: every name exists.")
            .Record("* IN TXT \"anything\"")
            .Standard(Dkim, "dkim-undetermined", Passed, Info);
        // Type 128 at a name is what a zone of compact denials lists for one that does not exist (RFC 9824 section 3).
        list.WithMail("dkim-compact-denial", "The denial has NXNAME among its types.")
            .Record("_domainkey IN TYPE128 \\# 0")
            .Standard(Dkim, "dkim-undetermined", Passed, Info);
        list.WithMail(
                "dkim-name-denied",
                "The name server denies the name above a key that it has."
            )
            .Record(Key)
            .WithZone(zone => zone.Unsigned().BehindAt("_domainkey", MiddleboxAction.DenyName))
            .Standard(Dkim, "dkim-absent", Failed, Failed)
            .OpportunisticTls();
        list.WithMail("dkim-lookup-fails", "Questions for the name are answered with SERVFAIL.")
            .Standard(Dkim, "dkim-lookup-failed", NotMeasured, NotMeasured)
            .Zone.BehindAt("_domainkey", MiddleboxAction.ServerFailure);
        list.WithMail("dkim-not-needed", "No key, and nobody sends for the domain.")
            .Record("@ IN TXT \"v=spf1 -all exp=why.example\"")
            .Record("_dmarc IN TXT \"v=DMARC1; p=reject\"")
            .Standard(Dkim, "dkim-not-needed", NotCounted, Passed);
        list.New("dkim-null-mx", "related", "A null MX, and no key.")
            .Record("@ IN MX 0 .")
            .Standard(Dkim, "no-mail", Excluded, Excluded)
            .Expect(DomainStatus.NoMail, Delivery.Bounce, null, null);
    }
}
