using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Smtp;

/// <summary>All mail servers of the lab, each on an address of its own, all on one port.</summary>
internal sealed class LabMailServers : IAsyncDisposable
{
    private const int Attempts = 20;

    private readonly List<SmtpListener> listeners;

    private LabMailServers(int port, List<SmtpListener> listeners, CommandTally tally)
    {
        Port = port;
        this.listeners = listeners;
        Tally = tally;
    }

    public int Port { get; }

    public CommandTally Tally { get; }

    public static async Task<LabMailServers> StartAsync(
        IReadOnlyList<ServerEndpoint> endpoints,
        int port
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? Processes.ServerProcess.FreePort() : port;
            var tally = new CommandTally();
            var listeners = new List<SmtpListener>();
            try
            {
                foreach (var endpoint in endpoints.Where(endpoint => endpoint.Behaviour.Listens))
                {
                    var listener = SmtpListener.Start(endpoint, chosen, tally);
                    if (!endpoint.Behaviour.IsReal)
                    {
                        listeners.Add(listener);
                    }
                    else
                    {
                        // Only to see that the port is free there too.
                        await listener.DisposeAsync();
                    }
                }
                return new LabMailServers(chosen, listeners, tally);
            }
            catch (SocketException) when (port == 0 && attempt < Attempts)
            {
                // Free on 127.0.0.1 and taken on another address: the next port.
                await StopAsync(listeners);
            }
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(listeners);

    private static async Task StopAsync(List<SmtpListener> listeners)
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }
    }
}
