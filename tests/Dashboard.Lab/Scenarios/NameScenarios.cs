using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>The names a DANE-TA(2) certificate may carry: row 26.</summary>
internal static class NameScenarios
{
    public static void Add(SceneList list)
    {
        Named(list, "ta-name-host", "the MX host").Protected();
        Named(list, "ta-name-next-hop", "the mail domain alone", "{domain}")
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Protected();
        Named(list, "ta-name-upper-case", "the MX host in upper case", "MX.{DOMAIN}").Protected();
        Named(
                list,
                "ta-name-among-many",
                "several names, the host's last",
                "a.example",
                "b.example",
                "mx.{domain}"
            )
            .Protected();
        Named(list, "ta-name-wildcard", "a wildcard for the host", "*.{domain}").Protected();
        Named(list, "ta-name-other", "another host", "other.example")
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Named(list, "ta-name-parent", "the parent of the mail domain", "example")
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Named(list, "ta-name-wildcard-of-parent", "a wildcard one label too high", "*.example")
            // It would cover the mail domain, but no mail software accepts a wildcard directly below a top-level domain.
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Named(list, "ta-name-wildcard-too-deep", "a wildcard one label too low", "*.mx.{domain}")
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Named(list, "ta-name-wildcard-partial", "a wildcard within a label", "m*.{domain}")
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Underscore(
                list,
                "ta-name-underscore-wildcard",
                "a wildcard, and the host an underscore",
                "*.{domain}"
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Underscore(
                list,
                "ta-name-underscore-exact",
                "the host, which has an underscore",
                "mail_1.{domain}"
            )
            .Protected();
        Underscore(
                list,
                "ta-name-underscore-next-hop",
                "a wildcard and the mail domain, and the host an underscore",
                "*.{domain}",
                "{domain}"
            )
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Protected();
        Named(
                list,
                "ta-name-underscore-in-wildcard",
                "a wildcard below a label with an underscore",
                "*.a_b.{domain}"
            )
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
        Subject(list, "ta-name-common-name", "the host as common name, and no SAN", false)
            .Protected();
        Subject(
                list,
                "ta-name-common-name-ignored",
                "the host as common name, another in SAN",
                true
            )
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Failed(ReasonSlug.NameMismatch);
    }

    /// <param name="names">Of the certificate; none for the host's own.</param>
    private static Scene Named(SceneList list, string slug, string what, params string[] names) =>
        Issued(
            list,
            slug,
            what,
            host =>
                CertificateSpec.Server(host.Name.Value) with
                {
                    Subject = "lab",
                    DnsNames =
                        names.Length == 0
                            ? [host.Name.Value]
                            : [.. names.Select(name => Fill(name, slug))],
                }
        );

    /// <summary>The label of the host has an underscore, for which no wildcard of OpenSSL stands.</summary>
    private static Scene Underscore(
        SceneList list,
        string slug,
        string what,
        params string[] names
    ) =>
        list.New(slug, "26", $"The certificate names {what}.")
            .Mx(
                host =>
                {
                    var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                    var leaf = CertificateSpec.Server(host.Name.Value) with
                    {
                        Subject = "lab",
                        DnsNames = [.. names.Select(name => Fill(name, slug))],
                    };
                    host.Serve(list.Certificates.Issue(leaf, root), root).Tlsa(2, 1, 1, root);
                },
                label: "mail_1"
            );

    private static Scene Subject(SceneList list, string slug, string what, bool otherName) =>
        Issued(
            list,
            slug,
            what,
            host =>
                CertificateSpec.Server(host.Name.Value) with
                {
                    DnsNames = otherName ? ["other.example"] : [],
                }
        );

    private static Scene Issued(
        SceneList list,
        string slug,
        string what,
        Func<HostSetup, CertificateSpec> spec
    ) =>
        list.New(slug, "26", $"The certificate names {what}.")
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                host.Serve(list.Certificates.Issue(spec(host), root), root).Tlsa(2, 1, 1, root);
            });

    private static string Fill(string name, string slug) =>
        name.Replace("{domain}", $"{slug}.example", StringComparison.Ordinal)
            .Replace("{DOMAIN}", $"{slug}.example".ToUpperInvariant(), StringComparison.Ordinal);
}
