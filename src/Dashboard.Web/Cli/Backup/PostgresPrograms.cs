using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Dashboard.Web.Cli.Backup;

/// <summary>A program of PostgreSQL could not be started, or failed.</summary>
internal sealed class PostgresProgramException(string message) : Exception(message);

/// <summary>
/// <c>pg_dump</c> and <c>pg_restore</c> for the database of a connection string. What they connect with goes into their environment: the
/// arguments of a program are everybody's to read.
/// </summary>
internal sealed class PostgresPrograms(string connectionString)
{
    private const string DebianFolder = "/usr/lib/postgresql";

    private readonly NpgsqlConnectionStringBuilder connection = new(connectionString);

    /// <summary>Runs a program; its standard output goes to a stream, and what it says of a failure into the exception.</summary>
    /// <exception cref="PostgresProgramException">It is not there, or failed.</exception>
    public async Task RunAsync(
        string program,
        IEnumerable<string> arguments,
        Stream? output,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(Find(program))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }
        using var process = Start(start);
        try
        {
            var said = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardOutput.BaseStream.CopyToAsync(
                output ?? Stream.Null,
                cancellation
            );
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
            {
                throw new PostgresProgramException($"{program}: {(await said).Trim()}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private IEnumerable<(string Name, string? Value)> Environment()
    {
        yield return ("PGHOST", connection.Host);
        yield return ("PGPORT", connection.Port.ToString(CultureInfo.InvariantCulture));
        yield return ("PGDATABASE", connection.Database);
        yield return ("PGAPPNAME", "dashboard-backup");
        if (connection.Username is { } user)
        {
            yield return ("PGUSER", user);
        }
        if (connection.Password is { } password)
        {
            yield return ("PGPASSWORD", password);
        }
        if (connection.ContainsKey("SSL Mode"))
        {
            yield return (
                "PGSSLMODE",
                connection.SslMode switch
                {
                    SslMode.VerifyCA => "verify-ca",
                    SslMode.VerifyFull => "verify-full",
                    var other => other.ToString().ToLowerInvariant(),
                }
            );
        }
        if (connection.RootCertificate is { Length: > 0 } root)
        {
            yield return ("PGSSLROOTCERT", root);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)
                ?? throw new PostgresProgramException($"{start.FileName}: not started");
        }
        catch (Win32Exception fault)
        {
            throw new PostgresProgramException($"{start.FileName}: {fault.Message}");
        }
    }

    /// <summary>
    /// The newest that Debian has, as an older one does not read a newer server; else that of the path. Debian's own wrapper of that name
    /// takes the version of a cluster on this machine, which need not be the server's.
    /// </summary>
    private static string Find(string program) =>
        Directory.Exists(DebianFolder)
        && Directory
            .GetDirectories(DebianFolder)
            .Select(folder =>
                (
                    Version: int.TryParse(
                        Path.GetFileName(folder),
                        NumberStyles.None,
                        CultureInfo.InvariantCulture,
                        out var version
                    )
                        ? version
                        : 0,
                    Path: Path.Combine(folder, "bin", program)
                )
            )
            .Where(found => File.Exists(found.Path))
            .OrderBy(found => found.Version)
            .Select(found => found.Path)
            .LastOrDefault()
            is { } newest
            ? newest
            : program;
}
