using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>All scenarios, by stage.</summary>
internal static class ScenarioCatalogue
{
    private static readonly (ScenarioStage Stage, Action<SceneList> Add)[] Stages =
    [
        (ScenarioStage.MxSet, MxScenarios.Add),
    ];

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new SceneList(certificates);
        foreach (var (stage, add) in Stages)
        {
            list.Stage = stage;
            add(list);
        }
        return list.Scenes;
    }
}
