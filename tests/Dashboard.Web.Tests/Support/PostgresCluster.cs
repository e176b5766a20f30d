using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dashboard.Lab.Processes;
using Npgsql;

namespace Dashboard.Web.Tests.Support;

/// <summary>A real PostgreSQL of the test's own, on a free port, in a folder that goes with it.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string ServiceAccount = "postgres";

    private readonly string folder;
    private readonly string programs;

    private PostgresCluster(string folder, string programs, int port)
    {
        this.folder = folder;
        this.programs = programs;
        Port = port;
    }

    public int Port { get; }

    /// <summary>
    /// A long timeout: what goes on in other tests of this process may keep a connection that is made from going on for seconds. A server
    /// that is unavailable refuses at once.
    /// </summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={ServiceAccount};Database={database};Timeout=60";

    /// <summary>Its Unix socket lies here, for who cannot reach its port.</summary>
    public string SocketFolder => folder;

    public static async Task<PostgresCluster> StartNewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-postgres-").FullName;
        var cluster = new PostgresCluster(folder, FindPrograms(), ServerProcess.FreePort());
        if (Environment.IsPrivilegedProcess)
        {
            // initdb refuses to run as root.
            await RunAsync("chown", ServiceAccount, folder);
        }
        await cluster.RunProgramAsync(
            "initdb",
            [
                "-D",
                cluster.DataFolder,
                "-U",
                ServiceAccount,
                "-A",
                "trust",
                "-N",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ]
        );
        await cluster.StartAsync();
        return cluster;
    }

    public async Task StartAsync()
    {
        string[] settings =
        [
            $"-p {Port}",
            $"-k {folder}",
            "-c listen_addresses=127.0.0.1",
            "-c fsync=off",
            "-c synchronous_commit=off",
            "-c full_page_writes=off",
            "-c max_connections=800",
        ];
        await RunProgramAsync(
            "pg_ctl",
            [
                "-D",
                DataFolder,
                "-l",
                LogFile,
                "-w",
                "-t",
                "600",
                "-o",
                string.Join(' ', settings),
                "start",
            ]
        );
    }

    /// <summary>Stops as a machine does that goes away: every connection is cut.</summary>
    public async Task StopAsync()
    {
        await RunProgramAsync(
            "pg_ctl",
            ["-D", DataFolder, "-m", "fast", "-w", "-t", "600", "stop"]
        );
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(DataFolder, "postmaster.pid")))
        {
            await RunProgramAsync(
                "pg_ctl",
                ["-D", DataFolder, "-m", "immediate", "-w", "-t", "600", "stop"]
            );
        }
        Directory.Delete(folder, recursive: true);
    }

    private string DataFolder => Path.Combine(folder, "data");

    private string LogFile => Path.Combine(folder, "log");

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory
            .GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .Order(StringComparer.Ordinal)
            .LastOrDefault()
            is { } found
            ? found
            : throw new InvalidOperationException(
                "These tests need PostgreSQL: apt-get install postgresql, or set DASHBOARD_TEST_DB."
            );

    private Task RunProgramAsync(string program, string[] arguments)
    {
        var path = Path.Combine(programs, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", ServiceAccount, "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl leaves the server with its own standard output: a pipe would never end, so there is none.
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program },
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
