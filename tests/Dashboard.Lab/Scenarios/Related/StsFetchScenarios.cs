using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Https;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>How the policy is to be had (RFC 8461 section 3.3).</summary>
internal static class StsFetchScenarios
{
    public static void Add(SceneList list)
    {
        AddHosts(list);
        AddCertificates(list);
        AddAnswers(list);
        AddScripts(list);
    }

    private static void AddHosts(SceneList list)
    {
        list.WithMail("sts-host-missing", "The policy host does not exist.")
            .Record("_mta-sts IN TXT \"v=STSv1; id=1;\"")
            .Standard(MtaSts, "sts-host-missing", Info, Warning);
        var failing = list.WithMail(
                "sts-host-lookup-fails",
                "The addresses of the policy host cannot be looked up."
            )
            .Record("_mta-sts IN TXT \"v=STSv1; id=1;\"")
            .Standard(MtaSts, "sts-lookup-failed", NotMeasured, NotMeasured);
        failing
            .ChildZone("mta-sts")
            .Behind(MiddleboxAction.ServerFailure, DnsRecordType.A, DnsRecordType.Aaaa);
        list.WithMail("sts-host-alias-inside", "The policy host is an alias of a name inside.")
            .Record("_mta-sts IN TXT \"v=STSv1; id=1;\"")
            .Record("mta-sts IN CNAME inside")
            .Record("inside IN A 127.0.0.1")
            .Standard(MtaSts, "sts-unreachable", Info, Warning);
        Web(
                list,
                "sts-host-refuses",
                "Nobody listens at the policy host.",
                web => web with { Closed = true }
            )
            .Standard(MtaSts, "sts-unreachable", Info, Warning);
        Web(
                list,
                "sts-host-tls-1-1",
                "The policy host has TLS 1.1 alone.",
                web => web with { Protocols = "TLSv1.1" }
            )
            .Standard(MtaSts, "sts-unreachable", Info, Warning);
    }

    private static void AddCertificates(SceneList list)
    {
        foreach (
            var (slug, description, serve) in new (string, string, Func<WebEndpoint, WebEndpoint>)[]
            {
                (
                    "sts-https-expired",
                    "The certificate of the policy host has expired.",
                    web => Public(list, web, spec => spec.Expired())
                ),
                (
                    "sts-https-other-name",
                    "The certificate of the policy host is for another name.",
                    web => Public(list, web, _ => CertificateSpec.Server("www.elsewhere.example"))
                ),
                (
                    "sts-https-common-name",
                    "The certificate of the policy host has its name in the common name alone.",
                    web => Public(list, web, spec => spec with { DnsNames = [] })
                ),
                (
                    "sts-https-self-signed",
                    "The certificate of the policy host is of its own making.",
                    web =>
                        web.Serve(
                            list.Certificates.SelfSigned(CertificateSpec.Server(web.HostName))
                        )
                ),
                (
                    "sts-https-untrusted",
                    "The certificate of the policy host is of an authority that nobody knows.",
                    web =>
                        list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Unknown Root"))
                            is var unknown
                            ? web.Serve(
                                list.Certificates.Issue(
                                    CertificateSpec.Server(web.HostName),
                                    unknown
                                ),
                                unknown
                            )
                            : web
                ),
                (
                    "sts-https-no-intermediate",
                    "The policy host leaves the intermediate certificate out.",
                    web => web.Serve(web.Identity.Leaf)
                ),
            }
        )
        {
            Web(list, slug, description, serve)
                .Standard(MtaSts, "sts-https-certificate", Info, Warning);
        }
        Web(
                list,
                "sts-https-wildcard",
                "The certificate of the policy host has a wildcard.",
                web =>
                    Public(
                        list,
                        web,
                        spec => spec with { DnsNames = ["*.sts-https-wildcard.example"] }
                    )
            )
            .Standard(MtaSts, "sts-enforced", Info, Passed);
    }

    private static void AddAnswers(SceneList list)
    {
        Web(
                list,
                "sts-redirect",
                "The policy host redirects.",
                web => web.With("return 301 https://elsewhere.example/;")
            )
            .Standard(MtaSts, "sts-redirect", Info, Warning);
        Web(
                list,
                "sts-status-404",
                "The policy host has no such page.",
                web => web.With("return 404;")
            )
            .Standard(MtaSts, "sts-http-status", Info, Warning);
        Web(
                list,
                "sts-status-500",
                "The policy host has an error of its own.",
                web => web.With("return 500;")
            )
            .Standard(MtaSts, "sts-http-status", Info, Warning);
        Web(
                list,
                "sts-media-type",
                "The policy is called a web page.",
                web => web with { Directives = "default_type text/html; types { }" }
            )
            .Standard(MtaSts, "sts-media-type", Info, Warning, "sts-enforced");
        Sized(list, "sts-octets-65536", "A policy of 65,536 octets.", 65_536)
            .Standard(MtaSts, "sts-enforced", Info, Passed);
        Sized(list, "sts-octets-65537", "A policy of 65,537 octets.", 65_537)
            .Standard(MtaSts, "sts-too-large", Info, Warning);
        Sized(list, "sts-slow", "The policy comes at ten octets a second.", 2000, "limit_rate 10;")
            .Slow()
            .Standard(MtaSts, "sts-too-slow", Info, Warning);
        Web(
                list,
                "sts-gzip",
                "The policy host compresses for those who ask.",
                web => web.With("gzip on; gzip_types *;")
            )
            .Standard(MtaSts, "sts-enforced", Info, Passed);
        Web(
                list,
                "sts-gzip-unasked",
                "The policy host says that the policy is compressed, which nobody asked for.",
                web => web.With("add_header Content-Encoding gzip;")
            )
            .Standard(MtaSts, "sts-policy-invalid", Info, Warning);
    }

    private static void AddScripts(SceneList list)
    {
        Scripted(list, "sts-endless", "The policy never ends.", WebScript.Endless)
            .Standard(MtaSts, "sts-too-large", Info, Warning);
        Scripted(list, "sts-header-bomb", "Header fields never end.", WebScript.HeaderBomb)
            .Standard(MtaSts, "sts-too-large", Info, Warning);
        Scripted(list, "sts-interim-flood", "Interim answers never end.", WebScript.InterimFlood)
            .Standard(MtaSts, "sts-too-large", Info, Warning);
        Scripted(list, "sts-silent", "The policy host says nothing.", WebScript.Silent)
            .Slow()
            .Standard(MtaSts, "sts-too-slow", Info, Warning);
        Scripted(list, "sts-reset", "The policy host resets the connection.", WebScript.Reset)
            .Standard(MtaSts, "sts-unreachable", Info, Warning);
        Scripted(list, "sts-not-http", "The policy comes without HTTP.", WebScript.NotHttp)
            .Standard(MtaSts, "sts-unreachable", Info, Warning);
    }

    private static WebEndpoint Public(
        SceneList list,
        WebEndpoint web,
        Func<CertificateSpec, CertificateSpec> change
    ) =>
        web.Serve(
            LabAuthority.Leaf(list.Certificates, change(CertificateSpec.Server(web.HostName))),
            LabAuthority.Intermediate(list.Certificates)
        );

    private static Scene Scripted(
        SceneList list,
        string slug,
        string description,
        WebScript script
    ) => Web(list, slug, description, web => web with { Script = script });

    private static Scene Sized(
        SceneList list,
        string slug,
        string description,
        int octets,
        string directives = ""
    ) =>
        Web(
            list,
            slug,
            description,
            web =>
                web.With(directives) with
                {
                    Body = web.Body + "x: " + new string('x', octets - web.Body!.Length - 3),
                }
        );

    private static Scene Web(
        SceneList list,
        string slug,
        string description,
        Func<WebEndpoint, WebEndpoint> change
    ) =>
        MtaStsScenarios
            .Good(list, slug, description)
            .Policy(web => change(web.Policy("enforce", $"*.{slug}.example")));
}
