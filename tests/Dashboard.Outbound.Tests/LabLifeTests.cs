using System.Diagnostics;
using Dashboard.Lab;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;

namespace Dashboard.Outbound.Tests;

/// <summary>The lab as a program of its own, as <c>./run --lab</c> starts it.</summary>
public sealed class LabLifeTests(OutboundFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_the_lab_is_left_behind_when_it_is_killed()
    {
        fixture.Require();
        var folder = Directory.CreateTempSubdirectory("dashboard-lab-life-").FullName;
        try
        {
            var options = new OutboundLabOptions
            {
                Folder = folder,
                Delegation = "",
                Senders = [SenderMtas.PostfixMay.Name],
            };
            await options.WriteAsync(Cancellation);
            using var lab = Process.Start(
                new ProcessStartInfo(
                    Path.ChangeExtension(typeof(OutboundLab).Assembly.Location, null),
                    ["sending", options.File]
                )
                {
                    RedirectStandardOutput = true,
                }
            )!;
            await ReadUntilAsync(lab.StandardOutput, "ready=yes");
            Processes(folder).ShouldNotBeEmpty();

            lab.Kill(); // SIGKILL: no time to tidy up
            await lab.WaitForExitAsync(Cancellation);

            await Eventually.TrueAsync(
                () => Processes(folder).Count == 0,
                "the processes of the private network to end"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ReadUntilAsync(StreamReader output, string wanted)
    {
        while (await output.ReadLineAsync(Cancellation) is { } line)
        {
            if (line == wanted)
            {
                return;
            }
        }
        throw new InvalidOperationException($"The lab ended before it said {wanted}.");
    }

    /// <summary>Those that were started with a file of the folder.</summary>
    private static List<string> Processes(string folder)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (command.Contains(folder, StringComparison.Ordinal))
                {
                    found.Add(command.Replace('\0', ' '));
                }
            }
            catch (IOException)
            {
                // No process, or one that has just ended.
            }
        }
        return found;
    }
}
