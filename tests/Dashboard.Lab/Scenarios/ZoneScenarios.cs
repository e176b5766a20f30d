using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>TLSA at a wrong place, and zones near the edge of what validates: rows 13 to 15.</summary>
internal static class ZoneScenarios
{
    public static void Add(SceneList list)
    {
        AddSlips(list);
        AddAlgorithms(list);
        AddIterations(list);
        list.New("signatures-expiring", "15", "The signatures end within two days.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Validity = (-26, 2))
            .Protected(ReasonSlug.SignatureExpiresSoon);
    }

    private static void AddSlips(SceneList list)
    {
        Slip(list, "tlsa-at-mail-domain", "at the mail domain", _ => "_25._tcp")
            .OpportunisticTls(ReasonSlug.TlsaAtMailDomain);
        Slip(list, "tlsa-at-port-465", "at port 465", _ => "_465._tcp.mx")
            .OpportunisticTls(ReasonSlug.TlsaAtOtherPort);
        Slip(list, "tlsa-at-port-587", "at port 587", _ => "_587._tcp.mx")
            .OpportunisticTls(ReasonSlug.TlsaAtOtherPort);
        Slip(list, "tlsa-port-without-underscore", "at 25._tcp", _ => "25._tcp.mx")
            .OpportunisticTls(ReasonSlug.TlsaUnderscoreMissing);
        Slip(list, "tlsa-tcp-without-underscore", "at _25.tcp", _ => "_25.tcp.mx")
            .OpportunisticTls(ReasonSlug.TlsaUnderscoreMissing);
        Slip(list, "tlsa-at-host", "at the host itself", _ => "mx")
            .OpportunisticTls(ReasonSlug.TlsaWithoutPrefix);
        Slip(
                list,
                "tlsa-zone-doubled",
                "at a name with the zone in it twice, as after a forgotten dot",
                host => $"_25._tcp.{host.Name}"
            )
            .OpportunisticTls(ReasonSlug.TlsaZoneDoubled);
    }

    private static Scene Slip(
        SceneList list,
        string slug,
        string place,
        Func<HostSetup, string> owner
    ) =>
        list.New(slug, "13", $"TLSA is {place}.")
            .Mx(host =>
                host.Line($"{owner(host)} IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            );

    private static void AddAlgorithms(SceneList list)
    {
        foreach (
            var (slug, algorithm) in new[]
            {
                ("algorithm-8", SigningAlgorithm.RsaSha256),
                ("algorithm-14", SigningAlgorithm.EcdsaP384Sha384),
                ("algorithm-15", SigningAlgorithm.Ed25519),
            }
        )
        {
            list.New(slug, "14 23", $"Signed with algorithm {(int)algorithm}.")
                .Mx(host => host.Tlsa(3, 1, 1))
                .WithZone(zone => zone.SignWith(algorithm))
                .Protected();
        }
        list.New("algorithm-8-nsec3", "14 23", "Signed with algorithm 8, with NSEC3.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone =>
                zone.SignWith(SigningAlgorithm.RsaSha256).Denial = Denial.HashedNames()
            )
            .Protected();
        list.New("algorithm-unknown", "14 2", "Signed with an algorithm that no resolver knows.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Claim(99))
            .OpportunisticTls(ReasonSlug.MxInsecure, ReasonSlug.ZoneAlgorithmUnsupported);
        list.New("digest-unknown", "14 2", "The DS has a digest type that no resolver knows.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Delegation = Delegation.UnknownDigestType)
            .OpportunisticTls(ReasonSlug.MxInsecure);
        var provider = list.New(
            "host-algorithm-unknown",
            "14 6",
            "The provider's zone has an algorithm that no resolver knows."
        );
        provider
            .MxIn(provider.OtherZone().Claim(99), host => host.Tlsa(3, 1, 1))
            .OpportunisticTls(ReasonSlug.AddressInsecure, ReasonSlug.ZoneAlgorithmUnsupported);
    }

    private static void AddIterations(SceneList list)
    {
        Iterated(list, "nsec3-iterations", "TLSA is there: positive answers stay secure.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .Protected();
        Iterated(list, "nsec3-iterations-tlsa-absent", "No TLSA, and the denial is insecure.")
            .Mx(host => host.Address())
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
        var implicitMx = Iterated(
            list,
            "nsec3-iterations-implicit-mx",
            "No MX, and the denial is insecure."
        );
        implicitMx.Host(implicitMx.Zone, string.Empty, host => host.Tlsa(3, 1, 1));
        implicitMx
            .Simulated(SimulatedSender.PostfixDane, Delivery.Dane)
            .OpportunisticTls(ReasonSlug.MxInsecure);
    }

    private static Scene Iterated(SceneList list, string slug, string description) =>
        list.New(slug, "14", $"NSEC3 with 500 iterations. {description}")
            .WithZone(zone => zone.Denial = Denial.HashedNames(iterations: 500));
}
