using System.Globalization;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>DANE-TA(2) that authenticates: row 23.</summary>
internal static class TrustAnchorScenarios
{
    public static void Add(SceneList list)
    {
        AddCombinations(list);
        AddChains(list);
    }

    private static void AddCombinations(SceneList list)
    {
        foreach (var selector in new[] { 0, 1 })
        {
            foreach (var matching in new[] { 0, 1, 2 })
            {
                var fields = string.Create(
                    CultureInfo.InvariantCulture,
                    $"2 {selector} {matching}"
                );
                Chain(
                        list,
                        "ta-" + fields.Replace(' ', '-'),
                        "23",
                        $"{fields} of a private CA that is sent.",
                        (host, root, leaf) =>
                            host.Serve(leaf, root).Tlsa(2, selector, matching, root)
                    )
                    .Protected();
            }
        }
    }

    private static void AddChains(SceneList list)
    {
        Chain(
                list,
                "ta-intermediate",
                "23",
                "The trust anchor is an intermediate; its own issuer is not sent.",
                (host, root, _) =>
                {
                    var intermediate = Intermediate(list, root);
                    host.Serve(Leaf(list, host, intermediate), intermediate)
                        .Tlsa(2, 1, 1, intermediate);
                }
            )
            .Protected();
        Chain(
                list,
                "ta-root-above-intermediate",
                "23",
                "The trust anchor is the root, with an intermediate below it.",
                (host, root, _) =>
                {
                    var intermediate = Intermediate(list, root);
                    host.Serve(Leaf(list, host, intermediate), intermediate, root)
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Protected();
        Chain(
                list,
                "ta-chain-out-of-order",
                "23",
                "The root is sent before the intermediate.",
                (host, root, _) =>
                {
                    var intermediate = Intermediate(list, root);
                    host.Serve(Leaf(list, host, intermediate), root, intermediate)
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Protected();
        Chain(
                list,
                "ta-issuer-written-otherwise",
                "23",
                "The leaf has its issuer's name in capitals and in another kind of string.",
                (host, root, _) =>
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value) with
                                {
                                    IssuerWrittenOtherwise = true,
                                },
                                root
                            ),
                            root
                        )
                        .Tlsa(2, 1, 1, root)
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Protected();
        Chain(
                list,
                "ta-stranger-in-chain",
                "23",
                "A certificate that has nothing to do with it is sent too.",
                (host, root, leaf) =>
                    host.Serve(
                            leaf,
                            list.Certificates.SelfSigned(CertificateSpec.Ca("Stranger")),
                            root
                        )
                        .Tlsa(2, 1, 1, root)
            )
            .Protected();
        Chain(
                list,
                "ta-rsa",
                "23",
                "A chain of RSA certificates.",
                (host, _, _) =>
                {
                    var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root").Rsa());
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value).Rsa(),
                                root
                            ),
                            root
                        )
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Protected();
    }

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
