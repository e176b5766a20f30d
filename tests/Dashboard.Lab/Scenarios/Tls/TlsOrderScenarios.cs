using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Which suite is taken where better ones are offered too.</summary>
internal static class TlsOrderScenarios
{
    private const string PhaseOut = "ECDHE-RSA-AES256-SHA384";
    private const string Better = "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256";

    public static void Add(TlsSceneList list)
    {
        Preferring(
                list,
                "tls-phase-out-first",
                "A suite to phase out is preferred to better ones.",
                $"{PhaseOut}:{Better}"
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "phase-out", "sufficient")
            .Level(TlsSubTest.Order, "insufficient", "insufficient");
        Preferring(
                list,
                "tls-phase-out-last",
                "A suite to phase out comes after a better one, in TLS 1.2 alone.",
                $"ECDHE-RSA-AES256-GCM-SHA384:{PhaseOut}",
                ("MaxProtocol", "TLSv1.2")
            )
            .Level(TlsSubTest.Suites, "phase-out", "sufficient")
            .Level(TlsSubTest.Order, "good", "good");
        list.OpenSsl(
                "tls-order-of-client",
                "The order of the client decides, as in Postfix without a setting.",
                ("CipherString", $"{Better}:{PhaseOut}")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "phase-out", "sufficient")
            .Level(TlsSubTest.Order, "insufficient", "insufficient");
        Preferring(
                list,
                "tls-rsa-first",
                "Key exchange by RSA is preferred to better ones: insufficient by the method of 2025, which does not look at its place.",
                $"AES128-GCM-SHA256:{Better}"
            )
            .Level(TlsSubTest.Suites, "insufficient", "phase-out")
            .Level(TlsSubTest.Order, "good", "insufficient");
    }

    private static TlsScene Preferring(
        TlsSceneList list,
        string slug,
        string description,
        string suites,
        params (string Command, string Value)[] more
    ) =>
        list.OpenSsl(
            slug,
            description,
            [("CipherString", suites), ("Options", "ServerPreference"), .. more]
        );
}
