using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>DANE-EE(3): rows 23 and 24.</summary>
internal static class EndEntityScenarios
{
    /// <summary>keyUsage (RFC 5280 section 4.2.1.3) of keyEncipherment alone: no signature, which every handshake but key transport needs.</summary>
    private static readonly ExtraExtension KeyEncipherment = new("2.5.29.15", "03020520", true);

    public static void Add(SceneList list)
    {
        AddCombinations(list);
        AddWhatDoesNotMatter(list);
        AddMismatches(list);
    }

    private static void AddCombinations(SceneList list)
    {
        foreach (var selector in new[] { 0, 1 })
        {
            foreach (var matching in new[] { 0, 1, 2 })
            {
                var fields = string.Create(
                    CultureInfo.InvariantCulture,
                    $"3 {selector} {matching}"
                );
                var slug = "ee-" + fields.Replace(' ', '-');
                list.New(slug, "23", $"{fields} that matches.")
                    .Mx(host => host.Tlsa(3, selector, matching))
                    .Protected();
                list.New(slug + "-wrong", "24", $"{fields} of another certificate.")
                    .Mx(host =>
                        host.Tlsa(
                            3,
                            selector,
                            matching,
                            list.Certificates.SelfSigned(CertificateSpec.Server("other.example"))
                        )
                    )
                    .Failed(ReasonSlug.NoMatch);
            }
        }
    }

    private static void AddWhatDoesNotMatter(SceneList list)
    {
        Pinned(list, "ee-expired", "The certificate has expired.", spec => spec.Expired())
            .Protected(ReasonSlug.ExpiredButPinned);
        Pinned(
                list,
                "ee-not-yet-valid",
                "The certificate is not valid yet.",
                spec => spec.NotYetValid()
            )
            .Protected();
        Pinned(
                list,
                "ee-other-name",
                "The certificate has another name.",
                spec => spec with { Subject = "other.example", DnsNames = ["other.example"] }
            )
            .Protected();
        Pinned(
                list,
                "ee-nameless",
                "The certificate has no name at all.",
                spec => spec with { Subject = "", DnsNames = [] }
            )
            .Protected();
        Pinned(list, "ee-rsa", "An RSA key.", spec => spec.Rsa()).Protected();
        Pinned(
                list,
                "ee-authority",
                "A self-signed CA certificate as leaf.",
                spec => spec with { Authority = true }
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Protected();
        Pinned(
                list,
                "ee-encipherment-alone",
                "The keyUsage of an RSA certificate is keyEncipherment alone.",
                spec => spec.Rsa().With(KeyEncipherment)
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Protected();
        list.New(
                "plain-encipherment-alone",
                "29",
                "No TLSA. The keyUsage of an RSA certificate is keyEncipherment alone."
            )
            .Mx(host => host.SelfSigned(spec => spec.Rsa().With(KeyEncipherment)))
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .OpportunisticTls();
        list.New("ee-issued", "23", "A certificate of a private CA, sent without it.")
            .Mx(host =>
                host.Serve(
                        list.Certificates.Issue(
                            CertificateSpec.Server(host.Name.Value),
                            list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"))
                        )
                    )
                    .Tlsa(3, 1, 1)
            )
            .Protected();
        list.New("ee-expired-full", "23 21", "3 0 1 of an expired certificate.")
            .Mx(host => host.SelfSigned(spec => spec.Expired()).Tlsa(3, 0, 1))
            .Protected(ReasonSlug.ExpiredButPinned, ReasonSlug.TlsaFullCertificateDigest);
        foreach (
            var (slug, versions) in new[]
            {
                ("tls12-only", TlsVersions.Only12),
                ("tls13-only", TlsVersions.Only13),
            }
        )
        {
            list.New(
                    slug,
                    "23",
                    $"The server speaks TLS 1.{(versions == TlsVersions.Only12 ? 2 : 3)} alone."
                )
                .Mx(host =>
                    host.ServeTls(
                            new TlsSetup(new ServerIdentity(host.Certificate))
                            {
                                Versions = versions,
                            }
                        )
                        .Tlsa(3, 1, 1)
                )
                .Protected();
        }
        // "café" as it is in the DNS (RFC 5890 section 2.3.2.1).
        list.New("xn--caf-dma", "23", "An international domain name.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .Protected();
        list.New("international-host", "23", "The MX host has an international name.")
            .Mx(host => host.Tlsa(3, 1, 1), "xn--caf-dma")
            .Protected();
    }

    private static Scene Pinned(
        SceneList list,
        string slug,
        string description,
        Func<CertificateSpec, CertificateSpec> change
    ) =>
        list.New(slug, "23", description + " The key is pinned, so it does not matter.")
            .Mx(host => host.SelfSigned(change).Tlsa(3, 1, 1));

    private static void AddMismatches(SceneList list)
    {
        list.New("ee-selector-mistaken", "24", "The digest of the key, as if of the certificate.")
            .Mx(host =>
                host.TlsaLine(
                    TlsaData
                        .Of(3, 1, 1, host.Certificate)
                        .Replace("3 1 1", "3 0 1", StringComparison.Ordinal)
                )
            )
            .Failed(ReasonSlug.NoMatch);
        list.New("ee-matches-issuer", "24", "DANE-EE(3) of the issuer instead of the leaf.")
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                host.Serve(
                        list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), root),
                        root
                    )
                    .Tlsa(3, 1, 1, root);
            })
            .Failed(ReasonSlug.NoMatch);
        list.New("ee-renewed", "24 21", "3 0 1 of the certificate before its renewal.")
            .Mx(host =>
                host.Tlsa(3, 0, 1)
                    .Serve(
                        list.Certificates.SelfSigned(
                            CertificateSpec.Server(host.Name.Value) with
                            {
                                Subject = "renewed",
                            }
                        )
                    )
            )
            .Failed(ReasonSlug.NoMatch);
    }
}
