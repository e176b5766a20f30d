using System.Diagnostics;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>A real client program, run to its end.</summary>
internal static class ClientProgram
{
    public static async Task<string> RunAsync(
        string program,
        string? input,
        CancellationToken cancellation,
        params IReadOnlyList<string> arguments
    )
    {
        var start = InstalledProgram.Find(program).Start([.. arguments]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return await output + await errors;
    }
}
