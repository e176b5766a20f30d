using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Browser.Tests.Support;

/// <summary>
/// Tells the lab's page which senders there are, as the sending lab does. That needs a network of its own; how its buttons do is
/// tested with it.
/// </summary>
internal sealed class LabSenders : IAsyncDisposable
{
    private readonly WebApplication program;

    private LabSenders(WebApplication program, string socket)
    {
        this.program = program;
        Socket = socket;
    }

    public string Socket { get; }

    public static async Task<LabSenders> StartAsync(string folder)
    {
        var socket = Path.Combine(folder, "lab");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var program = builder.Build();
        program.MapGet(
            "/senders",
            () =>
                new[]
                {
                    new Sender("dane", "Postfix (dane)", "dane.example", "192.0.2.1"),
                    new Sender(
                        "novalidate",
                        "Postfix (dane, resolver does not validate)",
                        "novalidate.example",
                        "192.0.2.2"
                    ),
                }
        );
        await program.StartAsync();
        return new(program, socket);
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private sealed record Sender(string Name, string Title, string Domain, string Address);
}
