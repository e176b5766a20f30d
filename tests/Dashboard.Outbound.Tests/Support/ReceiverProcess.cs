using System.Text.Json;
using Dashboard.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Outbound.Tests.Support;

/// <summary>The product's receiver with the test's clock, as a process of its own.</summary>
internal static class ReceiverProcess
{
    public const string Command = "receiver";

    public static async Task WriteAsync(
        string file,
        ReceiverProcessSettings settings,
        CancellationToken cancellation
    ) => await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings), cancellation);

    public static async Task<int> RunAsync(string file)
    {
        var settings = JsonSerializer.Deserialize<ReceiverProcessSettings>(
            await File.ReadAllTextAsync(file)
        )!;
        using var clock = SteppedClock.Open(settings.Clock);
        await using var app = DashboardHost.Build(
            [.. settings.Settings],
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        await app.RunAsync();
        return 0;
    }
}
