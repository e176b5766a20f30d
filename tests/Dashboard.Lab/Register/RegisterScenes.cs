using System.Globalization;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Scenarios;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Register;

/// <summary>The domains of the invented register and the mail servers of their providers, as scenes without an expectation.</summary>
internal static class RegisterScenes
{
    private const byte Network = 5;

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new SceneList(certificates, Network);
        var hosts = Enum.GetValues<MailProviderKind>()
            .Where(kind => kind is not (MailProviderKind.Own or MailProviderKind.OwnPlain))
            .ToDictionary(kind => kind, kind => Provider(list, kind));
        foreach (var domain in InventedRegister.Organisations.SelectMany(o => o.Domains))
        {
            var scene = list.New(domain.Label, "0", "Of the invented register.");
            if (!domain.Signed)
            {
                scene.WithZone(zone => zone.Unsigned());
            }
            switch (domain.Provider)
            {
                case null:
                    scene.MxRecord(".", 0);
                    break;
                case MailProviderKind.Own:
                    scene.Mx(Good);
                    break;
                case MailProviderKind.OwnPlain:
                    scene.Mx(host => host.Address());
                    break;
                case { } provider:
                    for (var i = 0; i < hosts[provider].Count; i++)
                    {
                        scene.MxRecord(hosts[provider][i], 10 * (i + 1));
                    }
                    break;
            }
        }
        return list.Scenes;
    }

    /// <summary>The names of its hosts, absolute.</summary>
    private static IReadOnlyList<string> Provider(SceneList list, MailProviderKind kind)
    {
        var scene = list.New(
            kind.ToString().ToLowerInvariant(),
            "0",
            "A provider of the invented register."
        );
        if (kind is MailProviderKind.Wolkpost)
        {
            scene.WithZone(zone => zone.Unsigned());
        }
        Action<HostSetup>[] setups = kind switch
        {
            MailProviderKind.WolkpostDane => [Good, Good],
            MailProviderKind.Filterdienst => [Good, Good],
            MailProviderKind.Mailvast => [Good],
            MailProviderKind.Rijksrelay => [Good, Good],
            MailProviderKind.Zonderslot => [host => host.Behave(Sessions.WithoutStartTls)],
            MailProviderKind.Vernieuwd => [host => host.StrangeTlsa(3, 1, 1)],
            MailProviderKind.Stilpost =>
            [
                Good,
                host => host.Behave(Sessions.NotListening).Tlsa(3, 1, 1),
            ],
            _ => [host => host.Address()],
        };
        return
        [
            .. setups.Select(
                (setup, i) =>
                    scene
                        .Host(
                            scene.Zone,
                            string.Create(CultureInfo.InvariantCulture, $"mx{i + 1}"),
                            setup
                        )
                        .Owner
            ),
        ];
    }

    private static void Good(HostSetup host) => host.Tlsa(3, 1, 1);
}
