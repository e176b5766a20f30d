using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>The scenarios of docs/related-standards.md, by standard; beside those of STARTTLS and DANE.</summary>
internal static class RelatedScenarios
{
    /// <summary>Second octet of the addresses of their servers.</summary>
    private const byte Network = 17;

    private static readonly Action<SceneList>[] All =
    [
        MtaStsScenarios.Add,
        StsFetchScenarios.Add,
        BothStandardsScenarios.Add,
        TlsRptScenarios.Add,
        DnsSecScenarios.Add,
        SpfScenarios.Add,
        DkimScenarios.Add,
        DmarcScenarios.Add,
        Ipv6Scenarios.Add,
    ];

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new SceneList(certificates, Network) { Stage = ScenarioStage.Related };
        foreach (var add in All)
        {
            add(list);
        }
        return list.Scenes;
    }

    /// <summary>A domain that is protected by DANE, for what is not about its mail server.</summary>
    public static Scene WithMail(this SceneList list, string slug, string description)
    {
        var scene = list.New(slug, "related", description).Mx(host => host.Tlsa(3, 1, 1));
        scene.Protected();
        return scene;
    }
}
