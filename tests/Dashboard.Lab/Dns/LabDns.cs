using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Dns;

/// <summary>The signed tree from the root down, its name server, its middlebox, and the two resolvers.</summary>
internal sealed class LabDns : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> parts = [];

    public IPEndPoint Authoritative { get; private set; } = null!;

    public IPEndPoint Resolver { get; private set; } = null!;

    public IPEndPoint NonValidatingResolver { get; private set; } = null!;

    /// <summary>The DS of the lab's root, as a trust anchor is written.</summary>
    public string TrustAnchor { get; private set; } = null!;

    public static async Task<LabDns> StartAsync(
        LabOptions options,
        string folder,
        string cache,
        IReadOnlyList<LabZone> zones,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var keys = await new ZoneKeyStore(Path.Combine(cache, "keys")).ReadAsync(cancellation);
        Delegations.Add(zones, keys);
        var files = await SignAsync(zones, keys, cache, today, cancellation);
        var dns = new LabDns();
        try
        {
            await dns.StartServersAsync(options, folder, zones, keys, files, cancellation);
            return dns;
        }
        catch
        {
            await dns.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartServersAsync(
        LabOptions options,
        string folder,
        IReadOnlyList<LabZone> zones,
        IReadOnlyDictionary<SigningAlgorithm, ZoneKey> keys,
        IReadOnlyDictionary<DomainName, string> files,
        CancellationToken cancellation
    )
    {
        var nsd = Keep(await NsdServer.StartAsync(folder, files, cancellation));
        Authoritative = nsd.Endpoint;
        var troubled = zones.Where(zone => zone.Middlebox.Count > 0).ToList();
        var middlebox = Keep(DnsMiddlebox.Start(nsd.Endpoint, troubled));
        var routes = troubled.ToDictionary(zone => zone.Apex, _ => middlebox.Endpoint);
        foreach (var zone in zones)
        {
            if (zone.OwnServer is var (address, tcp))
            {
                var own = new IPEndPoint(address, nsd.Endpoint.Port);
                routes[zone.Apex] = Keep(
                    DnsMiddlebox.Start(nsd.Endpoint, [zone], own, tcp)
                ).Endpoint;
            }
        }
        var root = keys[SigningAlgorithm.EcdsaP256Sha256];
        TrustAnchor =
            ". IN DS " + root.DsData(DomainName.Root, Delegation.Signed, root.Algorithm.Number());
        var validating = UnboundServer.StartAsync(
            "unbound",
            folder,
            At(options, options.ResolverPort),
            TrustAnchor,
            nsd.Endpoint,
            routes,
            cancellation
        );
        Resolver = Keep(await validating).Endpoint;
        var careless = UnboundServer.StartAsync(
            "unbound-non-validating",
            folder,
            At(options, options.NonValidatingResolverPort),
            null,
            nsd.Endpoint,
            routes,
            cancellation
        );
        NonValidatingResolver = Keep(await careless).Endpoint;
    }

    private static async Task<IReadOnlyDictionary<DomainName, string>> SignAsync(
        IReadOnlyList<LabZone> zones,
        IReadOnlyDictionary<SigningAlgorithm, ZoneKey> keys,
        string cache,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var folder = Path.Combine(cache, "zones");
        Directory.CreateDirectory(folder);
        ZoneCacheCleaning.Clean(folder);
        var signer = new ZoneSigner(folder, keys, today);
        var files = new System.Collections.Concurrent.ConcurrentDictionary<DomainName, string>();
        await Parallel.ForEachAsync(
            zones,
            cancellation,
            async (zone, stop) => files[zone.Apex] = await signer.SignAsync(zone, stop)
        );
        return files;
    }

    private static IPEndPoint At(LabOptions options, int port) =>
        new(options.ResolverAddress, port == 0 ? ServerProcess.FreePort() : port);

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Add(part);
        return part;
    }
}
