using Dashboard.Data;
using Dashboard.Probes.Outbound.Zone;

namespace Dashboard.Web.Cli.Backup;

/// <summary>
/// A backup: an archive of <c>pg_dump</c> in its custom format, of all our tables with the keys that protect cookies. Not of the queue,
/// which is made anew, nor of a schema that is not ours.
/// </summary>
internal sealed class BackupArchive(PostgresPrograms programs)
{
    /// <summary>Our tables, and those of the name server of the sending test with the keys of its zone.</summary>
    public static readonly IReadOnlyList<string> Schemas = ["public", PowerDnsSchema.Name];

    private static readonly string[] Ours = [.. Schemas.Select(schema => $"--schema={schema}")];

    /// <summary>Writes a new file, which its owner alone can read; half a file is left nowhere.</summary>
    /// <exception cref="IOException">The file, or one with <c>.part</c> behind its name, is there already, or cannot be written.</exception>
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
        // Before the try: a file that is there already is another's, and stays.
        var file = new FileStream(beside, options);
        try
        {
            long length;
            await using (file)
            {
                await programs.RunAsync(
                    "pg_dump",
                    ["--format=custom", "--no-owner", "--no-privileges", .. Ours],
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
            [
                "--data-only",
                "--schema=public",
                $"--table={DashboardDbOptions.HistoryTable}",
                "--file=-",
                path,
            ],
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

    /// <summary>Schemas of ours of which it has something.</summary>
    public async Task<IReadOnlyList<string>> SchemasAsync(
        string path,
        CancellationToken cancellation
    )
    {
        var found = new List<string>();
        foreach (var schema in Schemas)
        {
            using var text = new MemoryStream();
            await programs.RunAsync(
                "pg_restore",
                ["--list", $"--schema={schema}", path],
                text,
                cancellation
            );
            text.Position = 0;
            using var reader = new StreamReader(text);
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                if (line.Length > 0 && line[0] != ';')
                {
                    found.Add(schema);
                    break;
                }
            }
        }
        return found;
    }

    /// <summary>All or nothing, in one transaction; the schemas are there already.</summary>
    public Task ReadAsync(string path, string database, CancellationToken cancellation) =>
        programs.RunAsync(
            "pg_restore",
            [
                "--single-transaction",
                "--exit-on-error",
                "--no-owner",
                "--no-privileges",
                .. Ours,
                $"--dbname={database}",
                path,
            ],
            output: null,
            cancellation
        );
}
