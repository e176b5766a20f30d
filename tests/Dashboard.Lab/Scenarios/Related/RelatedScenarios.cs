using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>The scenarios of docs/related-standards.md, by standard; beside those of STARTTLS and DANE.</summary>
internal static class RelatedScenarios
{
    /// <summary>Second octet of the addresses of their servers.</summary>
    private const byte Network = 17;

    private static readonly (ScenarioStage Stage, Action<SceneList> Add)[] Stages =
    [
        (ScenarioStage.MtaSts, MtaStsScenarios.Add),
        (ScenarioStage.MtaSts, StsFetchScenarios.Add),
        (ScenarioStage.BothStandards, BothStandardsScenarios.Add),
        (ScenarioStage.TlsRpt, TlsRptScenarios.Add),
        (ScenarioStage.DnsSec, DnsSecScenarios.Add),
        (ScenarioStage.Spf, SpfScenarios.Add),
        (ScenarioStage.Dkim, DkimScenarios.Add),
        (ScenarioStage.Dmarc, DmarcScenarios.Add),
        (ScenarioStage.Ipv6, Ipv6Scenarios.Add),
    ];

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new SceneList(certificates, Network);
        foreach (var (stage, add) in Stages)
        {
            list.Stage = stage;
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
