using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios;

/// <summary>Two servers behind one address, which sessions meet in turn: rows 28, 29 and 31.</summary>
internal static class SampleScenarios
{
    public static void Add(SceneList list)
    {
        foreach (
            var (slug, what, other) in new (string, string, SmtpBehaviour)[]
            {
                ("starttls", "lacks STARTTLS", Sessions.WithoutStartTls),
                (
                    "starttls-502",
                    "refuses STARTTLS with 502",
                    new SmtpBehaviour { StartTls = "502 5.5.1 Command not implemented" }
                ),
            }
        )
        {
            var behaviour = new SmtpBehaviour { Alternate = other };
            Returned(
                    other,
                    list.New($"sessions-{slug}", "31 28", $"TLSA, and every other session {what}.")
                        .Mx(host => host.Behave(behaviour).Tlsa(3, 1, 1))
                )
                .Forum(Failed, Failed)
                .Partial(3, ReasonSlug.SessionsDiffer);
            Returned(
                    other,
                    list.New(
                            $"sessions-{slug}-first",
                            "31 28",
                            $"TLSA, and every other session, the first too, {what}."
                        )
                        .Mx(host =>
                            host.Behave(other with { Alternate = SmtpBehaviour.Good }).Tlsa(3, 1, 1)
                        )
                )
                .Forum(Failed, Failed)
                .Partial(3, ReasonSlug.SessionsDiffer);
            list.New($"plain-sessions-{slug}", "31 29", $"No TLSA, and every other session {what}.")
                .Mx(host => host.Behave(behaviour))
                .Forum(Failed, Failed)
                .OpportunisticClear(ReasonSlug.SessionsDiffer);
        }
        Certificates(list, "sessions-certificate", "of which one is in TLSA", false)
            .Forum(Passed, Failed)
            .Partial(3, ReasonSlug.SessionsDiffer);
        Certificates(list, "sessions-certificates-listed", "both in TLSA", true)
            .Forum(Passed, Passed)
            .Partial(3, ReasonSlug.SessionsDiffer);
        list.New(
                "sessions-one-454",
                "31 28",
                "Every other session answers STARTTLS with 454, which is temporary."
            )
            .Mx(host =>
                host.Behave(
                        new SmtpBehaviour
                        {
                            StartTls = "454 4.7.0 TLS not available",
                            Alternate = SmtpBehaviour.Good,
                        }
                    )
                    .Tlsa(3, 1, 1)
            )
            // Which of its sessions comes first is chance, so whether one is tried again is too.
            .Protected();
    }

    /// <summary>Postfix gives the message back in the one of two sessions where STARTTLS is refused for good.</summary>
    private static Scene Returned(SmtpBehaviour other, Scene scene) =>
        other.StartTls.StartsWith('5')
            ? scene
                .Simulated(SimulatedSender.PostfixDane, Delivery.Bounce)
                .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
            : scene;

    private static Scene Certificates(SceneList list, string slug, string which, bool both) =>
        list.New(slug, "31", $"Two certificates are shown in turn, {which}.")
            .Mx(host =>
            {
                var other = list.Certificates.SelfSigned(
                    CertificateSpec.Server(host.Name.Value) with
                    {
                        Subject = "other",
                    }
                );
                host.Behave(
                        new SmtpBehaviour
                        {
                            Alternate = SmtpBehaviour.Good,
                            AlternateTls = new TlsSetup(new ServerIdentity(other)),
                        }
                    )
                    .Tlsa(3, 1, 1);
                if (both)
                {
                    host.Tlsa(3, 1, 1, other);
                }
            });
}
