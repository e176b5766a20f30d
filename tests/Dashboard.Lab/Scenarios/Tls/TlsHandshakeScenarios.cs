using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Compression, renegotiation, extended master secret and early data.</summary>
internal static class TlsHandshakeScenarios
{
    public static void Add(TlsSceneList list)
    {
        list.New("tls-compression", "Compresses in TLS 1.2.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello is { Version: 0x0303, OffersCompression: true }
                            ? TlsFlights.Hello(TlsFlights.Ecdhe, compression: 1)
                            : null
                )
            )
            .Level(TlsSubTest.Compression, "insufficient", "insufficient");
        list.Gnu(
                "tls-no-ems",
                "Neither extended master secret nor secure renegotiation.",
                "NORMAL:%NO_SESSION_HASH:%DISABLE_SAFE_RENEGOTIATION"
            )
            .Level(TlsSubTest.ExtendedMasterSecret, "insufficient", null)
            .Level(TlsSubTest.SecureRenegotiation, "insufficient", "insufficient")
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient")
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured")
            .Ends(TlsExaminationEnd.SessionLimit);
        list.OpenSsl(
                "tls-client-renegotiation",
                "A client can begin a second handshake.",
                ("Options", "ClientRenegotiation")
            )
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient");
        list.New("tls-early-data", "Tickets of TLS 1.3 allow early data.")
            .Library(TlsServers.Modern() with { MaxEarlyData = 16_384 })
            .Level(TlsSubTest.EarlyData, "insufficient", "insufficient");
        list.New("tls-early-data-gnutls", "The same of GnuTLS.")
            .Library(
                new GnuTlsSettings(TlsServers.ModernOfGnu + ":+ECDHE-RSA:+VERS-TLS1.3")
                {
                    MaxEarlyData = 16_384,
                }
            )
            .Level(TlsSubTest.EarlyData, "insufficient", "insufficient");
    }
}
