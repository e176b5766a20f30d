using System.Net.Sockets;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Https;

/// <summary>All policy hosts of the lab, each on an address of its own, all on one port.</summary>
internal sealed class LabPolicyHosts : IAsyncDisposable
{
    private const int Attempts = 20;

    private readonly List<IAsyncDisposable> parts = [];

    private LabPolicyHosts(int port) => Port = port;

    public int Port { get; }

    public static async Task<LabPolicyHosts> StartAsync(
        string folder,
        IReadOnlyList<WebEndpoint> endpoints,
        int port,
        CancellationToken cancellation
    )
    {
        var open = endpoints.Where(endpoint => !endpoint.Closed).ToList();
        var hosts = new LabPolicyHosts(port == 0 ? Free(endpoints) : port);
        try
        {
            foreach (var endpoint in open.Where(endpoint => endpoint.Script is not null))
            {
                hosts.parts.Add(ScriptedWebServer.Start(endpoint, hosts.Port));
            }
            hosts.parts.Add(
                await PolicyNginx.StartAsync(
                    folder,
                    [.. open.Where(endpoint => endpoint.Script is null)],
                    hosts.Port,
                    cancellation
                )
            );
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }
    }

    /// <summary>A port that is free on every address.</summary>
    private static int Free(IReadOnlyList<WebEndpoint> endpoints)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = ServerProcess.FreePort();
            try
            {
                foreach (var endpoint in endpoints)
                {
                    using var listener = new TcpListener(endpoint.Address, port);
                    listener.Start();
                }
                return port;
            }
            catch (SocketException) when (attempt < Attempts)
            {
                // Taken on another address than 127.0.0.1: the next port.
            }
        }
    }
}
