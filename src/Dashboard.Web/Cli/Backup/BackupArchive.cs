using Dashboard.Data;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Cli.Backup;

/// <summary>
/// A backup: an archive of <c>pg_dump</c> in its custom format, of all our tables with the keys that protect cookies. Not of the queue,
/// which is made anew.
/// </summary>
internal sealed class BackupArchive(PostgresPrograms programs)
{
    /// <summary>Writes a new file, which its owner alone can read; half a file is left nowhere.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="PostgresProgramException">The database cannot be read.</exception>
    /// <returns>The length in octets.</returns>
    public async Task<long> WriteAsync(string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            throw new IOException($"{path} is there already.");
        }
        var beside = path + ".part";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            long length;
            await using (var file = new FileStream(beside, options))
            {
                await programs.RunAsync(
                    "pg_dump",
                    [
                        "--format=custom",
                        "--no-owner",
                        "--no-privileges",
                        $"--exclude-schema={QueueSetup.Schema}",
                    ],
                    file,
                    cancellation
                );
                file.Flush(flushToDisk: true);
                length = file.Length;
            }
            File.Move(beside, path, overwrite: false);
            return length;
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>The migrations that the database had when the backup was made.</summary>
    /// <exception cref="PostgresProgramException">It is no archive.</exception>
    /// <returns>None where it is a backup of something else.</returns>
    public async Task<IReadOnlyList<string>> MigrationsAsync(
        string path,
        CancellationToken cancellation
    )
    {
        using var text = new MemoryStream();
        await programs.RunAsync(
            "pg_restore",
            ["--data-only", $"--table={DashboardDbOptions.HistoryTable}", "--file=-", path],
            text,
            cancellation
        );
        text.Position = 0;
        using var reader = new StreamReader(text);
        var migrations = new List<string>();
        var inside = false;
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (inside && line == @"\.")
            {
                break;
            }
            if (inside)
            {
                migrations.Add(line.Split('\t')[0]);
            }
            inside |= line.StartsWith("COPY ", StringComparison.Ordinal);
        }
        return migrations;
    }

    /// <summary>All or nothing, in one transaction.</summary>
    public Task ReadAsync(string path, string database, CancellationToken cancellation) =>
        programs.RunAsync(
            "pg_restore",
            [
                "--single-transaction",
                "--exit-on-error",
                "--no-owner",
                "--no-privileges",
                $"--exclude-schema={QueueSetup.Schema}",
                $"--dbname={database}",
                path,
            ],
            output: null,
            cancellation
        );
}
