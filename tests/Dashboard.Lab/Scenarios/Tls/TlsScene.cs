using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>
/// One scenario of TLS: a server with a library and its settings, and what sub-tests come to by both methods in both views.
/// </summary>
internal sealed class TlsScene(Scene scene)
{
    private readonly List<ExpectedSubTest> expected = [];
    private ILibrarySettings? library;
    private Func<CertificateSpec, CertificateSpec> key = spec => spec.Rsa();
    private Func<HostSetup, ServerIdentity, IReadOnlyList<ServerIdentity>> identities = (_, own) =>
        [own];
    private Action<HostSetup> records = host => host.Tlsa(3, 1, 1);
    private Action<Scene> dane = domain => domain.Protected();
    private SmtpBehaviour behaviour = SmtpBehaviour.Good;
    private TlsExaminationEnd end = TlsExaminationEnd.Completed;

    public TlsScene Library(ILibrarySettings settings)
    {
        library = settings;
        return this;
    }

    public TlsScene Key(Func<CertificateSpec, CertificateSpec> change)
    {
        key = change;
        return this;
    }

    /// <summary>What is served; given the certificate of the host's own name.</summary>
    public TlsScene Serves(
        Func<HostSetup, ServerIdentity, IReadOnlyList<ServerIdentity>> certificates
    )
    {
        identities = certificates;
        return this;
    }

    /// <summary>TLSA, of what is served first; else <c>3 1 1</c>.</summary>
    public TlsScene Tlsa(Action<HostSetup> change)
    {
        records = change;
        return this;
    }

    /// <summary>What STARTTLS and DANE come to; else protected.</summary>
    public TlsScene Dane(Action<Scene> verdict)
    {
        dane = verdict;
        return this;
    }

    /// <summary>Both views follow from the level, but for what is capped.</summary>
    /// <param name="of2025">
    /// A level, <c>not-measured</c>, the outcome of a sub-test without levels, or null where it does not apply.
    /// </param>
    public TlsScene Level(string subTest, string? of2025, string? of2021)
    {
        expected.Add(
            new(
                subTest,
                TlsViews.Of(subTest, NcscMethod.Ncsc2025, of2025),
                TlsViews.Of(subTest, NcscMethod.Ncsc2021, of2021)
            )
        );
        return this;
    }

    /// <summary>Of the last sub-test, where a view does not follow from the level.</summary>
    public TlsScene Forum(string of2025, string of2021)
    {
        var last = expected[^1];
        expected[^1] = last with
        {
            Of2025 = last.Of2025 with { Forum = of2025 },
            Of2021 = last.Of2021 with { Forum = of2021 },
        };
        return this;
    }

    /// <summary>The same of the strict view.</summary>
    public TlsScene Strict(string of2025, string of2021)
    {
        var last = expected[^1];
        expected[^1] = last with
        {
            Of2025 = last.Of2025 with { Strict = of2025 },
            Of2021 = last.Of2021 with { Strict = of2021 },
        };
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

    public TlsScene WithScene(Action<Scene> change)
    {
        change(scene);
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
            var own = new ServerIdentity(
                host.Certificates.SelfSigned(key(CertificateSpec.Server(host.Name.Value)))
            );
            var served = identities(host, own);
            host.Serve(served[0].Leaf, [.. served[0].Above]);
            if (library is { } settings)
            {
                host.ServeTls(new TlsSetup(served[0]) { Library = () => settings.Server(served) });
            }
            host.Behave(behaviour);
            records(host);
        });
        scene.Examined(end, expected);
        dane(scene);
        return scene;
    }
}

/// <summary>Takes the scenarios of TLS.</summary>
internal sealed class TlsSceneList(CertificateStore certificates, byte network)
{
    private readonly SceneList list = new(certificates, network) { Stage = ScenarioStage.Tls };
    private readonly List<TlsScene> scenes = [];

    public CertificateStore Certificates => list.Certificates;

    public TlsScene New(string slug, string description)
    {
        var scene = new TlsScene(list.New(slug, "tls-ncsc", description));
        scenes.Add(scene);
        return scene;
    }

    public IReadOnlyList<Scene> Complete() => [.. scenes.Select(scene => scene.Complete())];
}
