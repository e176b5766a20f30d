using Dashboard.Core.Inbound;
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
        foreach (
            var (slug, what, fifth) in new (string, string, SmtpBehaviour)[]
            {
                ("tls-fifth-without-starttls", "lacks STARTTLS", Sessions.WithoutStartTls),
                (
                    "tls-fifth-refuses-starttls",
                    "refuses STARTTLS with 502",
                    new SmtpBehaviour { StartTls = "502 5.5.1 Command not implemented" }
                ),
            }
        )
        {
            list.OpenSsl(slug, $"Each fifth session {what}.")
                .With(behaviour => behaviour with { Alternate = fifth, AlternateEach = 5 })
                .Ends(TlsExaminationEnd.StartTlsGone)
                .Dane(domain => domain.Partial(3, ReasonSlug.SessionsDiffer))
                .Level(TlsSubTest.Suites, "not-measured", "not-measured");
        }
        list.OpenSsl("tls-fifth-454", "Each fifth session refuses STARTTLS with 454, for now.")
            .With(behaviour =>
                behaviour with
                {
                    Alternate = new SmtpBehaviour
                    {
                        StartTls = "454 4.7.0 TLS not available due to temporary reason",
                    },
                    AlternateEach = 5,
                }
            )
            .Level(TlsSubTest.Suites, "sufficient", "good");
        list.OpenSsl("tls-left-alone", "Its operator asked not to be examined.")
            .Ends(TlsExaminationEnd.LeftAlone)
            .Level(TlsSubTest.Suites, "not-measured", "not-measured")
            .Level(TlsSubTest.EarlyData, "not-measured", "not-measured");
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
