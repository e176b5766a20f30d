using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace Dashboard.Lab.Outbound;

/// <summary>The sending lab seen from outside: it runs as long as this lives.</summary>
public sealed class OutboundLab : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient control;

    private OutboundLab(Process process, OutboundLabOptions options)
    {
        this.process = process;
        Options = options;
        control = Client(options.ControlSocket);
    }

    public OutboundLabOptions Options { get; }

    /// <exception cref="InvalidOperationException">It did not come up; its words are in the message.</exception>
    public static async Task<OutboundLab> StartAsync(
        OutboundLabOptions options,
        CancellationToken cancellation
    )
    {
        await options.WriteAsync(cancellation);
        File.Delete(options.ControlSocket);
        var log = Path.Combine(options.Folder, "lab.log");
        var command = PrivateNetwork.Wrap([.. Self(), OutboundLabProgram.Inside, options.File]);
        // The shell keeps the pipe to us as its standard input: its end tells the lab that we are gone.
        var process = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, .. command]
            )
            {
                RedirectStandardInput = true,
                WorkingDirectory = "/",
            }
        )!;
        var lab = new OutboundLab(process, options);
        try
        {
            await Eventually.TrueAsync(
                () => lab.IsReadyAsync(log, cancellation),
                "the sending lab to start",
                () => ReadAsync(log, cancellation)
            );
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<SenderDescription>> SendersAsync(
        CancellationToken cancellation
    ) => await control.GetFromJsonAsync<List<SenderDescription>>("/senders", cancellation) ?? [];

    public async Task SendAsync(SenderMta mta, LabMessage message, CancellationToken cancellation)
    {
        using var reply = await control.PostAsJsonAsync(
            $"/senders/{mta.Name}/messages",
            message,
            cancellation
        );
        await RequireAsync(reply, cancellation);
    }

    public async Task FlushAsync(SenderMta mta, CancellationToken cancellation)
    {
        using var reply = await control.PostAsync($"/senders/{mta.Name}/flush", null, cancellation);
        await RequireAsync(reply, cancellation);
    }

    public Task<bool> IsIdleAsync(SenderMta mta, CancellationToken cancellation) =>
        control.GetFromJsonAsync<bool>($"/senders/{mta.Name}/idle", cancellation);

    /// <summary>The time to live of all that the resolvers hold has passed.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        using var reply = await control.PostAsync("/resolvers/forget", null, cancellation);
        await RequireAsync(reply, cancellation);
    }

    public Task<string> QueueAsync(SenderMta mta, CancellationToken cancellation) =>
        control.GetStringAsync($"/senders/{mta.Name}/queue", cancellation);

    public Task<string> LogAsync(SenderMta mta, CancellationToken cancellation) =>
        control.GetStringAsync($"/senders/{mta.Name}/log", cancellation);

    public Task WaitForEndAsync(CancellationToken cancellation) =>
        process.WaitForExitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        if (!process.HasExited)
        {
            process.Kill(); // unshare takes the first process of the namespace along, and that all others
        }
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public static HttpClient Client(string socket) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var connection = new Socket(
                        AddressFamily.Unix,
                        SocketType.Stream,
                        ProtocolType.Unspecified
                    );
                    try
                    {
                        await connection.ConnectAsync(
                            new UnixDomainSocketEndPoint(socket),
                            cancellation
                        );
                        return new NetworkStream(connection, ownsSocket: true);
                    }
                    catch
                    {
                        connection.Dispose();
                        throw;
                    }
                },
            }
        )
        {
            BaseAddress = new Uri("http://sending-lab"),
        };

    private async Task<bool> IsReadyAsync(string log, CancellationToken cancellation)
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException(
                $"The sending lab ended: {await ReadAsync(log, cancellation)}"
            );
        }
        try
        {
            using var reply = await control.GetAsync("/health", cancellation);
            return reply.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellation) =>
        File.Exists(file) ? await File.ReadAllTextAsync(file, cancellation) : "";

    private static async Task RequireAsync(
        HttpResponseMessage reply,
        CancellationToken cancellation
    )
    {
        if (!reply.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{reply.RequestMessage?.RequestUri?.AbsolutePath} gave {(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync(cancellation)}"
            );
        }
    }

    /// <summary>This program: beside the assembly, in whichever process that was loaded.</summary>
    private static string[] Self()
    {
        var assembly = typeof(OutboundLab).Assembly.Location;
        var host = Path.ChangeExtension(assembly, null);
        return File.Exists(host) ? [host] : ["dotnet", assembly];
    }
}
