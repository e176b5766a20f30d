using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>
/// DANE-TA(2) of an authority that was renewed with the same key, where a certificate below it says which of its certificates is the
/// issuer (authorityKeyIdentifier, RFC 5280 section 4.2.1.1): row 25.
/// </summary>
internal static class ContradictedIssuerScenarios
{
    public static void Add(SceneList list)
    {
        AddLeaves(list);
        AddIntermediates(list);
        AddRight(list);
    }

    private static void AddLeaves(SceneList list)
    {
        foreach (var (word, byKey, bySerial) in Ways)
        {
            var alone = Renewed(
                list,
                $"ta-renewed-issuer-by-{word}",
                $"The leaf names the former certificate of its issuer by {word}.",
                (host, former, current) =>
                    host.Serve(Naming(list, host, former, current, byKey, bySerial), current)
                        .Tlsa(2, 1, 1, current)
            );
            if (!byKey)
            {
                alone.Simulated(SimulatedSender.GnuTls, Delivery.Dane);
            }
            alone.Failed(ReasonSlug.IssuerContradicted);
            Renewed(
                    list,
                    $"ta-renewed-issuer-by-{word}-both-sent",
                    $"The leaf names the former certificate of its issuer by {word}, and both are sent.",
                    (host, former, current) =>
                        host.Serve(
                                Naming(list, host, former, current, byKey, bySerial),
                                current,
                                former
                            )
                            .Tlsa(2, 1, 1, current)
                )
                .Protected();
        }
        Renewed(
                list,
                "ta-renewed-issuer-whole-certificate",
                "The leaf names the former certificate of its issuer, and the record is of the whole current one (2 0 1).",
                (host, former, current) =>
                    host.Serve(Naming(list, host, former, current, false, true), current)
                        .Tlsa(2, 0, 1, current)
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Failed(ReasonSlug.IssuerContradicted);
        Renewed(
                list,
                "ta-renewed-issuer-pinned-too",
                "The leaf names the former certificate of its issuer, and its own key is pinned as well.",
                (host, former, current) =>
                    host.Serve(Naming(list, host, former, current, true, true), current)
                        .Tlsa(2, 1, 1, current)
                        .Tlsa(3, 1, 1)
            )
            .Protected();
    }

    private static void AddIntermediates(SceneList list)
    {
        Renewed(
                list,
                "ta-renewed-root-above-intermediate",
                "The intermediate names the former certificate of the root.",
                (host, former, current) =>
                {
                    var intermediate = list.Certificates.Issue(
                        CertificateSpec.Ca("Lab Intermediate").Naming(former, true, true),
                        current
                    );
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value),
                                intermediate
                            ),
                            intermediate,
                            current
                        )
                        .Tlsa(2, 1, 1, current);
                }
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Failed(ReasonSlug.IssuerContradicted);
        Renewed(
                list,
                "ta-renewed-root-above-anchor",
                "The intermediate names the former certificate of the root, and is itself the trust anchor.",
                (host, former, current) =>
                {
                    var intermediate = list.Certificates.Issue(
                        CertificateSpec.Ca("Lab Intermediate").Naming(former, true, true),
                        current
                    );
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value),
                                intermediate
                            ),
                            intermediate,
                            current
                        )
                        .Tlsa(2, 1, 1, intermediate);
                }
            )
            .Protected();
    }

    private static void AddRight(SceneList list)
    {
        Renewed(
                list,
                "ta-renewed-issuer-unnamed",
                "The authority was renewed with the same key, and the leaf says nothing of its certificate.",
                (host, _, current) =>
                    host.Serve(
                            list.Certificates.Issue(
                                CertificateSpec.Server(host.Name.Value),
                                current
                            ),
                            current
                        )
                        .Tlsa(2, 1, 1, current)
            )
            .Protected();
        Renewed(
                list,
                "ta-renewed-issuer-named-rightly",
                "The leaf names the current certificate of its issuer, by key and by serial.",
                (host, _, current) =>
                    host.Serve(Naming(list, host, current, current, true, true), current)
                        .Tlsa(2, 1, 1, current)
            )
            .Protected();
        Renewed(
                list,
                "ta-former-issuer-sent",
                "The leaf names the former certificate of its issuer, and that one alone is sent.",
                (host, former, current) =>
                    host.Serve(Naming(list, host, former, current, true, true), former)
                        .Tlsa(2, 1, 1, current)
            )
            .Protected();
    }

    private static readonly (string Word, bool ByKey, bool BySerial)[] Ways =
    [
        ("serial", false, true),
        ("key", true, false),
        ("both", true, true),
    ];

    private static IssuedCertificate Naming(
        SceneList list,
        HostSetup host,
        IssuedCertificate named,
        IssuedCertificate issuer,
        bool byKey,
        bool bySerial
    ) =>
        list.Certificates.Issue(
            CertificateSpec.Server(host.Name.Value).Naming(named, byKey, bySerial),
            issuer
        );

    /// <summary>Hands the host, and the former and the current certificate of one authority, whose key identifiers differ.</summary>
    private static Scene Renewed(
        SceneList list,
        string slug,
        string description,
        Action<HostSetup, IssuedCertificate, IssuedCertificate> setup
    ) =>
        list.New(slug, "25", description)
            .Mx(host =>
            {
                var former = list.Certificates.SelfSigned(
                    CertificateSpec
                        .Ca("Lab Root")
                        .With(new ExtraExtension("2.5.29.14", "0404DEADBEEF"))
                );
                setup(
                    host,
                    former,
                    list.Certificates.Again(former, CertificateSpec.Ca("Lab Root"))
                );
            });
}
