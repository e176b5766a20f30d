using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Who may issue certificates (RFC 8659).</summary>
internal static class TlsCaaScenarios
{
    public static void Add(TlsSceneList list)
    {
        list.OpenSsl("tls-caa-issue", "CAA above the host names an authority.")
            .Zone("@ IN CAA 0 issue \"ca.example\"")
            .Level(TlsSubTest.Caa, "good", "good");
        list.OpenSsl("tls-caa-nobody", "CAA at the host lets nobody issue.")
            .Zone("mx IN CAA 0 issue \";\"")
            .Level(TlsSubTest.Caa, "good", "good");
        list.OpenSsl("tls-caa-absent", "No CAA, nor above.")
            .Level(TlsSubTest.Caa, "phase-out", "phase-out");
        list.OpenSsl("tls-caa-without-issue", "CAA without a word on who may issue.")
            .Zone("@ IN CAA 0 iodef \"mailto:security@ca.example\"")
            .Level(TlsSubTest.Caa, "phase-out", "phase-out");
        list.OpenSsl("tls-caa-syntax", "CAA that breaks its grammar.")
            .Zone("@ IN CAA 0 issue \"ca_example;;\"")
            .Level(TlsSubTest.Caa, "phase-out", "phase-out");
        list.OpenSsl(
                "tls-caa-hides",
                "CAA at the host without a word on who may issue hides that above."
            )
            .Zone("@ IN CAA 0 issue \"ca.example\"")
            .Zone("mx IN CAA 0 iodef \"mailto:security@ca.example\"")
            .Level(TlsSubTest.Caa, "phase-out", "phase-out");
        list.OpenSsl("tls-caa-lookup-fails", "Questions for CAA are answered with SERVFAIL.")
            .WithScene(scene =>
                scene.WithZone(zone =>
                    zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Caa)
                )
            )
            .Level(TlsSubTest.Caa, "not-measured", "not-measured");
    }
}
