using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>Signatures with SHA-1 and keys of 1024 bits, where DANE looks at them and where it does not: rows 23 and 25.</summary>
internal static class WeakCertificateScenarios
{
    public static void Add(SceneList list)
    {
        list.New("ee-sha1", "23", "3 1 1 of a certificate that is signed with SHA-1.")
            .Mx(host =>
                host.Serve(
                        list.Certificates.SelfSigned(
                            Server(host).Rsa() with
                            {
                                SignedWithSha1 = true,
                            }
                        )
                    )
                    .Tlsa(3, 1, 1)
            )
            .Protected();
        list.New("ee-rsa-1024", "23", "3 1 1 of an RSA key of 1024 bits.")
            .Mx(host =>
            {
                host.SelfSigned(spec => spec with { Key = KeyKind.Rsa1024 });
                // The platform's TLS takes no key as short.
                host.ServeTls(
                        new TlsSetup(new ServerIdentity(host.Certificate)) { SendsAll = true }
                    )
                    .Tlsa(3, 1, 1);
            })
            .Protected();
        Chain(
                list,
                "ta-leaf-sha1",
                "25",
                "The trust anchor signed the leaf with SHA-1.",
                Weakness.None,
                Weakness.Sha1
            )
            .Failed(ReasonSlug.ChainInvalid);
        Chain(
                list,
                "ta-anchor-sha1",
                "23",
                "The trust anchor signed itself with SHA-1, which nothing depends on.",
                Weakness.Sha1,
                Weakness.None
            )
            .Protected();
        Chain(
                list,
                "ta-leaf-rsa-1024",
                "23",
                "The leaf has an RSA key of 1024 bits.",
                Weakness.None,
                Weakness.ShortKey
            )
            .Protected();
        Chain(
                list,
                "ta-anchor-rsa-1024",
                "23",
                "The trust anchor has an RSA key of 1024 bits.",
                Weakness.ShortKey,
                Weakness.None
            )
            .Protected();
        list.New(
                "ta-intermediate-sha1",
                "25",
                "The trust anchor signed the intermediate with SHA-1."
            )
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                var intermediate = list.Certificates.Issue(
                    CertificateSpec.Ca("Lab Intermediate") with
                    {
                        SignedWithSha1 = true,
                    },
                    root
                );
                host.Serve(list.Certificates.Issue(Server(host), intermediate), intermediate, root)
                    .Tlsa(2, 1, 1, root);
            })
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Failed(ReasonSlug.ChainInvalid);
    }

    private enum Weakness
    {
        None,
        Sha1,
        ShortKey,
    }

    /// <summary>A leaf below a root that is the trust anchor and is sent.</summary>
    private static Scene Chain(
        SceneList list,
        string slug,
        string row,
        string description,
        Weakness ofRoot,
        Weakness ofLeaf
    ) =>
        list.New(slug, row, description)
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(
                    With(CertificateSpec.Ca("Lab Root"), ofRoot)
                );
                host.Serve(list.Certificates.Issue(With(Server(host), ofLeaf), root), root)
                    .Tlsa(2, 1, 1, root);
            });

    private static CertificateSpec Server(HostSetup host) =>
        CertificateSpec.Server(host.Name.Value);

    private static CertificateSpec With(CertificateSpec spec, Weakness weakness) =>
        weakness switch
        {
            Weakness.Sha1 => spec with { SignedWithSha1 = true },
            Weakness.ShortKey => spec with { Key = KeyKind.Rsa1024 },
            _ => spec,
        };
}
