using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>Takes the scenarios of the catalogue, stage by stage.</summary>
/// <param name="network">The second octet of the addresses of its servers.</param>
internal sealed class SceneList(CertificateStore certificates, byte network = 1)
{
    private readonly List<Scene> scenes = [];
    private readonly AddressPool addresses = new(network);

    public IReadOnlyList<Scene> Scenes => scenes;

    public ScenarioStage Stage { get; set; }

    public CertificateStore Certificates { get; } = certificates;

    /// <param name="slug">The mail domain's first label.</param>
    /// <param name="rows">Rows of the verdict table, parted by spaces.</param>
    /// <param name="description">What is special about it, for people.</param>
    public Scene New(string slug, string rows, string description)
    {
        var scene = new Scene(Stage, slug, rows, description, Certificates, addresses);
        scenes.Add(scene);
        return scene;
    }
}
