using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Https;
using Dashboard.Lab.Smtp;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>The record, the policy, and the MX hosts under it (RFC 8461 sections 3.1, 3.2, 4).</summary>
internal static class MtaStsScenarios
{
    public static void Add(SceneList list)
    {
        AddRecords(list);
        AddPolicies(list);
        AddHosts(list);
    }

    private static void AddRecords(SceneList list)
    {
        list.WithMail("sts-absent", "No record at _mta-sts.")
            .Standard(MtaSts, "sts-absent", Info, Info);
        Record(list, "sts-record-multiple", "Two records.", "v=STSv1; id=1;", "v=STSv1; id=2;")
            .Standard(MtaSts, "sts-record-multiple", Info, Warning);
        Record(list, "sts-record-without-id", "A record without an id.", "v=STSv1; x=1;")
            .Standard(MtaSts, "sts-record-invalid", Info, Warning);
        Record(
                list,
                "sts-record-id-33",
                "An id of 33 digits.",
                $"v=STSv1; id={new string('1', 33)};"
            )
            .Standard(MtaSts, "sts-record-invalid", Info, Warning);
        Record(list, "sts-record-other-version", "A record of another version.", "v=STSv2; id=1;")
            .Standard(MtaSts, "sts-absent", Info, Info);
        list.WithMail(
                "sts-record-lookup-fails",
                "Questions for the record are answered with SERVFAIL."
            )
            .Standard(MtaSts, "sts-lookup-failed", NotMeasured, NotMeasured)
            .Zone.BehindAt("_mta-sts", Dns.MiddleboxAction.ServerFailure);
    }

    private static void AddPolicies(SceneList list)
    {
        Good(list, "sts-enforced", "Mode enforce, all well.")
            .Policy(web => web.Policy("enforce", "mx.sts-enforced.example"))
            .Standard(MtaSts, "sts-enforced", Info, Passed);
        Good(list, "sts-enforced-crlf", "Mode enforce, lines that end in CRLF.")
            .Policy(web => web.Policy("enforce", "*.sts-enforced-crlf.example", "\r\n"))
            .Standard(MtaSts, "sts-enforced", Info, Passed);
        Good(list, "sts-record-unknown-field", "A record with a field that nobody knows.")
            .Policy(
                web => web.Policy("enforce", "*.sts-record-unknown-field.example"),
                "v=STSv1; ext=1; id=1"
            )
            .Standard(MtaSts, "sts-enforced", Info, Passed);
        Good(list, "sts-testing", "Mode testing, all well.")
            .Policy(web => web.Policy("testing", "*.sts-testing.example"))
            .Standard(MtaSts, "sts-testing", Info, Info);
        Good(list, "sts-none", "Mode none.")
            .Policy(web => web.Policy("none", ""))
            .Standard(MtaSts, "sts-none", Info, Info);
        Good(list, "sts-max-age-short", "A policy for a day.")
            .Policy(web => web.Policy("enforce", "*.sts-max-age-short.example", maxAge: 86_400))
            .Standard(MtaSts, "sts-enforced", Info, Passed, "sts-max-age-short");
        Good(list, "sts-field-repeated", "The mode is there twice.")
            .Policy(web =>
                web.Policy("enforce", "*.sts-field-repeated.example") is var policy
                    ? policy with
                    {
                        Body = policy.Body + "mode: none\n",
                    }
                    : policy
            )
            .Standard(MtaSts, "sts-enforced", Info, Passed, "sts-field-repeated");
        Invalid(list, "sts-policy-empty", "An empty policy.", "");
        Invalid(
            list,
            "sts-policy-no-version",
            "A policy without a version.",
            "mode: none\nmax_age: 1\n"
        );
        Invalid(
            list,
            "sts-policy-no-mode",
            "A policy without a mode.",
            "version: STSv1\nmx: a.example\nmax_age: 1\n"
        );
        Invalid(
            list,
            "sts-policy-no-max-age",
            "A policy without max_age.",
            "version: STSv1\nmode: none\n"
        );
        Invalid(
            list,
            "sts-policy-no-mx",
            "A policy without mx.",
            "version: STSv1\nmode: enforce\nmax_age: 1\n"
        );
        Invalid(
            list,
            "sts-policy-max-age-long",
            "A max_age of 40 digits.",
            $"version: STSv1\nmode: none\nmax_age: {new string('9', 40)}\n"
        );
        Invalid(
            list,
            "sts-policy-max-age-negative",
            "A negative max_age.",
            "version: STSv1\nmode: none\nmax_age: -1\n"
        );
        Invalid(
            list,
            "sts-policy-bom",
            "A policy behind a byte order mark.",
            "\uFEFFversion: STSv1\nmode: none\nmax_age: 1\n"
        );
        Invalid(
            list,
            "sts-policy-html",
            "A page instead of a policy.",
            "<!DOCTYPE html>\n<title>404</title>\n"
        );
        var many = string.Concat(Enumerable.Range(0, 3000).Select(i => $"mx: m{i}.example\n"));
        Good(list, "sts-policy-3000-mx", "More patterns than are kept, the host not among them.")
            .Policy(web =>
                web with
                {
                    Body = "version: STSv1\nmode: enforce\nmax_age: 1209600\n" + many,
                }
            )
            .Standard(MtaSts, "sts-mx-unknown", NotMeasured, NotMeasured);
    }

    private static void AddHosts(SceneList list)
    {
        Good(list, "sts-mx-not-listed", "The MX host is not listed, mode enforce.")
            .Policy(web => web.Policy("enforce", "other.sts-mx-not-listed.example"))
            .Standard(MtaSts, "sts-mx-not-listed", Info, Failed);
        Good(list, "sts-mx-not-listed-testing", "The MX host is not listed, mode testing.")
            .Policy(web => web.Policy("testing", "other.sts-mx-not-listed-testing.example"))
            .Standard(MtaSts, "sts-mx-not-listed", Info, Warning);
        Good(
                list,
                "sts-mx-wildcard-two-labels",
                "A wildcard stands for one label, and the host has two."
            )
            .Policy(web => web.Policy("enforce", "*.example"))
            .Standard(MtaSts, "sts-mx-not-listed", Info, Failed);
        list.New(
                "sts-mx-without-starttls",
                "related",
                "The MX host offers no STARTTLS, mode enforce."
            )
            .Mx(host => host.Behave(Sessions.WithoutStartTls))
            .Policy(web => web.Policy("enforce", "*.sts-mx-without-starttls.example"))
            .Standard(MtaSts, "sts-mx-tls", Info, Failed)
            .OpportunisticClear();
        list.New("sts-mx-without-starttls-testing", "related", "The same, mode testing.")
            .Mx(host => host.Behave(Sessions.WithoutStartTls))
            .Policy(web => web.Policy("testing", "*.sts-mx-without-starttls-testing.example"))
            .Standard(MtaSts, "sts-mx-tls", Info, Warning)
            .OpportunisticClear();
        list.WithMail(
                "sts-mx-self-signed",
                "The MX host has a certificate of its own making, mode enforce."
            )
            .Policy(web => web.Policy("enforce", "*.sts-mx-self-signed.example"))
            .Standard(MtaSts, "sts-mx-certificate", Info, Failed);
        list.WithMail("sts-mx-self-signed-testing", "The same, mode testing.")
            .Policy(web => web.Policy("testing", "*.sts-mx-self-signed-testing.example"))
            .Standard(MtaSts, "sts-mx-certificate", Info, Warning);
        Served(
            list,
            "sts-mx-expired",
            "The certificate of the MX host has expired.",
            spec => spec.Expired()
        );
        Served(
            list,
            "sts-mx-other-name",
            "The certificate of the MX host is for another name.",
            _ => CertificateSpec.Server("mail.elsewhere.example")
        );
        Served(
            list,
            "sts-mx-common-name",
            "The certificate of the MX host has its name in the common name alone.",
            spec => spec with { DnsNames = [] }
        );
        list.New("sts-mx-silent", "related", "Nobody answers at the MX host.")
            .Mx(host => host.Behave(SmtpBehaviour.Good with { Listens = false }).Tlsa(3, 1, 1))
            .Policy(web => web.Policy("enforce", "*.sts-mx-silent.example"))
            .Standard(MtaSts, "sts-mx-unknown", NotMeasured, NotMeasured)
            .Unreachable();
        Good(
                list,
                "sts-mx-alias",
                "The policy lists what the MX host is an alias of, which does not count."
            )
            .Policy(web => web.Policy("enforce", "real.sts-mx-alias.example"))
            .Standard(MtaSts, "sts-mx-not-listed", Info, Failed);
        list.New("sts-null-mx", "related", "A null MX.")
            .Record("@ IN MX 0 .")
            .Policy(web => web.Policy("enforce", "*.sts-null-mx.example"))
            .Standard(MtaSts, "no-mail", Excluded, Excluded)
            .Standard(TlsRpt, "no-mail", NotCounted, Excluded)
            .Standard(DnssecDomain, "no-mail", Excluded, Excluded)
            .Standard(DnssecMx, "no-mail", Excluded, Excluded)
            .Standard(Ipv6Mx, "no-mail", Excluded, Excluded)
            .Standard(Spf, "spf-absent", Failed, Failed)
            .Expect(DomainStatus.NoMail, Delivery.Bounce, null, null);
    }

    /// <summary>An MX host with a certificate of the lab's public authority, and TLSA.</summary>
    internal static Scene Good(SceneList list, string slug, string description)
    {
        var scene = list.New(slug, "related", description).Mx(host => host.Public().Tlsa(3, 1, 1));
        scene.Protected();
        return scene;
    }

    internal static HostSetup Public(this HostSetup host) =>
        host.Serve(
            LabAuthority.Leaf(host.Certificates, CertificateSpec.Server(host.Name.Value)),
            LabAuthority.Intermediate(host.Certificates)
        );

    private static void Served(
        SceneList list,
        string slug,
        string description,
        Func<CertificateSpec, CertificateSpec> change
    ) =>
        list.New(slug, "related", description)
            .Mx(host =>
                host.Serve(
                        LabAuthority.Leaf(
                            host.Certificates,
                            change(CertificateSpec.Server(host.Name.Value))
                        ),
                        LabAuthority.Intermediate(host.Certificates)
                    )
                    .Tlsa(3, 1, 1)
            )
            .Policy(web => web.Policy("enforce", $"*.{slug}.example"))
            .Standard(MtaSts, "sts-mx-certificate", Info, Failed)
            .Protected();

    private static void Invalid(SceneList list, string slug, string description, string body) =>
        Good(list, slug, description)
            .Policy(web => web with { Body = body })
            .Standard(MtaSts, "sts-policy-invalid", Info, Warning);

    private static Scene Record(
        SceneList list,
        string slug,
        string description,
        params string[] records
    )
    {
        var scene = list.WithMail(slug, description);
        foreach (var record in records)
        {
            scene.Record($"_mta-sts IN TXT \"{record}\"");
        }
        return scene;
    }
}
