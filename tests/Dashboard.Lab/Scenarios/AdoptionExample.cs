using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>The moments of the worked example of adoption: what is measured changes between them.</summary>
public enum AdoptionPhase
{
    Round1,

    /// <summary>d4 has a renewed certificate, d6 is wrong for a moment, d8 has a silent host, d11 has no STARTTLS.</summary>
    Round2,

    /// <summary>d6 is right again.</summary>
    Round2Retest,

    /// <summary>d11 has STARTTLS.</summary>
    Round2Corrected,
}

/// <summary>
/// The domains d1 to d12 of the worked example of adoption, with the mail servers of their providers: <c>wolk.example</c> and so on.
/// A lab of this kind has nothing else in it.
/// </summary>
internal static class AdoptionExample
{
    public static IReadOnlyList<Scene> Build(CertificateStore certificates, AdoptionPhase phase)
    {
        var list = new SceneList(certificates);
        var first = phase == AdoptionPhase.Round1;
        var wolk = Provider(list, "wolk", unsigned: first);
        var huis = Provider(list, "huis");
        var kaal = Provider(list, "kaal");
        var plat = Provider(list, "plat", unsigned: true);

        Domain(list, "d1").Mx(Good);
        Domain(list, "d2").MxIn(wolk.Zone, first ? Plain : Good, "mx2");
        Domain(list, "d3").MxRecord(".", 0);
        Domain(list, "d4").MxIn(huis.Zone, first ? Good : Renewed, "mx4");
        Domain(list, "d5").MxIn(wolk.Zone, first ? Plain : Good, "mx5");
        Domain(list, "d6").MxIn(huis.Zone, phase == AdoptionPhase.Round2 ? Renewed : Good, "mx6");
        Domain(list, "d7").MxIn(kaal.Zone, WithoutStartTls, "mx7");
        Domain(list, "d8")
            .MxIn(huis.Zone, Good, "mx8a")
            .MxIn(huis.Zone, first ? Good : Silent, "mx8b", preference: 20);
        Domain(list, "d9").Mx(Good);
        Domain(list, "d10").MxIn(plat.Zone, Plain, "mx10");
        Domain(list, "d11")
            .WithZone(zone => zone.Unsigned())
            .MxIn(
                plat.Zone,
                phase switch
                {
                    AdoptionPhase.Round1 => Refusing,
                    AdoptionPhase.Round2Corrected => Plain,
                    _ => WithoutStartTls,
                },
                "mx11"
            );
        Domain(list, "d12").WithZone(zone => zone.Unsigned()).MxIn(wolk.Zone, Good, "mx12");
        return list.Scenes;
    }

    private static Scene Domain(SceneList list, string name) =>
        list.New(name, "0", "Of the worked example of adoption.");

    private static Scene Provider(SceneList list, string name, bool unsigned = false)
    {
        var provider = list.New(name, "0", "A provider of the worked example of adoption.");
        return unsigned ? provider.WithZone(zone => zone.Unsigned()) : provider;
    }

    private static void Good(HostSetup host) => host.Tlsa(3, 1, 1);

    private static void Plain(HostSetup host) => host.Address();

    /// <summary>With the TLSA record of the certificate before.</summary>
    private static void Renewed(HostSetup host) => host.StrangeTlsa(3, 1, 1);

    private static void Silent(HostSetup host) => host.Behave(Sessions.NotListening).Tlsa(3, 1, 1);

    private static void WithoutStartTls(HostSetup host) => host.Behave(Sessions.WithoutStartTls);

    private static void Refusing(HostSetup host) =>
        host.Behave(new SmtpBehaviour { Greeting = "554 5.3.2 No mail here" });
}
