using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>DANE-TA(2) with extensions that senders understand, do not understand, or understand differently: row 25.</summary>
internal static class ExtensionScenarios
{
    private static readonly ExtraExtension CrlPoints = new(
        "2.5.29.31",
        "301C301AA018A0168614687474703A2F2F63726C2E6578616D706C652F61",
        Critical: true
    );
    private static readonly ExtraExtension Policies = new(
        "2.5.29.32",
        "300830060604551D2000",
        Critical: true
    );

    public static void Add(SceneList list)
    {
        AddCritical(list);
        AddConstraints(list);
    }

    private static void AddCritical(SceneList list)
    {
        Intermediate(
                list,
                "ta-critical-crl-points",
                "The intermediate has critical CRL distribution points, as some authorities of governments have.",
                CrlPoints
            )
            .Protected(ReasonSlug.CriticalExtensionNotUnderstood);
        Intermediate(
                list,
                "ta-critical-policies",
                "The intermediate has critical certificate policies.",
                Policies
            )
            .Protected(ReasonSlug.CriticalExtensionNotUnderstood);
        Leaf(
                list,
                "ta-critical-policies-of-leaf",
                "The leaf has critical certificate policies.",
                Policies
            )
            .Protected(ReasonSlug.CriticalExtensionNotUnderstood);
        Intermediate(
                list,
                "ta-critical-of-nobody",
                "The intermediate has a critical extension that no sender knows.",
                new ExtraExtension("1.3.6.1.4.1.99999.1", "0500", Critical: true)
            )
            .Failed(ReasonSlug.ChainInvalid);
        Leaf(
                list,
                "ta-critical-of-nobody-in-leaf",
                "The leaf has a critical extension that no sender knows.",
                new ExtraExtension("1.3.6.1.4.1.99999.1", "0500", Critical: true)
            )
            .Failed(ReasonSlug.ChainInvalid);
        Leaf(
                list,
                "ta-unknown-not-critical",
                "The leaf has an extension that no sender knows, and that is not critical.",
                new ExtraExtension("1.3.6.1.4.1.99999.1", "0500")
            )
            .Protected();
    }

    private static void AddConstraints(SceneList list)
    {
        Root(
                list,
                "ta-name-permitted",
                "The root may issue for names below example alone.",
                Permitting("example")
            )
            .Protected();
        Root(
                list,
                "ta-name-not-permitted",
                "The root may issue for names below elsewhere.test alone.",
                Permitting("elsewhere.test")
            )
            .Failed(ReasonSlug.ChainInvalid);
        Root(
                list,
                "ta-name-permitted-within-label",
                "The root may issue for names below ample, which is no label of the name.",
                Permitting("ample")
            )
            .Failed(ReasonSlug.ChainInvalid);
        Leaf(
                list,
                "ta-usage-for-clients",
                "The extended key usage of the leaf is that of clients.",
                new ExtraExtension("2.5.29.37", "300A06082B06010505070302")
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Failed(ReasonSlug.ChainInvalid);
        Leaf(
                list,
                "ta-usage-for-servers",
                "The extended key usage of the leaf is that of servers.",
                new ExtraExtension("2.5.29.37", "300A06082B06010505070301")
            )
            .Protected();
    }

    /// <summary>Name constraints with one permitted DNS name (RFC 5280 section 4.2.1.10).</summary>
    private static ExtraExtension Permitting(string name)
    {
        var octets = System.Text.Encoding.ASCII.GetBytes(name);
        var length = octets.Length;
        return new(
            "2.5.29.30",
            Convert.ToHexString([
                0x30,
                (byte)(length + 6),
                0xA0,
                (byte)(length + 4),
                0x30,
                (byte)(length + 2),
                0x82,
                (byte)length,
                .. octets,
            ]),
            Critical: true
        );
    }

    private static Scene Root(
        SceneList list,
        string slug,
        string description,
        ExtraExtension extra
    ) =>
        list.New(slug, "25", description)
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root").With(extra));
                host.Serve(
                        list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), root),
                        root
                    )
                    .Tlsa(2, 1, 1, root);
            });

    private static Scene Intermediate(
        SceneList list,
        string slug,
        string description,
        ExtraExtension extra
    ) =>
        list.New(slug, "25", description)
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                var intermediate = list.Certificates.Issue(
                    CertificateSpec.Ca("Lab Intermediate").With(extra),
                    root
                );
                host.Serve(
                        list.Certificates.Issue(
                            CertificateSpec.Server(host.Name.Value),
                            intermediate
                        ),
                        intermediate,
                        root
                    )
                    .Tlsa(2, 1, 1, root);
            });

    private static Scene Leaf(
        SceneList list,
        string slug,
        string description,
        ExtraExtension extra
    ) =>
        list.New(slug, "25", description)
            .Mx(host =>
            {
                var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                host.Serve(
                        list.Certificates.Issue(
                            CertificateSpec.Server(host.Name.Value).With(extra),
                            root
                        ),
                        root
                    )
                    .Tlsa(2, 1, 1, root);
            });
}
