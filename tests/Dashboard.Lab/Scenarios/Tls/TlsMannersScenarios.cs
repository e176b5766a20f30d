using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>What the examiner does where the server does not want it.</summary>
internal static class TlsMannersScenarios
{
    public static void Add(TlsSceneList list)
    {
        list.OpenSsl("tls-421", "After eight sessions further ones are turned away with 421.")
            .With(behaviour => behaviour with { TurnsAwayAfter = 8 })
            .Ends(TlsExaminationEnd.ServerLimitsConnections)
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured");
        list.OpenSsl("tls-450", "After eight sessions further ones are turned away with 450.")
            .With(behaviour =>
                behaviour with
                {
                    TurnsAwayAfter = 8,
                    TurnsAwayWith = "450 4.7.1 {host} Try again later",
                }
            )
            .Ends(TlsExaminationEnd.ServerLimitsConnections)
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured");
        list.OpenSsl(
                "tls-resets",
                "After eight sessions further ones are reset before the greeting."
            )
            .With(behaviour =>
                behaviour with
                {
                    TurnsAwayAfter = 8,
                    TurnsAwayBy = SessionFault.Reset,
                }
            )
            .Ends(TlsExaminationEnd.ServerLimitsConnections)
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured");
        list.OpenSsl("tls-hides-starttls", "STARTTLS is gone after a handshake that failed.")
            .With(behaviour => behaviour with { HidesStartTlsAfterFailure = true })
            .Ends(TlsExaminationEnd.StartTlsGone)
            .Level(TlsSubTest.Suites, "not-measured", "not-measured");
        list.OpenSsl("tls-falls-silent", "After six sessions nothing is said any more.")
            .With(behaviour =>
                behaviour with
                {
                    TurnsAwayAfter = 6,
                    TurnsAwayBy = SessionFault.Hang,
                }
            )
            .WithScene(scene => scene.Slow())
            .Ends(TlsExaminationEnd.ServerUnreachable)
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured");
    }
}
