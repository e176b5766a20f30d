using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Probes.Tests.Support;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>A real OpenSSL server, as Postfix has one inside, without SMTP around it.</summary>
internal sealed class OpenSslServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-openssl-");
    private Process? process;

    public int Port { get; } = ServerProcess.FreePort();

    public static async Task<OpenSslServer> StartAsync(
        IReadOnlyList<X509Certificate2> certificates,
        IReadOnlyList<string> settings,
        CancellationToken cancellation
    )
    {
        var server = new OpenSslServer();
        try
        {
            await server.RunAsync(certificates, settings, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        folder.Delete(recursive: true);
    }

    private async Task RunAsync(
        IReadOnlyList<X509Certificate2> certificates,
        IReadOnlyList<string> settings,
        CancellationToken cancellation
    )
    {
        var arguments = new List<string> { "s_server", "-accept", $"127.0.0.1:{Port}", "-quiet" };
        foreach (var (certificate, number) in certificates.Select((each, index) => (each, index)))
        {
            var path = Path.Combine(folder.FullName, $"{number}.pem");
            await File.WriteAllTextAsync(path, Pem(certificate), cancellation);
            arguments.AddRange(
                number == 0 ? ["-cert", path, "-key", path] : ["-dcert", path, "-dkey", path]
            );
        }
        process = Process.Start(
            new ProcessStartInfo("openssl", [.. arguments, .. settings])
            {
                // Its end is the server's end.
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.TrueAsync(ListensAsync);

        async Task<bool> ListensAsync()
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException("openssl s_server did not start.");
            }
            try
            {
                using var socket = await ConnectAsync(cancellation);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    private static string Pem(X509Certificate2 certificate) =>
        (
            certificate.GetECDsaPrivateKey()?.ExportPkcs8PrivateKeyPem()
            ?? certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()
        ) + $"\n{certificate.ExportCertificatePem()}\n";
}
