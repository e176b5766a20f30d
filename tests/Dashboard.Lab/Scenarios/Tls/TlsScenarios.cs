using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>The scenarios of docs/tls-ncsc.md: mail servers with the TLS libraries that real ones have inside, set in one way each.</summary>
internal static class TlsScenarios
{
    /// <summary>Second octet of the addresses of their servers.</summary>
    private const byte Network = 18;

    /// <summary>Good by both methods where nothing is said of a case.</summary>
    private const string ModernSuites = "ECDHE+AESGCM:ECDHE+CHACHA20";
    private const string ModernSignatures = "RSA-PSS+SHA256:ECDSA+SHA256:RSA+SHA256";
    private const string ModernOfGnu =
        "NORMAL:-CIPHER-ALL:+AES-256-GCM:+AES-128-GCM:-KX-ALL:-VERS-ALL:+VERS-TLS1.2";
    private const string AnySuite = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new TlsSceneList(certificates, Network);
        AddVersions(list);
        AddSuites(list);
        AddKeyExchange(list);
        AddHandshake(list);
        AddManners(list);
        AddCertificates(list);
        AddCaa(list);
        return list.Complete();
    }

    private static void AddVersions(TlsSceneList list)
    {
        OpenSsl(list, "tls-modern", "TLS 1.3 and 1.2 with modern suites and groups.")
            .Level(TlsSubTest.Version, "sufficient", "sufficient")
            .Level(TlsSubTest.Suites, "sufficient", "good")
            .Level(TlsSubTest.Groups, "sufficient", "good")
            .Level(TlsSubTest.Hash, "good", "good");
        OpenSsl(
                list,
                "tls-old-versions",
                "Every version from TLS 1.0, every suite.",
                ("CipherString", AnySuite),
                ("MinProtocol", "TLSv1")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Version, "insufficient", "phase-out")
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        OpenSsl(list, "tls-13-alone", "TLS 1.3 alone.", ("MinProtocol", "TLSv1.3"))
            .Level(TlsSubTest.Version, "good", "good")
            .Level(TlsSubTest.Suites, "sufficient", "good");
        OpenSsl(list, "tls-12-alone", "TLS 1.2 alone.", ("MaxProtocol", "TLSv1.2"))
            .Level(TlsSubTest.Version, "sufficient", "sufficient");
    }

    private static void AddSuites(TlsSceneList list)
    {
        Stock(list, "tls-stock-openssl", "OpenSSL without any setting.")
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "insufficient", "not-measured");
        Gnu(list, "tls-stock-gnutls", "GnuTLS without any setting.", "NORMAL")
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "insufficient", "not-measured")
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient");
        OpenSsl(
                list,
                "tls-ccm8",
                "TLS 1.3 with AES-128-CCM-8 among its suites.",
                ("Ciphersuites", "TLS_AES_128_CCM_8_SHA256:TLS_AES_256_GCM_SHA384")
            )
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        OpenSsl(
                list,
                "tls-phase-out-first",
                "A suite to phase out is preferred to better ones.",
                (
                    "CipherString",
                    "ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256"
                ),
                ("Options", "ServerPreference")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "phase-out", "sufficient")
            .Level(TlsSubTest.Order, "insufficient", "insufficient");
    }

    private static void AddKeyExchange(TlsSceneList list)
    {
        OpenSsl(list, "tls-secp224r1", "P-224 beside P-256.", ("Groups", "P-224:P-256"))
            .Level(TlsSubTest.Groups, "phase-out", "phase-out");
        Gnu(
                list,
                "tls-secp192r1",
                "A curve that no list names.",
                ModernOfGnu + ":+ECDHE-RSA:+VERS-TLS1.3:+GROUP-SECP192R1"
            )
            .Level(TlsSubTest.Groups, "insufficient", "insufficient");
        Gnu(
                list,
                "tls-ffdhe3072",
                "Diffie-Hellman with the group of 3072 bits alone.",
                ModernOfGnu + ":+DHE-RSA:-GROUP-ALL:+GROUP-FFDHE3072"
            )
            .Level(TlsSubTest.Groups, "phase-out", "sufficient")
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient");
        OpenSsl(
                list,
                "tls-sha1",
                "Signs with SHA-1.",
                ("CipherString", ModernSuites + ":@SECLEVEL=0"),
                ("SignatureAlgorithms", "RSA-PSS+SHA256:RSA+SHA256:RSA+SHA1")
            )
            .Level(TlsSubTest.Hash, "insufficient", "good");
        OpenSsl(
                list,
                "tls-sha224",
                "Signs with SHA-224.",
                ("SignatureAlgorithms", "RSA-PSS+SHA256:RSA+SHA256:RSA+SHA224")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Hash, "phase-out", "good");
    }

    private static void AddHandshake(TlsSceneList list)
    {
        Gnu(
                list,
                "tls-no-ems",
                "Neither extended master secret nor secure renegotiation.",
                "NORMAL:%NO_SESSION_HASH:%DISABLE_SAFE_RENEGOTIATION"
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.ExtendedMasterSecret, "insufficient", null)
            .Level(TlsSubTest.SecureRenegotiation, "insufficient", "insufficient")
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient");
        OpenSsl(
                list,
                "tls-client-renegotiation",
                "A client can begin a second handshake.",
                ("Options", "ClientRenegotiation")
            )
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient");
        Server(
                list,
                "tls-early-data",
                "Tickets of TLS 1.3 allow early data.",
                Modern() with
                {
                    MaxEarlyData = 16_384,
                }
            )
            .Level(TlsSubTest.EarlyData, "insufficient", "insufficient");
    }

    /// <summary>What the examiner does where the server does not want it.</summary>
    private static void AddManners(TlsSceneList list)
    {
        OpenSsl(list, "tls-421", "After eight sessions further ones are turned away with 421.")
            .With(behaviour => behaviour with { TurnsAwayAfter = 8 })
            .Ends(TlsExaminationEnd.ServerLimitsConnections);
        OpenSsl(list, "tls-hides-starttls", "STARTTLS is gone after a handshake that failed.")
            .With(behaviour => behaviour with { HidesStartTlsAfterFailure = true })
            .Ends(TlsExaminationEnd.StartTlsGone);
    }

    private static void AddCertificates(TlsSceneList list)
    {
        Certificate(list, "tls-key-2048", "An RSA key of 2048 bits.", spec => spec.Rsa())
            .Level(TlsSubTest.CertificateKey, "phase-out", "sufficient");
        Certificate(
                list,
                "tls-key-3072",
                "An RSA key of 3072 bits.",
                spec => spec with { Key = KeyKind.Rsa3072 }
            )
            .Level(TlsSubTest.CertificateKey, "sufficient", "good");
        Certificate(list, "tls-key-p256", "An ECDSA key on P-256.", spec => spec)
            .Level(TlsSubTest.CertificateKey, "sufficient", "good");
    }

    private static void AddCaa(TlsSceneList list)
    {
        OpenSsl(list, "tls-caa-issue", "CAA names an authority.")
            .Zone("@ IN CAA 0 issue \"ca.example\"")
            .Level(TlsSubTest.Caa, "good", "good");
        OpenSsl(list, "tls-caa-absent", "No CAA, nor above.")
            .Level(TlsSubTest.Caa, "phase-out", "phase-out");
        OpenSsl(list, "tls-caa-without-issue", "CAA without a word on who may issue.")
            .Zone("@ IN CAA 0 iodef \"mailto:security@ca.example\"")
            .Level(TlsSubTest.Caa, "phase-out", "phase-out");
    }

    private static TlsScene Certificate(
        TlsSceneList list,
        string slug,
        string description,
        Func<CertificateSpec, CertificateSpec> key
    ) => Server(list, slug, description, Modern(), key);

    private static TlsScene Stock(TlsSceneList list, string slug, string description) =>
        Server(list, slug, description, new OpenSslSettings());

    /// <summary>Modern but for what the settings say.</summary>
    private static TlsScene OpenSsl(
        TlsSceneList list,
        string slug,
        string description,
        params (string Command, string Value)[] settings
    ) => Server(list, slug, description, Modern(settings));

    private static OpenSslSettings Modern(params (string Command, string Value)[] settings)
    {
        (string Command, string Value)[] modern =
        [
            ("CipherString", ModernSuites),
            ("SignatureAlgorithms", ModernSignatures),
            ("Groups", "X25519:P-256"),
        ];
        return new([
            .. modern.Where(one => settings.All(set => set.Command != one.Command)),
            .. settings,
        ]);
    }

    private static TlsScene Gnu(
        TlsSceneList list,
        string slug,
        string description,
        string priorities
    ) => Server(list, slug, description, new GnuTlsSettings(priorities));

    private static TlsScene Server(
        TlsSceneList list,
        string slug,
        string description,
        object library,
        Func<CertificateSpec, CertificateSpec>? key = null
    ) => list.New(slug, description, library, key ?? (spec => spec.Rsa()));
}
