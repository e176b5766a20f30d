using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>DANE-TA(2) of an anchor whose own dates are over or still to come: row 27. It depends on the sender where it is no root.</summary>
internal static class AnchorValidityScenarios
{
    public static void Add(SceneList list)
    {
        foreach (var selector in new[] { 0, 1 })
        {
            Anchored(
                    list,
                    $"ta-intermediate-anchor-expired-{selector}",
                    $"The trust anchor (2 {selector} 1) is an intermediate that has expired.",
                    CertificateSpec.Ca("Lab Intermediate").Expired(),
                    selector
                )
                .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
                .Protected(ReasonSlug.AnchorOutsideValidity);
        }
        Anchored(
                list,
                "ta-intermediate-anchor-not-yet-valid",
                "The trust anchor is an intermediate that is not valid yet.",
                CertificateSpec.Ca("Lab Intermediate").NotYetValid(),
                1
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Protected(ReasonSlug.AnchorOutsideValidity);
        CrossSigned(
                list,
                "ta-cross-signed-anchor-expired",
                "The trust anchor is a root that another root has signed as well; what is sent is that certificate, and it has expired.",
                (host, own, crossed) =>
                    host.Serve(Leaf(list, host, own), crossed).Tlsa(2, 1, 1, own)
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Defer)
            .Protected(ReasonSlug.AnchorOutsideValidity);
        CrossSigned(
                list,
                "ta-cross-signed-anchor-expired-own-sent",
                "Beside the expired certificate by another root, the root's own is sent.",
                (host, own, crossed) =>
                    host.Serve(Leaf(list, host, own), crossed, own).Tlsa(2, 1, 1, own)
            )
            .Protected();
        Chain(
                list,
                "ta-anchor-not-yet-valid",
                "The trust anchor is a root that is not valid yet.",
                host =>
                {
                    var root = list.Certificates.SelfSigned(
                        CertificateSpec.Ca("Lab Root").NotYetValid()
                    );
                    host.Serve(Leaf(list, host, root), root).Tlsa(2, 1, 1, root);
                }
            )
            .Failed(ReasonSlug.CertificateNotYetValid);
        Chain(
                list,
                "ta-root-anchor-expired-above-intermediate",
                "The trust anchor is a root that has expired, with an intermediate below it.",
                host =>
                {
                    var root = list.Certificates.SelfSigned(
                        CertificateSpec.Ca("Lab Root").Expired()
                    );
                    var intermediate = list.Certificates.Issue(
                        CertificateSpec.Ca("Lab Intermediate"),
                        root
                    );
                    host.Serve(Leaf(list, host, intermediate), intermediate, root)
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Failed(ReasonSlug.CertificateExpired);
    }

    private static Scene Anchored(
        SceneList list,
        string slug,
        string description,
        CertificateSpec anchor,
        int selector
    ) =>
        Chain(
            list,
            slug,
            description,
            host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                var intermediate = list.Certificates.Issue(anchor, root);
                host.Serve(Leaf(list, host, intermediate), intermediate, root)
                    .Tlsa(2, selector, 1, intermediate);
            }
        );

    /// <summary>Hands the host, a root by itself, and the same root by another that has expired.</summary>
    private static Scene CrossSigned(
        SceneList list,
        string slug,
        string description,
        Action<HostSetup, IssuedCertificate, IssuedCertificate> setup
    ) =>
        Chain(
            list,
            slug,
            description,
            host =>
            {
                var own = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                var other = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Older Root"));
                setup(
                    host,
                    own,
                    list.Certificates.Again(own, CertificateSpec.Ca("Lab Root").Expired(), other)
                );
            }
        );

    private static Scene Chain(
        SceneList list,
        string slug,
        string description,
        Action<HostSetup> setup
    ) => list.New(slug, "27", description).Mx(setup);

    private static IssuedCertificate Leaf(
        SceneList list,
        HostSetup host,
        IssuedCertificate issuer
    ) => list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), issuer);
}
