using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dashboard.Lab;
using Dashboard.Probes.Tests.Support;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The lab as a program.</summary>
public sealed class LabLifeTests
{
    [Theory]
    [InlineData("told to end", "TERM")]
    [InlineData("killed", "KILL")]
    public async Task Servers_end_with_the_lab(string how, string signal)
    {
        var cancellation = TestContext.Current.CancellationToken;
        // Its own temporary folder is left behind where it is killed.
        var folder = Directory.CreateTempSubdirectory("lab-life-").FullName;
        using var program = Start(folder);
        var values = await ReadAsync(program, cancellation);
        var resolver = IPEndPoint.Parse(values["resolver"]);
        (await ListensAsync(resolver)).ShouldBeTrue(how);

        using var kill = Process.Start("kill", ["-" + signal, $"{program.Id}"]);
        await program.WaitForExitAsync(cancellation);

        await Eventually.TrueAsync(async () =>
            !await ListensAsync(resolver)
            && !await ListensAsync(IPEndPoint.Parse(values["authoritative"]))
        );
        await Eventually.TrueAsync(() => IsDeleted(folder));
    }

    /// <summary>False while a server that is ending still writes there.</summary>
    private static bool IsDeleted(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(folder);
        }
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(LabInternet).Assembly.Location);
        start.ArgumentList.Add("--dir");
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add("--well-behaved");
        start.ArgumentList.Add("1");
        return Process.Start(start)!;
    }

    private static async Task<Dictionary<string, string>> ReadAsync(
        Process program,
        CancellationToken cancellation
    )
    {
        var values = new Dictionary<string, string>();
        while (!values.ContainsKey("ready"))
        {
            var line = await program.StandardOutput.ReadLineAsync(cancellation);
            var parts = line.ShouldNotBeNull("the lab ended before it was ready").Split('=', 2);
            values[parts[0]] = parts[1];
        }
        return values;
    }

    private static async Task<bool> ListensAsync(IPEndPoint endpoint)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(endpoint, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
