using System.Diagnostics;
using System.Text;

namespace Dashboard.Lab.Outbound;

/// <summary>Programs of the system, run to their end or kept running.</summary>
internal static class LabProcess
{
    /// <summary>Runs it to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with another status than 0.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> command,
        CancellationToken cancellation,
        string? input = null
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1))
            {
                WorkingDirectory = "/",
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output.ToString()
            : throw new InvalidOperationException(
                $"{string.Join(' ', command)} ended with {process.ExitCode}: {output}"
            );
    }

    /// <summary>Starts it, what it prints appended to a file. It ends with the namespace at the latest.</summary>
    public static Process Start(
        IReadOnlyList<string> command,
        string log,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log, .. command]
        )
        {
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
