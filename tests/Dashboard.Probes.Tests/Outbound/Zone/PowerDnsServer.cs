using System.Net;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Probes.Tests.Support;
using DnsClient;

namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>A real PowerDNS on the database of the test.</summary>
internal sealed class PowerDnsServer(ServerProcess process, IPEndPoint endpoint) : IAsyncDisposable
{
    public IPEndPoint Endpoint { get; } = endpoint;

    public string QueryLog => process.Log;

    public static async Task<PowerDnsServer> StartAsync(
        PowerDnsConnection database,
        string folder,
        CancellationToken cancellation
    )
    {
        var program = InstalledProgram.Find("pdns_server");
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pdns.conf"),
            PowerDnsConfiguration.Render(
                [endpoint],
                database,
                folder,
                program.Folder("usr/lib/x86_64-linux-gnu/pdns")
            ),
            cancellation
        );
        var process = ServerProcess.Start(
            program,
            Path.Combine(folder, "pdns.log"),
            $"--config-dir={folder}"
        );
        var client = new LookupClient(
            new LookupClientOptions(endpoint)
            {
                Timeout = TimeSpan.FromSeconds(2),
                Retries = 0,
                ThrowDnsErrors = false,
                UseCache = false,
            }
        );
        await process.UntilAsync(
            async () =>
            {
                try
                {
                    await client.QueryAsync(
                        "ready.invalid",
                        QueryType.SOA,
                        cancellationToken: cancellation
                    );
                    return true;
                }
                catch (DnsResponseException)
                {
                    return false;
                }
            },
            cancellation
        );
        return new PowerDnsServer(process, endpoint);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
