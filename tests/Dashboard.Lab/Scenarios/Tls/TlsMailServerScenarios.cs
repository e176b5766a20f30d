using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Smtp;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Real mail servers.</summary>
internal static class TlsMailServerScenarios
{
    public static void Add(TlsSceneList list)
    {
        Postfix(
                list,
                "tls-postfix",
                "A real Postfix as Debian sets it: the order of the client decides."
            )
            .Level(TlsSubTest.Version, "insufficient", "phase-out")
            .Level(TlsSubTest.Suites, "insufficient", "insufficient")
            .Level(TlsSubTest.Order, "insufficient", "insufficient")
            .Level(TlsSubTest.ClientRenegotiation, "good", "good");
        list.New(
                "tls-postscreen",
                "A real Postfix behind postscreen, which lets every client wait first."
            )
            .With(_ => new SmtpBehaviour
            {
                Postfix = [],
                Postscreen = ["postscreen_greet_wait=1s"],
            })
            .Level(TlsSubTest.Version, "insufficient", "phase-out");
        list.New(
                "tls-postscreen-deep",
                "The same with the tests in which postscreen itself speaks with unknown clients."
            )
            .With(_ => new SmtpBehaviour
            {
                Postfix = [],
                Postscreen = ["postscreen_greet_wait=1s", "postscreen_bare_newline_enable=yes"],
            })
            .Level(TlsSubTest.Version, "insufficient", "phase-out");
        AddReady(list);
    }

    /// <summary>What advice and explanation give to paste, with a key on P-256 and CAA: nothing is left to mend.</summary>
    private static void AddReady(TlsSceneList list)
    {
        // Its file of OpenSSL is found where the lab keeps it.
        Good(
            Postfix(
                list,
                "tls-ready-postfix",
                "A real Postfix with the ready configuration.",
                [
                    .. Lines(TlsNcscConfiguration.Postfix)
                        .Select(line =>
                            line.Replace(
                                "/etc/postfix/openssl.cnf",
                                "$config_directory/openssl.cnf",
                                StringComparison.Ordinal
                            )
                        ),
                ]
            )
        );
        Good(
            list.New(
                    "tls-ready-nginx",
                    "A real nginx as a mail proxy with the ready configuration."
                )
                .With(_ => new SmtpBehaviour { Nginx = TlsNcscConfiguration.Nginx })
        );
        Good(
            list.New("tls-ready-openssl", "OpenSSL with the ready configuration.")
                .Library(
                    new OpenSslSettings([
                        .. Lines(TlsNcscConfiguration.OpenSsl)
                            .Select(line => line.Split(" = ", 2))
                            .Select(pair => (pair[0], pair[1])),
                    ])
                )
        );
        Good(
            list.New(
                    "tls-ready-gnutls",
                    "GnuTLS with the ready configuration of Exim, which renegotiates with nobody."
                )
                .Library(
                    new GnuTlsSettings(Lines(TlsNcscConfiguration.Exim).Last().Split(" = ", 2)[1])
                    {
                        RefusesRenegotiation = true,
                    }
                )
        );
    }

    private static void Good(TlsScene scene) =>
        scene
            .Key(spec => spec)
            .Zone("@ IN CAA 0 issue \"ca.example\"")
            .Level(TlsSubTest.Available, "good", "good")
            .Level(TlsSubTest.Version, "sufficient", "sufficient")
            .Level(TlsSubTest.Suites, "sufficient", "good")
            .Level(TlsSubTest.Order, null, null)
            .Level(TlsSubTest.Groups, "sufficient", "good")
            .Level(TlsSubTest.Hash, "good", "good")
            .Level(TlsSubTest.Compression, "good", "good")
            .Level(TlsSubTest.SecureRenegotiation, "good", "good")
            .Level(TlsSubTest.ClientRenegotiation, "good", "good")
            .Level(TlsSubTest.ExtendedMasterSecret, "good", null)
            .Level(TlsSubTest.EarlyData, "good", "good")
            .Level(TlsSubTest.Caa, "good", "good")
            .Level(TlsSubTest.CertificateKey, "sufficient", "good")
            .Level(TlsSubTest.CertificateSignature, "sufficient", "good");

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TlsScene Postfix(
        TlsSceneList list,
        string slug,
        string description,
        params string[] settings
    ) => list.New(slug, description).With(_ => new SmtpBehaviour { Postfix = settings });
}
