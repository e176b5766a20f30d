using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>One scenario of TLS: a server with a library and its settings, and what sub-tests come to by both methods.</summary>
internal sealed class TlsScene(
    Scene scene,
    object library,
    Func<CertificateSpec, CertificateSpec> key
)
{
    private readonly List<ExpectedSubTest> expected = [];
    private SmtpBehaviour behaviour = SmtpBehaviour.Good;
    private TlsExaminationEnd end = TlsExaminationEnd.Completed;

    /// <param name="of2025">A level, or null where the sub-test does not apply.</param>
    public TlsScene Level(string subTest, string? of2025, string? of2021)
    {
        expected.Add(new(subTest, of2025, of2021));
        return this;
    }

    public TlsScene With(Func<SmtpBehaviour, SmtpBehaviour> change)
    {
        behaviour = change(behaviour);
        return this;
    }

    public TlsScene Zone(string line)
    {
        scene.Record(line);
        return this;
    }

    public TlsScene Ends(TlsExaminationEnd why)
    {
        end = why;
        return this;
    }

    public Scene Complete()
    {
        scene.Mx(host =>
        {
            var leaf = host.Certificates.SelfSigned(key(CertificateSpec.Server(host.Name.Value)));
            var identity = new ServerIdentity(leaf);
            host.Serve(leaf)
                .ServeTls(
                    new TlsSetup(identity)
                    {
                        Library = library switch
                        {
                            OpenSslSettings settings => () => new OpenSslTls(settings, identity),
                            GnuTlsSettings settings => () => new GnuTlsServer(settings, identity),
                            _ => throw new ArgumentException($"{library}"),
                        },
                    }
                )
                .Behave(behaviour)
                .Tlsa(3, 1, 1);
        });
        scene.Examined(end, expected);
        scene.Protected();
        return scene;
    }
}

/// <summary>Takes the scenarios of TLS.</summary>
internal sealed class TlsSceneList(CertificateStore certificates, byte network)
{
    private readonly SceneList list = new(certificates, network) { Stage = ScenarioStage.Tls };
    private readonly List<TlsScene> scenes = [];

    public TlsScene New(
        string slug,
        string description,
        object library,
        Func<CertificateSpec, CertificateSpec> key
    )
    {
        var scene = new TlsScene(list.New(slug, "tls-ncsc", description), library, key);
        scenes.Add(scene);
        return scene;
    }

    public IReadOnlyList<Scene> Complete() => [.. scenes.Select(scene => scene.Complete())];
}
