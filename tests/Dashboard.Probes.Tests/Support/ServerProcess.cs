using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Tests.Support;

/// <summary>A server program that lives as long as its test; what it prints goes to a file.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, string log)
    {
        this.process = process;
        Log = log;
    }

    /// <summary>The file it prints to, appended to.</summary>
    public string Log { get; }

    public static ServerProcess Start(
        InstalledProgram program,
        string log,
        params string[] arguments
    )
    {
        var inner = program.Start(arguments);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (
            var argument in new[] { "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log }
                .Append(inner.FileName)
                .Concat(inner.ArgumentList)
        )
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in inner.Environment)
        {
            start.Environment[name] = value;
        }
        return new ServerProcess(Process.Start(start)!, log);
    }

    public async Task UntilAsync(Func<Task<bool>> ready, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await ready())
        {
            if (process.HasExited || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"{process.StartInfo.ArgumentList[4]} did not start: {await File.ReadAllTextAsync(Log, cancellation)}"
                );
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }

    public static int FreePort()
    {
        // A port that is free for UDP as well as TCP: DNS servers take both.
        while (true)
        {
            using var tcp = new TcpListener(IPAddress.Loopback, 0);
            tcp.Start();
            var port = ((IPEndPoint)tcp.LocalEndpoint).Port;
            using var udp = new Socket(
                AddressFamily.InterNetwork,
                SocketType.Dgram,
                ProtocolType.Udp
            );
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                continue;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
