using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Generated;
using Dashboard.Lab.Https;
using Dashboard.Lab.Scenarios;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab;

/// <summary>
/// A small internet of real parts on the loopback addresses: a signed DNS tree, a validating resolver, and mail servers good
/// and bad. All of it runs as an ordinary user, and ends with this object or with its process.
/// </summary>
public sealed class LabInternet : IAsyncDisposable
{
    private readonly string folder;
    private readonly bool temporary;
    private LabDns? dns;
    private LabMailServers? servers;
    private PostfixServer? postfix;
    private NginxServer? nginx;
    private NginxServer? mailProxy;
    private LabPolicyHosts? policyHosts;
    private LabWebhooks? webhooks;

    private LabInternet(string folder, bool temporary)
    {
        this.folder = folder;
        this.temporary = temporary;
    }

    /// <summary>The resolver that validates from the lab's trust anchor.</summary>
    public IPEndPoint Resolver => dns!.Resolver;

    /// <summary>One that resolves the same tree and validates nothing.</summary>
    public IPEndPoint NonValidatingResolver => dns!.NonValidatingResolver;

    /// <summary>The name server of all zones.</summary>
    public IPEndPoint Authoritative => dns!.Authoritative;

    /// <summary>The DS of the lab's root, as a trust anchor is written.</summary>
    public string TrustAnchor => dns!.TrustAnchor;

    /// <summary>The port of every mail server.</summary>
    public int SmtpPort => servers!.Port;

    /// <summary>The port of every web server that gives an MTA-STS policy.</summary>
    public int HttpsPort => policyHosts!.Port;

    /// <summary>The receivers of webhooks, at the same port.</summary>
    public LabWebhooks Webhooks => webhooks!;

    /// <summary>A PEM file with the public authority of the lab.</summary>
    public string TrustedRoots => Path.Combine(folder, "roots.pem");

    public IReadOnlyList<Scenario> Scenarios { get; private set; } = [];

    /// <summary>Those of the related standards.</summary>
    public IReadOnlyList<Scenario> RelatedScenarios { get; private set; } = [];

    /// <summary>Those of STARTTLS by NCSC.</summary>
    public IReadOnlyList<Scenario> TlsScenarios { get; private set; } = [];

    /// <summary>What of the catalogue this machine cannot show, and why; a sentence each.</summary>
    public IReadOnlyList<string> Omitted { get; private set; } = [];

    /// <summary>Domains with nothing wrong, each with a host of its own; beside the scenarios.</summary>
    public IReadOnlyList<DomainName> WellBehaved { get; private set; } = [];

    /// <summary>How often each SMTP command has come, by verb, over all servers.</summary>
    public IReadOnlyDictionary<string, long> CommandsSeen => servers!.Tally.Counts;

    /// <summary>Connections that a mail server of the lab has taken; by its log, and a moment late, of a real Postfix or nginx.</summary>
    public int ConnectionsOf(IPAddress address) =>
        servers!.Tally.ConnectionsOf(address)
        + (postfix?.ConnectionsOf(address) ?? 0)
        + (mailProxy?.ConnectionsOf(address) ?? 0);

    /// <summary>Every scenario there is, without starting anything.</summary>
    public static IReadOnlyList<Scenario> Catalogue() =>
        [
            .. ScenarioCatalogue
                .Build(new CertificateStore(Path.Combine(LabFolders.Cache, "certificates")))
                .Select(scene => scene.Scenario!),
        ];

    /// <summary>Every scenario of the related standards, without starting anything.</summary>
    public static IReadOnlyList<Scenario> RelatedCatalogue() =>
        [
            .. Dashboard
                .Lab.Scenarios.Related.RelatedScenarios.Build(
                    new CertificateStore(Path.Combine(LabFolders.Cache, "certificates"))
                )
                .Select(scene => scene.Scenario!),
        ];

    /// <summary>Every scenario of STARTTLS by NCSC, without starting anything.</summary>
    public static IReadOnlyList<Scenario> TlsCatalogue() =>
        [
            .. Dashboard
                .Lab.Scenarios.Tls.TlsScenarios.Build(
                    new CertificateStore(Path.Combine(LabFolders.Cache, "certificates"))
                )
                .Select(scene => scene.Scenario!),
        ];

    public static async Task<LabInternet> StartAsync(
        LabOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = options.Folder is null
            ? Directory.CreateTempSubdirectory("lab-").FullName
            : Path.GetFullPath(options.Folder);
        Directory.CreateDirectory(folder);
        var lab = new LabInternet(folder, temporary: options.Folder is null);
        try
        {
            await lab.StartPartsAsync(options, cancellation);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (webhooks is not null)
        {
            await webhooks.DisposeAsync();
        }
        if (policyHosts is not null)
        {
            await policyHosts.DisposeAsync();
        }
        if (nginx is not null)
        {
            await nginx.DisposeAsync();
        }
        if (mailProxy is not null)
        {
            await mailProxy.DisposeAsync();
        }
        if (postfix is not null)
        {
            await postfix.DisposeAsync();
        }
        if (servers is not null)
        {
            await servers.DisposeAsync();
        }
        if (dns is not null)
        {
            await dns.DisposeAsync();
        }
        if (temporary && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task StartPartsAsync(LabOptions options, CancellationToken cancellation)
    {
        var cache = options.CacheFolder ?? LabFolders.Cache;
        var certificates = new CertificateStore(Path.Combine(cache, "certificates"));
        var scenes =
            options.Adoption is { } phase ? AdoptionExample.Build(certificates, phase)
            : options.RandomCount > 0
                ? RandomScenarios.Build(
                    certificates,
                    options.RandomSeed,
                    options.RandomCount,
                    options.RandomHosts,
                    options.RandomChoice,
                    options.RandomIPv6
                )
            : ScenarioCatalogue.Build(certificates);
        var related = Dashboard.Lab.Scenarios.Related.RelatedScenarios.Build(certificates);
        var tls = Dashboard.Lab.Scenarios.Tls.TlsScenarios.Build(certificates);
        var wellBehaved = WellBehavedDomains.Build(certificates, options.WellBehaved);
        WellBehaved = [.. wellBehaved.Select(scene => scene.Domain)];
        IReadOnlyList<Scene> register = options.Register
            ? Register.RegisterScenes.Build(certificates)
            : [];
        IReadOnlyList<Scene> sharing =
            options.Shared > 0
                ? [WellBehavedDomains.Sharing(certificates, wellBehaved, options)]
                : [];
        IReadOnlyList<Scene> all =
        [
            .. scenes,
            .. related,
            .. tls,
            .. wellBehaved,
            .. sharing,
            .. register,
        ];
        dns = await LabDns.StartAsync(
            options,
            folder,
            cache,
            LabTree.Zones([.. all.SelectMany(scene => scene.Zones), .. LabWebhooks.Zones()]),
            DateOnly.FromDateTime(DateTime.UtcNow),
            cancellation
        );
        var endpoints = SharedEndpoints.Merge(
            (
                options.WellBehavedByNginx ? [.. scenes, .. related, .. tls, .. register] : all
            ).SelectMany(scene => scene.Endpoints)
        );
        servers = await LabMailServers.StartAsync(endpoints, options.SmtpPort);
        await File.WriteAllTextAsync(TrustedRoots, LabAuthority.Pem(certificates), cancellation);
        policyHosts = await LabPolicyHosts.StartAsync(
            Path.Combine(folder, "policy-hosts"),
            [.. related.SelectMany(scene => scene.PolicyHosts)],
            options.HttpsPort,
            cancellation
        );
        webhooks = await LabWebhooks.StartAsync(certificates, HttpsPort, cancellation);
        if (options.WellBehavedByNginx)
        {
            nginx = await NginxServer.StartAsync(
                Path.Combine(folder, "nginx"),
                [.. wellBehaved.SelectMany(scene => scene.Endpoints)],
                SmtpPort,
                cancellation
            );
        }
        // Random situations have none.
        var missing = endpoints.Any(endpoint => endpoint.Behaviour.Postfix is not null)
            ? PostfixServer.Missing() ?? await StartPostfixAsync(endpoints, cancellation)
            : null;
        var proxied = endpoints.Where(endpoint => endpoint.Behaviour.Nginx is not null).ToList();
        var noProxy = NginxServer.Missing();
        if (proxied.Count > 0 && noProxy is null)
        {
            mailProxy = await NginxServer.StartAsync(
                Path.Combine(folder, "mail-proxy"),
                proxied,
                SmtpPort,
                cancellation
            );
        }
        Omitted =
        [
            .. noProxy is null ? [] : new[] { $"Scenarios with nginx as a mail proxy: {noProxy}" },
            .. missing is null ? [] : new[] { $"Scenarios with a real Postfix: {missing}" },
            .. Socket.OSSupportsIPv6 ? [] : new[] { "Scenarios with IPv6: this machine has none." },
        ];
        Scenarios = Shown(scenes, missing is null, noProxy is null);
        RelatedScenarios = Shown(related, missing is null, noProxy is null);
        TlsScenarios = Shown(tls, missing is null, noProxy is null);
    }

    /// <summary>Those that this machine can show.</summary>
    private static List<Scenario> Shown(
        IReadOnlyList<Scene> scenes,
        bool hasPostfix,
        bool hasMailProxy
    ) =>
        [
            .. scenes
                .Select(scene => scene.Scenario)
                .OfType<Scenario>()
                .Where(scenario =>
                    (!scenario.NeedsIPv6 || Socket.OSSupportsIPv6)
                    && (!scenario.NeedsPostfix || hasPostfix)
                    && (!scenario.NeedsMailProxy || hasMailProxy)
                ),
        ];

    /// <summary>Null where it runs, else why it does not: the lab is of use without it.</summary>
    private async Task<string?> StartPostfixAsync(
        IReadOnlyList<ServerEndpoint> endpoints,
        CancellationToken cancellation
    )
    {
        try
        {
            postfix = await PostfixServer.StartAsync(
                Path.Combine(folder, "postfix"),
                [.. endpoints.Where(endpoint => endpoint.Behaviour.Postfix is not null)],
                SmtpPort,
                cancellation
            );
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }
}
