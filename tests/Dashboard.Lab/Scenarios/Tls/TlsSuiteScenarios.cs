using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Each level of the lists of suites, by both methods.</summary>
internal static class TlsSuiteScenarios
{
    public static void Add(TlsSceneList list)
    {
        list.New("tls-stock-openssl", "OpenSSL without any setting.")
            .Library(new OpenSslSettings())
            .Level(TlsSubTest.Suites, "insufficient", "phase-out")
            .Level(TlsSubTest.Order, "insufficient", "insufficient")
            .Level(TlsSubTest.Groups, "insufficient", "insufficient")
            .Level(TlsSubTest.Hash, "phase-out", "good")
            .Level(TlsSubTest.ClientRenegotiation, "good", "good")
            .Level(TlsSubTest.EarlyData, "good", "good");
        list.Gnu("tls-stock-gnutls", "GnuTLS without any setting.", "NORMAL")
            .Level(TlsSubTest.Suites, "insufficient", "sufficient")
            .Level(TlsSubTest.Order, "insufficient", "insufficient")
            .Level(TlsSubTest.Groups, "insufficient", "not-measured")
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient")
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured")
            .Ends(TlsExaminationEnd.SessionLimit);
        list.OpenSsl(
                "tls-ccm8",
                "TLS 1.3 with AES-128-CCM-8 among its suites.",
                ("Ciphersuites", "TLS_AES_128_CCM_8_SHA256:TLS_AES_256_GCM_SHA384")
            )
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        Suite(
                list,
                "tls-chacha",
                "CHACHA20 alone.",
                TlsServers.Modern(("CipherString", "ECDHE+CHACHA20"))
            )
            .Level(TlsSubTest.Suites, "sufficient", "good");
        Suite(
                list,
                "tls-ccm",
                "ECDHE_ECDSA with AES-CCM.",
                TlsServers.With("ECDHE-ECDSA-AES128-CCM")
            )
            .Key(spec => spec)
            .Level(TlsSubTest.Suites, "sufficient", "good");
        Suite(
                list,
                "tls-12-ccm8",
                "ECDHE_ECDSA with AES-CCM-8.",
                TlsServers.With("ECDHE-ECDSA-AES128-CCM8")
            )
            .Key(spec => spec)
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        Suite(
                list,
                "tls-cbc-sha",
                "ECDHE with AES-CBC and SHA-1.",
                TlsServers.With("ECDHE-RSA-AES128-SHA")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "insufficient", "sufficient");
        Suite(
                list,
                "tls-cbc-sha256",
                "ECDHE with AES-CBC and SHA-256.",
                TlsServers.With("ECDHE-RSA-AES128-SHA256")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "phase-out", "sufficient");
        Suite(
                list,
                "tls-camellia",
                "ECDHE with CAMELLIA-CBC.",
                TlsServers.With("ECDHE-RSA-CAMELLIA128-SHA256")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "phase-out", "sufficient");
        Suite(list, "tls-aria", "ECDHE with ARIA-GCM.", TlsServers.With("ECDHE-ARIA128-GCM-SHA256"))
            .Level(TlsSubTest.Suites, "phase-out", "insufficient");
        Suite(
                list,
                "tls-camellia-gcm",
                "ECDHE with CAMELLIA-GCM.",
                new GnuTlsSettings(
                    TlsServers.ModernOfGnu + ":+ECDHE-RSA:+CAMELLIA-128-GCM:%SERVER_PRECEDENCE"
                )
            )
            .Level(TlsSubTest.Suites, "phase-out", "insufficient");
        Suite(
                list,
                "tls-dhe-gcm",
                "DHE with AES-GCM, in a group of RFC 7919.",
                TlsServers.With12("DHE-RSA-AES256-GCM-SHA384") with
                {
                    Dh = DhGroup.Ffdhe4096,
                }
            )
            .Level(TlsSubTest.Suites, "phase-out", "sufficient")
            .Level(TlsSubTest.Groups, "phase-out", "sufficient");
        Suite(
                list,
                "tls-dhe-cbc-sha",
                "DHE with AES-CBC and SHA-1.",
                TlsServers.With("DHE-RSA-AES128-SHA") with
                {
                    Dh = DhGroup.Ffdhe4096,
                }
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "insufficient", "sufficient");
        Suite(
                list,
                "tls-rsa",
                "Key exchange by RSA, with AES-GCM.",
                TlsServers.With("AES128-GCM-SHA256")
            )
            .Level(TlsSubTest.Suites, "insufficient", "phase-out");
        Suite(
                list,
                "tls-rsa-camellia",
                "Key exchange by RSA, with CAMELLIA-CBC.",
                TlsServers.With("CAMELLIA128-SHA")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "insufficient", "phase-out");
        Suite(
                list,
                "tls-3des",
                "3DES.",
                new GnuTlsSettings(TlsServers.ModernOfGnu + ":+ECDHE-RSA:+3DES-CBC")
            )
            .Level(TlsSubTest.Suites, "insufficient", "phase-out");
        Suite(
                list,
                "tls-rc4",
                "RC4.",
                new GnuTlsSettings(TlsServers.ModernOfGnu + ":+ECDHE-RSA:+ARCFOUR-128")
            )
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        Suite(
                list,
                "tls-anon",
                "Diffie-Hellman without a certificate.",
                TlsServers.With("ADH-AES128-SHA256")
            )
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        Suite(list, "tls-null", "No encryption.", TlsServers.With("ECDHE-RSA-NULL-SHA"))
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        Suite(
                list,
                "tls-dss",
                "DHE with DSS, preferred.",
                TlsServers.Modern(
                    ("CipherString", "DHE-DSS-AES128-SHA256:ECDHE+AESGCM:@SECLEVEL=0"),
                    ("SignatureAlgorithms", "RSA-PSS+SHA256:RSA+SHA256:DSA+SHA256"),
                    ("Options", "ServerPreference")
                ) with
                {
                    Dh = DhGroup.Ffdhe4096,
                }
            )
            .Serves(
                (host, own) =>
                    [
                        own,
                        new ServerIdentity(
                            host.Certificates.SelfSigned(
                                CertificateSpec.Server(host.Name.Value) with
                                {
                                    Key = KeyKind.Dsa2048,
                                }
                            )
                        ),
                    ]
            )
            .Level(TlsSubTest.Suites, "insufficient", "insufficient")
            .Level(TlsSubTest.CertificateKey, "insufficient", "sufficient");
        Scripted(
            list,
            "tls-export",
            "A suite for export, of 40 bits.",
            "TLS_RSA_EXPORT_WITH_RC4_40_MD5"
        );
        Scripted(
            list,
            "tls-static-dh",
            "Static Diffie-Hellman.",
            "TLS_DH_RSA_WITH_AES_128_CBC_SHA"
        );
    }

    private static TlsScene Suite(
        TlsSceneList list,
        string slug,
        string description,
        ILibrarySettings settings
    ) => list.New(slug, description).Library(settings);

    /// <summary>Libraries have given these up; each was looked for alone.</summary>
    private static void Scripted(
        TlsSceneList list,
        string slug,
        string description,
        string suite
    ) =>
        list.New(slug, description)
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello.Version == 0x0303
                        && hello.Offers(suite)
                        && !hello.Offers("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                            ? TlsFlights.Hello(suite)
                            : null
                )
            )
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
}
