using System.Net;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>A real NSD with the zones of senders, and a real Unbound in front of it.</summary>
public sealed class SenderDnsFixture : IAsyncLifetime
{
    private readonly string folder = Directory
        .CreateTempSubdirectory("dashboard-senders-")
        .FullName;

    private ServerProcess? nsd;
    private ServerProcess? unbound;
    private ServiceProvider? services;

    internal ISenderDns Dns { get; private set; } = null!;

    internal DkimSenders Dkim { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var zones = SenderZones.All(Dkim);
        var authoritative = ServerProcess.FreePort();
        var resolver = ServerProcess.FreePort();
        foreach (var (name, content) in zones)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, name + ".zone"),
                content,
                cancellation
            );
        }
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nsd.conf"),
            $"""
            server:
              ip-address: 127.0.0.1@{authoritative}
              username: ""
              chroot: ""
              zonesdir: "{folder}"
              pidfile: ""
              database: ""
              xfrdfile: "{folder}/xfrd.state"
              zonelistfile: "{folder}/zone.list"
              server-count: 1
            remote-control:
              control-enable: no
            {string.Concat(
                zones.Keys.Select(name =>
                    $"zone:\n  name: \"{name}\"\n  zonefile: \"{name}.zone\"\n"
                )
            )}
            """,
            cancellation
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "unbound.conf"),
            $"""
            server:
              interface: 127.0.0.1
              port: {resolver}
              do-ip6: no
              do-not-query-localhost: no
              directory: "{folder}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              logfile: ""
              do-daemonize: no
              num-threads: 1
              module-config: "iterator"
            {string.Concat(zones.Keys.Select(name => $"  local-zone: \"{name}.\" nodefault\n"))}
            remote-control:
              control-enable: no
            {string.Concat(
                zones.Keys.Append("broken.org").Select(name =>
                    $"stub-zone:\n  name: \"{name}.\"\n  stub-addr: 127.0.0.1@{authoritative}\n"
                )
            )}
            """,
            cancellation
        );
        nsd = ServerProcess.Start(
            InstalledProgram.Find("nsd"),
            Path.Combine(folder, "nsd.log"),
            "-d",
            "-c",
            Path.Combine(folder, "nsd.conf")
        );
        unbound = ServerProcess.Start(
            InstalledProgram.Find("unbound"),
            Path.Combine(folder, "unbound.log"),
            "-d",
            "-c",
            Path.Combine(folder, "unbound.conf")
        );
        services = new ServiceCollection()
            .AddLogging()
            .AddProbes(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Dns:Resolver"] = $"127.0.0.1:{resolver}",
                        }
                    )
                    .Build()
            )
            .BuildServiceProvider();
        Dns = new ResolverSenderDns(services.GetRequiredService<ValidatingResolver>());
        await unbound.UntilAsync(
            async () =>
                (await Dns.AAsync(DomainName.Parse("example.com"), cancellation)).Outcome
                == LookupOutcome.Answer,
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }
        foreach (var process in new[] { unbound, nsd })
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }
        Directory.Delete(folder, recursive: true);
    }
}
