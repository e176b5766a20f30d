using System.Diagnostics;
using System.Globalization;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Tests.Support;

/// <summary>A worker as a process of its own, so that it can be killed as a machine kills.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    public static WorkerProcess Start(string connectionString, params IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && IsDotnet(host) ? host : "dotnet"
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Dashboard.Web.dll"));
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        start.ArgumentList.Add("--Roles=worker");
        start.ArgumentList.Add($"--ConnectionStrings:Dashboard={connectionString}");
        start.ArgumentList.Add("--Logging:LogLevel:Default=Warning");
        // All tests come from one machine, and start a process for moments.
        start.ArgumentList.Add("--InboundTest:RunningPerClient=1000");
        start.ArgumentList.Add("--InboundTest:RunningPerDomain=1000");
        start.ArgumentList.Add("--WarmUp:Enabled=false");
        foreach (var setting in settings)
        {
            start.ArgumentList.Add("--" + setting);
        }
        var process = Process.Start(start)!;
        // Read, so that a full pipe never stops it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>The most memory that it had so far.</summary>
    public double PeakMegabytes()
    {
        var line = File.ReadAllLines($"/proc/{process.Id}/status")
            .First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }

    public double ProcessorSeconds() => process.TotalProcessorTime.TotalSeconds;

    /// <summary>SIGKILL: nothing of it is finished or handed back.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }
        process.Dispose();
    }

    private static bool IsDotnet(string path) => Path.GetFileName(path) == "dotnet";
}
