using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Dns;

/// <summary>A real Unbound that resolves in the lab's tree, with or without validation.</summary>
internal sealed class UnboundServer(ServerProcess process, IPEndPoint endpoint) : IAsyncDisposable
{
    public IPEndPoint Endpoint { get; } = endpoint;

    public static async Task<UnboundServer> StartAsync(
        string name,
        string folder,
        IPEndPoint endpoint,
        string? trustAnchor,
        IPEndPoint authoritative,
        IReadOnlyDictionary<DomainName, IPEndPoint> middleboxes,
        CancellationToken cancellation
    )
    {
        var file = Path.Combine(folder, name + ".conf");
        await File.WriteAllTextAsync(
            file,
            Configuration(folder, endpoint, trustAnchor, authoritative, middleboxes),
            cancellation
        );
        var process = ServerProcess.Start(
            InstalledProgram.Find("unbound"),
            Path.Combine(folder, name + ".log"),
            "-d",
            "-c",
            file
        );
        try
        {
            await process.UntilAsync(
                async () =>
                    await DnsQuestion.AskAsync(
                        endpoint,
                        DomainName.Parse("example"),
                        DnsRecordType.Soa,
                        cancellation
                    )
                        is { ResponseCode: 0, Answers: > 0 } answer
                    && answer.AuthenticData == (trustAnchor is not null),
                cancellation
            );
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new UnboundServer(process, endpoint);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string Configuration(
        string folder,
        IPEndPoint endpoint,
        string? trustAnchor,
        IPEndPoint authoritative,
        IReadOnlyDictionary<DomainName, IPEndPoint> middleboxes
    )
    {
        // A forward-zone, as a stub-zone would follow NS records to port 53. Aggressive use of NSEC would answer for a
        // middlebox that drops questions; the short bogus TTL lets a zone that was mended be seen.
        var text = new StringBuilder(
            $"""
            server:
              interface: {endpoint.Address}
              port: {endpoint.Port}
              do-ip6: no
              do-not-query-localhost: no
              access-control: 127.0.0.0/8 allow
              local-zone: "test." nodefault
              directory: "{folder}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              logfile: ""
              do-daemonize: no
              num-threads: 1
              rrset-roundrobin: no
              module-config: "{(
                trustAnchor is null ? "iterator" : "validator iterator"
            )}"
              {(trustAnchor is null ? string.Empty : $"trust-anchor: \"{trustAnchor}\"")}
              aggressive-nsec: no
              qname-minimisation: no
              ede: yes
              val-log-level: 2
              val-bogus-ttl: 10
              discard-timeout: 0
              infra-keep-probing: yes
              infra-cache-max-rtt: 4000
              outgoing-range: 4096
              outgoing-port-avoid: "10240-32000"
              num-queries-per-thread: 2048
              so-rcvbuf: 0
            remote-control:
              control-enable: no
            forward-zone:
              name: "."
              forward-addr: {At(authoritative)}

            """
        );
        foreach (var (apex, address) in middleboxes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"""
                forward-zone:
                  name: "{LabZone.Absolute(apex)}"
                  forward-addr: {At(address)}

                """
            );
        }
        return text.ToString();
    }

    private static string At(IPEndPoint endpoint) => $"{endpoint.Address}@{endpoint.Port}";
}
