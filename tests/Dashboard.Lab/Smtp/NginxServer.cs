using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// A real nginx as a mail server, with a configuration of its own. Where a host has no settings it does nothing wrong: for benchmarks, in
/// which the work of the servers should be small beside that of the clients. It takes no mail: what would say so is not there.
/// </summary>
internal sealed class NginxServer(ServerProcess process, string folder, int port) : IAsyncDisposable
{
    /// <summary>Why it cannot be started here; null where it can.</summary>
    public static string? Missing() =>
        File.Exists(Module(InstalledProgram.Find("nginx")))
            ? null
            : "libnginx-mod-mail is not installed.";

    private static string Module(InstalledProgram program) =>
        Path.Combine(program.UnpackedRoot ?? "/", "usr/lib/nginx/modules/ngx_mail_module.so");

    public static async Task<NginxServer> StartAsync(
        string folder,
        IReadOnlyList<ServerEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        var program = InstalledProgram.Find("nginx");
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            await ConfigurationAsync(program, folder, endpoints, port, cancellation),
            cancellation
        );
        var log = Path.Combine(folder, "nginx.log");
        var process = ServerProcess.Start(
            program,
            log,
            "-e",
            log,
            "-p",
            folder,
            "-c",
            configuration
        );
        try
        {
            foreach (var endpoint in endpoints)
            {
                var address = new IPEndPoint(endpoint.Address, port);
                await process.UntilAsync(
                    () => Greeting.ComesAsync(address, cancellation),
                    cancellation
                );
            }
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new NginxServer(process, folder, port);
    }

    /// <summary>Connections that one of its addresses has taken, by its log; only of servers with settings of their own.</summary>
    public int ConnectionsOf(IPAddress address)
    {
        var log = Path.Combine(folder, Connections);
        if (!File.Exists(log))
        {
            return 0;
        }
        using var text = new StreamReader(
            new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        );
        return Regex.Count(
            text.ReadToEnd(),
            $" connected to {Regex.Escape(address.ToString())}:{port}$",
            RegexOptions.CultureInvariant | RegexOptions.Multiline
        );
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private const string Connections = "connections.log";

    private const string Plain = "starttls on; ssl_protocols TLSv1.2 TLSv1.3;";

    private static async Task<string> ConfigurationAsync(
        InstalledProgram program,
        string folder,
        IReadOnlyList<ServerEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        var module = Module(program);
        // Each address listened on takes one too.
        var connections = endpoints.Count + 4096;
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                load_module {{module}};
                daemon off;
                worker_processes 2;
                pid {{folder}}/nginx.pid;
                worker_rlimit_nofile {{connections}};
                events { worker_connections {{connections}}; }
                {{(
                    endpoints.Any(endpoint => endpoint.Behaviour.Nginx is not null)
                        ? $"error_log {folder}/{Connections} info;"
                        : string.Empty
                )}}
                mail {
                  auth_http 127.0.0.1:1/;
                  smtp_auth none;
                  smtp_capabilities PIPELINING "SIZE 52428800" ENHANCEDSTATUSCODES 8BITMIME;
                  ssl_session_cache none;
                  # After its tickets the reply to EHLO would wait for the client's acknowledgement: 40 ms.
                  ssl_conf_command NumTickets 0;

                """
            )
        );
        foreach (var endpoint in endpoints)
        {
            var pem = Path.Combine(folder, $"{endpoint.HostName}.pem");
            await File.WriteAllTextAsync(pem, ServerPem.Of(endpoint.Tls.Default!), cancellation);
            text.Append(
                CultureInfo.InvariantCulture,
                $"  server {{ protocol smtp; listen {endpoint.Address}:{port}; server_name {endpoint.HostName}; ssl_certificate {pem}; ssl_certificate_key {pem};\n{endpoint.Behaviour.Nginx ?? Plain}\n}}\n"
            );
        }
        return text.Append("}\n").ToString();
    }
}
