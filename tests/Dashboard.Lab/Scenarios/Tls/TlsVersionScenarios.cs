using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Smtp;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Whether there is TLS, and which versions of it.</summary>
internal static class TlsVersionScenarios
{
    public static void Add(TlsSceneList list)
    {
        list.OpenSsl("tls-modern", "TLS 1.3 and 1.2 with modern suites and groups.")
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
            .Level(TlsSubTest.EarlyData, "good", "good");
        list.OpenSsl(
                "tls-old-versions",
                "Every version from TLS 1.0, every suite.",
                ("CipherString", TlsServers.AnySuite),
                ("MinProtocol", "TLSv1")
            )
            .Level(TlsSubTest.Version, "insufficient", "phase-out")
            .Level(TlsSubTest.Suites, "insufficient", "insufficient");
        list.OpenSsl("tls-13-alone", "TLS 1.3 alone.", ("MinProtocol", "TLSv1.3"))
            .Level(TlsSubTest.Version, "good", "good")
            .Level(TlsSubTest.Suites, "sufficient", "good")
            .Level(TlsSubTest.Order, null, null)
            .Level(TlsSubTest.Hash, null, null)
            .Level(TlsSubTest.Compression, null, null)
            .Level(TlsSubTest.SecureRenegotiation, null, null)
            .Level(TlsSubTest.ClientRenegotiation, null, null)
            .Level(TlsSubTest.ExtendedMasterSecret, null, null);
        list.OpenSsl("tls-12-alone", "TLS 1.2 alone.", ("MaxProtocol", "TLSv1.2"))
            .Level(TlsSubTest.Version, "sufficient", "sufficient")
            .Level(TlsSubTest.EarlyData, null, null);
        Old(list, "tls-11-alone", "TLSv1.1");
        Old(list, "tls-10-alone", "TLSv1");
        list.New("tls-ssl3", "SSL 3.0 beside TLS 1.2 and 1.3.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello.Version < 0x0303 ? new BouncySettings(TlsVersions.OnlySsl3) : null
                )
            )
            .Level(TlsSubTest.Version, "insufficient", "insufficient")
            .Level(TlsSubTest.Suites, "insufficient", "phase-out");
        list.OpenSsl("tls-none", "No STARTTLS.")
            .With(behaviour => behaviour with { Ehlo = "250-{host}\r\n250 8BITMIME" })
            .Dane(scene => scene.FailedWithoutTls(ReasonSlug.StartTlsNotOffered))
            .Ends(TlsExaminationEnd.NoTls)
            .Level(TlsSubTest.Available, "insufficient", "insufficient")
            .Level(TlsSubTest.Version, null, null);
        list.OpenSsl("tls-handshake-fails", "STARTTLS is accepted, and every handshake refused.")
            .With(behaviour => behaviour with { OnHandshake = TlsFault.Alert })
            .Dane(scene => scene.Failed(ReasonSlug.HandshakeFailed))
            .Level(TlsSubTest.Available, "good", "good")
            .Level(TlsSubTest.Version, "not-measured", "not-measured")
            .Level(TlsSubTest.Suites, "not-measured", "not-measured")
            .Level(TlsSubTest.CertificateKey, "not-measured", "not-measured");
    }

    private static void Old(TlsSceneList list, string slug, string version) =>
        list.OpenSsl(
                slug,
                $"{version} alone.",
                ("CipherString", TlsServers.AnySuite),
                ("MinProtocol", version),
                ("MaxProtocol", version)
            )
            .Dane(scene => scene.Failed(ReasonSlug.TlsTooOld))
            .Level(TlsSubTest.Version, "insufficient", "phase-out")
            .Level(TlsSubTest.Hash, null, null)
            .Level(TlsSubTest.ClientRenegotiation, null, null)
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured");
}
