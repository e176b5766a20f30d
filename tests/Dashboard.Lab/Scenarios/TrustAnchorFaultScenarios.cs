using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>DANE-TA(2) that does not authenticate: rows 25 and 27.</summary>
internal static class TrustAnchorFaultScenarios
{
    public static void Add(SceneList list)
    {
        AddAbsentAnchors(list);
        AddBrokenChains(list);
        AddPeriods(list);
    }

    private static void AddAbsentAnchors(SceneList list)
    {
        Chain(
                list,
                "ta-not-sent",
                "25",
                "The trust anchor is not in the chain that is sent.",
                (host, root, leaf) => host.Serve(leaf).Tlsa(2, 1, 1, root)
            )
            .Failed(ReasonSlug.TrustAnchorNotSent);
        Chain(
                list,
                "ta-root-not-sent",
                "25",
                "The intermediate is sent, the root that is the trust anchor is not.",
                (host, root, _) =>
                {
                    var intermediate = Intermediate(list, root);
                    host.Serve(Leaf(list, host, intermediate), intermediate).Tlsa(2, 0, 1, root);
                }
            )
            .Failed(ReasonSlug.TrustAnchorNotSent);
        Chain(
                list,
                "ta-only-in-dns",
                "25",
                "The trust anchor is whole in the DNS (2 0 0), and is not sent.",
                (host, root, leaf) => host.Serve(leaf).Tlsa(2, 0, 0, root)
            )
            .Simulated(SimulatedSender.PostfixDane, Delivery.Dane)
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Failed(ReasonSlug.TrustAnchorOnlyInDns);
        Chain(
                list,
                "ta-key-only-in-dns",
                "25",
                "The key of the trust anchor is in the DNS (2 1 0), and nothing of it is sent.",
                (host, root, leaf) => host.Serve(leaf).Tlsa(2, 1, 0, root)
            )
            .Simulated(SimulatedSender.PostfixDane, Delivery.Dane)
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Failed(ReasonSlug.TrustAnchorOnlyInDns);
        Chain(
                list,
                "ta-matches-leaf",
                "25",
                "DANE-TA(2) that only the leaf matches.",
                (host, root, leaf) => host.Serve(leaf, root).Tlsa(2, 1, 1, leaf)
            )
            .Failed(ReasonSlug.TrustAnchorMatchesLeaf);
        Chain(
                list,
                "ta-matches-self-signed-leaf",
                "25",
                "DANE-TA(2) of a self-signed leaf.",
                (host, _, _) => host.Tlsa(2, 0, 1)
            )
            .Failed(ReasonSlug.TrustAnchorMatchesLeaf);
        Chain(
                list,
                "ta-stranger",
                "25",
                "DANE-TA(2) of a CA that has nothing to do with it.",
                (host, root, leaf) => host.Serve(leaf, root).StrangeTlsa(2, 1, 1)
            )
            .Failed();
    }

    private static void AddBrokenChains(SceneList list)
    {
        Chain(
                list,
                "ta-signature-of-namesake",
                "25",
                "The leaf was signed by another CA of the same name.",
                (host, root, _) =>
                {
                    var namesake = list.Certificates.SelfSigned(
                        CertificateSpec.Ca("Lab Root").NotYetValid()
                    );
                    host.Serve(Leaf(list, host, namesake), root).Tlsa(2, 1, 1, root);
                }
            )
            .Failed();
        Chain(
                list,
                "ta-intermediate-not-authority",
                "25",
                "The certificate between leaf and trust anchor is no CA.",
                (host, root, _) =>
                {
                    var between = list.Certificates.Issue(
                        CertificateSpec.Server("between.example"),
                        root
                    );
                    host.Serve(Leaf(list, host, between), between, root).Tlsa(2, 1, 1, root);
                }
            )
            .Failed(ReasonSlug.ChainInvalid);
        Chain(
                list,
                "ta-leaf-signs-certificates-alone",
                "25",
                "The key usage of the leaf allows to sign certificates, and no handshake.",
                (host, root, _) =>
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value) with
                                {
                                    Authority = true,
                                },
                                root
                            ),
                            root
                        )
                        .Tlsa(2, 1, 1, root)
            )
            .Failed(ReasonSlug.ChainInvalid);
    }

    private static void AddPeriods(SceneList list)
    {
        Leaf(list, "ta-leaf-expired", "The leaf has expired.", spec => spec.Expired())
            .Failed(ReasonSlug.CertificateExpired);
        Leaf(
                list,
                "ta-leaf-not-yet-valid",
                "The leaf is not valid yet.",
                spec => spec.NotYetValid()
            )
            .Failed(ReasonSlug.CertificateNotYetValid);
        Leaf(
                list,
                "ta-leaf-expiring",
                "The leaf expires within five days.",
                spec => spec.ExpiringOn(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(5))
            )
            .Protected(ReasonSlug.CertificateExpiresSoon);
        Chain(
                list,
                "ta-intermediate-expired",
                "27",
                "The intermediate has expired.",
                (host, root, _) =>
                {
                    var intermediate = list.Certificates.Issue(
                        CertificateSpec.Ca("Lab Intermediate").Expired(),
                        root
                    );
                    host.Serve(Leaf(list, host, intermediate), intermediate, root)
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Failed(ReasonSlug.CertificateExpired);
        Chain(
                list,
                "ta-anchor-expired",
                "27",
                "The trust anchor itself has expired.",
                (host, _, _) =>
                {
                    var root = list.Certificates.SelfSigned(
                        CertificateSpec.Ca("Lab Root").Expired()
                    );
                    host.Serve(Leaf(list, host, root), root).Tlsa(2, 0, 1, root);
                }
            )
            .Failed(ReasonSlug.CertificateExpired);
    }

    private static Scene Leaf(
        SceneList list,
        string slug,
        string description,
        Func<CertificateSpec, CertificateSpec> change
    ) =>
        Chain(
            list,
            slug,
            "27",
            description,
            (host, root, _) =>
                host.Serve(
                        list.Certificates.Issue(
                            change(CertificateSpec.Server(host.Name.Value)),
                            root
                        ),
                        root
                    )
                    .Tlsa(2, 1, 1, root)
        );

    /// <summary>Hands the host, the lab's root and a leaf that it issued for the host.</summary>
    private static Scene Chain(
        SceneList list,
        string slug,
        string rows,
        string description,
        Action<HostSetup, IssuedCertificate, IssuedCertificate> setup
    ) =>
        list.New(slug, rows, description)
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                setup(host, root, Leaf(list, host, root));
            });

    private static IssuedCertificate Leaf(
        SceneList list,
        HostSetup host,
        IssuedCertificate issuer
    ) => list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), issuer);

    private static IssuedCertificate Intermediate(SceneList list, IssuedCertificate root) =>
        list.Certificates.Issue(CertificateSpec.Ca("Lab Intermediate"), root);
}
