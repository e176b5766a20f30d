using System.Diagnostics;

namespace Dashboard.Lab.Processes;

/// <summary>A program that does one thing and ends.</summary>
public static class ProgramRun
{
    /// <exception cref="InvalidOperationException">It ended with another status than 0.</exception>
    public static async Task<string> OutputAsync(
        InstalledProgram program,
        string folder,
        IEnumerable<string> arguments,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(program);
        var start = program.Start([.. arguments]);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program.Path} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await error}"
            );
    }
}
