using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// A real nginx as a mail server that does nothing wrong, with a configuration of its own: for benchmarks, in which the work of the
/// servers should be small beside that of the clients. It takes no mail: what would say so is not there.
/// </summary>
internal sealed class NginxServer(ServerProcess process) : IAsyncDisposable
{
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
        return new NginxServer(process);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<string> ConfigurationAsync(
        InstalledProgram program,
        string folder,
        IReadOnlyList<ServerEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        var module = Path.Combine(
            program.UnpackedRoot ?? "/",
            "usr/lib/nginx/modules/ngx_mail_module.so"
        );
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
                mail {
                  auth_http 127.0.0.1:1/;
                  smtp_auth none;
                  smtp_capabilities PIPELINING "SIZE 52428800" ENHANCEDSTATUSCODES 8BITMIME;
                  starttls on;
                  ssl_protocols TLSv1.2 TLSv1.3;
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
                $"  server {{ protocol smtp; listen {endpoint.Address}:{port}; server_name {endpoint.HostName}; ssl_certificate {pem}; ssl_certificate_key {pem}; }}\n"
            );
        }
        return text.Append("}\n").ToString();
    }
}
