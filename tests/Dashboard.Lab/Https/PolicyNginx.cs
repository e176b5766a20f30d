using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Https;

/// <summary>A real nginx with a server block for each policy host.</summary>
internal sealed class PolicyNginx(ServerProcess process) : IAsyncDisposable
{
    public static async Task<PolicyNginx> StartAsync(
        string folder,
        IReadOnlyList<WebEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            await ConfigurationAsync(folder, endpoints, port, cancellation),
            cancellation
        );
        var log = Path.Combine(folder, "nginx.log");
        var process = ServerProcess.Start(
            InstalledProgram.Find("nginx"),
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
            await process.UntilAsync(
                () => AcceptsAsync(new IPEndPoint(endpoints[^1].Address, port), cancellation),
                cancellation
            );
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new PolicyNginx(process);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task<bool> AcceptsAsync(IPEndPoint address, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> ConfigurationAsync(
        string folder,
        IReadOnlyList<WebEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        var text = new StringBuilder(
            $$"""
            daemon off;
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            worker_rlimit_nofile 4096;
            events { worker_connections 4096; }
            http {
              access_log off;
              server_tokens off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              ssl_session_cache none;

            """
        );
        foreach (var endpoint in endpoints)
        {
            var pem = Path.Combine(folder, $"{endpoint.HostName}.pem");
            var body = Path.Combine(folder, $"{endpoint.HostName}.txt");
            await File.WriteAllTextAsync(pem, ServerPem.Of(endpoint.Identity), cancellation);
            if (endpoint.Body is not null)
            {
                await File.WriteAllTextAsync(body, endpoint.Body, cancellation);
            }
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                  server {
                    listen {{endpoint.Address}}:{{port}} ssl;
                    server_name {{endpoint.HostName}};
                    ssl_certificate {{pem}};
                    ssl_certificate_key {{pem}};
                    ssl_protocols {{endpoint.Protocols}};
                    ssl_ciphers ALL:@SECLEVEL=0;
                    location = /.well-known/mta-sts.txt {
                      alias {{body}};
                      {{endpoint.Directives}}
                    }
                  }

                """
            );
        }
        return text.Append("}\n").ToString();
    }
}
