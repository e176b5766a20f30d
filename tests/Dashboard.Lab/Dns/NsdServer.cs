using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Dns;

/// <summary>A real NSD that is authoritative for every zone of the lab.</summary>
internal sealed class NsdServer(ServerProcess process, IPEndPoint endpoint) : IAsyncDisposable
{
    public IPEndPoint Endpoint { get; } = endpoint;

    public static async Task<NsdServer> StartAsync(
        string folder,
        IReadOnlyDictionary<DomainName, string> zoneFiles,
        CancellationToken cancellation
    )
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        var file = Path.Combine(folder, "nsd.conf");
        await File.WriteAllTextAsync(
            file,
            Configuration(folder, endpoint, zoneFiles),
            cancellation
        );
        var process = ServerProcess.Start(
            InstalledProgram.Find("nsd"),
            Path.Combine(folder, "nsd.log"),
            "-d",
            "-c",
            file
        );
        try
        {
            await process.UntilAsync(
                () =>
                    DnsQuestion.IsAnsweredAsync(
                        endpoint,
                        DomainName.Root,
                        DnsRecordType.Soa,
                        cancellation
                    ),
                cancellation
            );
            await RequireEveryZoneAsync(process, endpoint, zoneFiles, cancellation);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new NsdServer(process, endpoint);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>NSD starts without a zone that it cannot read; the lab does not.</summary>
    private static async Task RequireEveryZoneAsync(
        ServerProcess process,
        IPEndPoint endpoint,
        IReadOnlyDictionary<DomainName, string> zoneFiles,
        CancellationToken cancellation
    )
    {
        foreach (var (apex, path) in zoneFiles)
        {
            DnsHeader? answer = null;
            // A busy machine may lose a question: silence says nothing of the zone.
            await process.UntilAsync(
                async () =>
                    (
                        answer = await DnsQuestion.AskAsync(
                            endpoint,
                            apex,
                            DnsRecordType.Soa,
                            cancellation
                        )
                    )
                        is not null,
                cancellation
            );
            if (answer is not { ResponseCode: 0, Answers: > 0 })
            {
                throw new InvalidOperationException($"NSD does not serve {apex}; see {path}.");
            }
        }
    }

    private static string Configuration(
        string folder,
        IPEndPoint endpoint,
        IReadOnlyDictionary<DomainName, string> zoneFiles
    )
    {
        var text = new StringBuilder(
            $"""
            server:
              ip-address: {endpoint.Address}
              port: {endpoint.Port}
              server-count: 1
              username: ""
              chroot: ""
              zonesdir: ""
              pidfile: ""
              database: ""
              zonelistfile: "{folder}/nsd-zones"
              xfrdfile: "{folder}/nsd-xfrd"
              xfrdir: "{folder}"
              hide-version: yes
              rrl-ratelimit: 0
              round-robin: no
              refuse-any: no
              minimal-responses: yes
            remote-control:
              control-enable: no

            """
        );
        foreach (var (apex, path) in zoneFiles)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                zone:
                  name: "{LabZone.Absolute(apex)}"
                  zonefile: "{path}"

                """
            );
        }
        return text.ToString();
    }
}
