using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Processes;

/// <summary>
/// A server program that lives as long as its owner; what it prints goes to a file. It ends too where the owner is killed:
/// the shell around it holds the reading end of a pipe whose writing end only the owner has.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string Guard = """
        log=$1; shift; exec 3<&0
        "$@" 3<&- </dev/null >>"$log" 2>&1 &
        child=$!
        ( while read -r line <&3; do :; done; kill -TERM $child ) 2>/dev/null &
        exec 3<&-
        wait $child
        """;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly string program;

    private ServerProcess(Process process, string program, string log)
    {
        this.process = process;
        this.program = program;
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
        ArgumentNullException.ThrowIfNull(program);
        var inner = program.Start(arguments);
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
        };
        foreach (
            var argument in new[] { "-c", Guard, "sh", log }
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
        return new ServerProcess(Process.Start(start)!, inner.FileName, log);
    }

    /// <summary>Returns when the server does its work; throws with what it printed where it ends or does not come.</summary>
    public async Task UntilAsync(Func<Task<bool>> ready, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ready);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReadyWithin);
        while (!await ready())
        {
            if (process.HasExited || limit.IsCancellationRequested)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException(
                    $"{program} did not start: {await File.ReadAllTextAsync(Log, cancellation)}"
                );
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }
    }

    /// <summary>
    /// A port that is free for UDP as well as TCP on every address, given once: DNS servers take both. It is below those that the
    /// system gives to clients, of which one may take it before its server does.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_240, 32_000);
            if (!Given.TryAdd(port, true))
            {
                continue;
            }
            try
            {
                using var tcp = new TcpListener(IPAddress.Any, port);
                tcp.Start();
                using var udp = new Socket(
                    AddressFamily.InterNetwork,
                    SocketType.Dgram,
                    ProtocolType.Udp
                );
                udp.Bind(new IPEndPoint(IPAddress.Any, port));
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
            await EndAsync();
        }
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>In order first, so that a server takes its own children with it.</summary>
    private async Task EndAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
