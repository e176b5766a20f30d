using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Https;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Keys, signatures, paths and names of certificates.</summary>
internal static class TlsCertificateScenarios
{
    public static void Add(TlsSceneList list)
    {
        AddKeys(list);
        AddSignatures(list);
        AddNames(list);
    }

    private static void AddKeys(TlsSceneList list)
    {
        Key(list, "tls-key-2048", "An RSA key of 2048 bits.", KeyKind.Rsa2048)
            .Level(TlsSubTest.CertificateKey, "phase-out", "sufficient");
        Key(list, "tls-key-3072", "An RSA key of 3072 bits.", KeyKind.Rsa3072)
            .Level(TlsSubTest.CertificateKey, "sufficient", "good");
        Key(list, "tls-key-1024", "An RSA key of 1024 bits.", KeyKind.Rsa1024, weak: true)
            .Level(TlsSubTest.CertificateKey, "insufficient", "insufficient");
        Key(list, "tls-key-p256", "An ECDSA key on P-256.", KeyKind.EcdsaP256)
            .Level(TlsSubTest.CertificateKey, "sufficient", "good");
        Key(list, "tls-key-p384", "An ECDSA key on P-384.", KeyKind.EcdsaP384)
            .Level(TlsSubTest.CertificateKey, "sufficient", "good");
        Key(list, "tls-key-p521", "An ECDSA key on P-521.", KeyKind.EcdsaP521)
            .Level(TlsSubTest.CertificateKey, "sufficient", "insufficient");
        Curve12(list, "tls-key-p224", "An ECDSA key on P-224.", KeyKind.EcdsaP224, "P-224:P-256")
            .Level(TlsSubTest.CertificateKey, "phase-out", "phase-out");
        Curve12(
                list,
                "tls-key-brainpool",
                "An ECDSA key on brainpoolP256r1.",
                KeyKind.EcdsaBrainpool256,
                "brainpoolP256r1:P-256"
            )
            .Level(TlsSubTest.CertificateKey, "sufficient", "insufficient");
        Key(list, "tls-key-ed25519", "An Ed25519 key.", KeyKind.Ed25519)
            .Level(TlsSubTest.CertificateKey, "sufficient", "insufficient")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "insufficient");
        Key(list, "tls-key-ed448", "An Ed448 key.", KeyKind.Ed448)
            .Level(TlsSubTest.CertificateKey, "sufficient", "insufficient")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "insufficient");
    }

    private static void AddSignatures(TlsSceneList list)
    {
        Signature(list, "sha256", "SHA256withRSA")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "good");
        Signature(list, "sha384", "SHA384withRSA")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "good");
        Signature(list, "sha512", "SHA512withRSA")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "good");
        Signature(list, "pss", "SHA256withRSAandMGF1")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "good")
            .Forum("failed", "failed");
        Signature(list, "sha224", "SHA224withRSA")
            .Level(TlsSubTest.CertificateSignature, "phase-out", "insufficient");
        Signature(list, "sha1", "SHA1withRSA")
            .Level(TlsSubTest.CertificateSignature, "insufficient", "insufficient");
        list.New("tls-signature-ecdsa-sha384", "A certificate signed with ECDSA and SHA-384.")
            .Library(TlsServers.Modern())
            .Key(spec => spec with { Signature = "SHA384withECDSA" })
            .Level(TlsSubTest.CertificateSignature, "sufficient", "good");
    }

    private static void AddNames(TlsSceneList list)
    {
        list.OpenSsl("tls-chain-public", "A certificate of a public authority.")
            .Serves((host, _) => [LabAuthority.Server(host.Certificates, host.Name.Value)])
            .Level(TlsSubTest.CertificateChain, "passed", "passed")
            .Level(TlsSubTest.CertificateName, "passed", "passed");
        list.OpenSsl("tls-chain-own", "A certificate of its own making.")
            .Level(TlsSubTest.CertificateChain, "info", "info")
            .Level(TlsSubTest.CertificateName, "passed", "passed");
        list.OpenSsl("tls-name-other", "A certificate for another name, pinned by its key.")
            .Key(spec => spec.Rsa() with { DnsNames = ["elsewhere.example"] })
            .Level(TlsSubTest.CertificateName, "info", "info");
        list.OpenSsl(
                "tls-name-other-anchor",
                "A certificate for another name, of an authority in TLSA."
            )
            .Serves(
                (host, _) =>
                {
                    var root = host.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                    return
                    [
                        new ServerIdentity(
                            host.Certificates.Issue(
                                CertificateSpec.Server("elsewhere.example"),
                                root
                            ),
                            root
                        ),
                    ];
                }
            )
            .Tlsa(host =>
                host.Tlsa(2, 1, 1, host.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root")))
            )
            .Dane(scene => scene.Failed(ReasonSlug.NameMismatch))
            .Level(TlsSubTest.CertificateName, "insufficient", "insufficient");
    }

    private static TlsScene Key(
        TlsSceneList list,
        string slug,
        string description,
        KeyKind kind,
        bool weak = false
    ) =>
        list.New(slug, description)
            .Library(weak ? TlsServers.With("ECDHE+AESGCM") : TlsServers.Modern())
            .Key(spec => spec with { Key = kind });

    /// <summary>In TLS 1.2 alone; senders, which have no such curve, get TLS 1.3 and a certificate on P-256.</summary>
    private static TlsScene Curve12(
        TlsSceneList list,
        string slug,
        string description,
        KeyKind kind,
        string groups
    ) =>
        list.New(slug, description)
            .Library(
                new ByHelloSettings(
                    new OtherIdentity(
                        TlsServers.Modern(("MaxProtocol", "TLSv1.2"), ("Groups", groups)),
                        1
                    ),
                    hello =>
                        hello.Version == 0x0304 ? new OtherIdentity(TlsServers.Modern(), 0) : null
                )
            )
            .Key(spec => spec)
            .Serves(
                (host, own) =>
                    [
                        own,
                        new ServerIdentity(
                            host.Certificates.SelfSigned(
                                CertificateSpec.Server(host.Name.Value) with
                                {
                                    Key = kind,
                                }
                            )
                        ),
                    ]
            );

    private static TlsScene Signature(TlsSceneList list, string name, string signature) =>
        list.OpenSsl($"tls-signature-{name}", $"A certificate signed as {signature}.")
            .Key(spec => spec with { Key = KeyKind.Rsa3072, Signature = signature });
}
