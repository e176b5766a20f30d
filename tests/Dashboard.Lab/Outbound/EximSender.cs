using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dashboard.Lab.Outbound;

/// <summary>Exim without a daemon: each hand-over and each flush is a run of its own.</summary>
/// <param name="program">In the private network's file system, where its user may reach it.</param>
internal sealed partial class EximSender(SenderMachine machine, string program) : ISender
{
    private readonly List<Process> runs = [];

    public SenderMta Mta => machine.Mta;

    public string Version { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancellation)
    {
        await machine.WriteAsync(
            "exim4/exim4.conf",
            EximFiles.Configuration(Mta, machine.Folder, program)
        );
        await SenderMachine.GiveToEximAsync($"{machine.Folder}/spool", cancellation);
        await SenderMachine.GiveToEximAsync(machine.LogFolder, cancellation);
        var said = await machine.RunAsync([program, "-bV"], cancellation);
        Version = VersionLine().Match(said).Groups["version"].Value;
    }

    public async Task SendAsync(LabMessage message, CancellationToken cancellation)
    {
        // Queued first, so that what cannot be queued is known here; then delivered in a run of its own.
        await machine.RunAsync(
            [program, "-i", "-odq", "-f", Mta.Author, "--", .. message.Recipients],
            cancellation,
            message.Text(Mta, DateTimeOffset.UtcNow)
        );
        // -qi: messages that were not tried before.
        Run("-qi");
    }

    public Task FlushAsync(CancellationToken cancellation)
    {
        Run("-qff");
        return Task.CompletedTask;
    }

    public Task<bool> IsIdleAsync(CancellationToken cancellation)
    {
        lock (runs)
        {
            runs.RemoveAll(run => run.HasExited);
            return Task.FromResult(runs.Count == 0);
        }
    }

    public Task<string> QueueAsync(CancellationToken cancellation) =>
        machine.RunAsync([program, "-bp"], cancellation);

    public Task<string> LogAsync(CancellationToken cancellation) =>
        machine.ReadLogsAsync(cancellation);

    private void Run(string how)
    {
        lock (runs)
        {
            runs.Add(machine.Start([program, how], $"{machine.LogFolder}/runs"));
        }
    }

    [GeneratedRegex(@"^Exim version (?<version>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
