using Dashboard.Data;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Hosting;
using Npgsql;

namespace Dashboard.Web.Cli.Backup;

/// <summary>The database that a backup goes into. What is in it is put aside until the backup is whole, and then dropped.</summary>
internal sealed class RestoreTarget(string connectionString)
{
    /// <summary>Where our tables are while a backup is read.</summary>
    public const string Former = Aside + "public";

    private const string Aside = "before_restore_";

    /// <summary>What a backup has, and the queue, whose jobs are of what was there.</summary>
    private static readonly string[] Schemas = [.. BackupArchive.Schemas, QueueSetup.Schema];

    // No connection stays open in a pool: others would count as somebody who uses the database.
    private readonly string connectionString = new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
    }.ConnectionString;

    public string Database => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    /// <summary>Programs with a connection to it, but this one. Of whom this role may not see what they are, too.</summary>
    public async Task<IReadOnlyList<string>> UsersAsync(CancellationToken cancellation) =>
        await ReadAsync(
            """
            SELECT DISTINCT coalesce(nullif(application_name, ''), 'unnamed') FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND (backend_type = 'client backend' OR (backend_type IS NULL AND usesysid IS NOT NULL))
            ORDER BY 1
            """,
            cancellation
        );

    /// <summary>Tables of ours that have a row, apart from those that <c>migrate</c> fills.</summary>
    public async Task<IReadOnlyList<string>> FilledTablesAsync(CancellationToken cancellation)
    {
        var filled = new List<string>();
        foreach (
            var table in await ReadAsync(
                $"""
                SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'
                  AND tablename NOT IN ('{DashboardDbOptions.HistoryTable}', 'database_marks') ORDER BY tablename
                """,
                cancellation
            )
        )
        {
            filled.AddRange(
                await ReadAsync(
                    $"SELECT '{table}' WHERE EXISTS (SELECT FROM public.{table})",
                    cancellation
                )
            );
        }
        return filled;
    }

    /// <summary>The erasures that it knows of: the backup may be older. None where it is no database of ours.</summary>
    public async Task<IReadOnlyList<ErasureEntry>> ErasuresAsync(CancellationToken cancellation)
    {
        if (
            (await ReadAsync("SELECT to_regclass('public.erasures')::text", cancellation)).Count
            == 0
        )
        {
            return [];
        }
        await using var connection = await OpenAsync(cancellation);
        await using var read = new NpgsqlCommand(
            "SELECT id, encode(digest, 'hex'), at, forget_at FROM public.erasures",
            connection
        );
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var entries = new List<ErasureEntry>();
        while (await reader.ReadAsync(cancellation))
        {
            entries.Add(
                new(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetFieldValue<DateTimeOffset>(3)
                )
            );
        }
        return entries;
    }

    /// <summary>Schemas that a restore put aside and did not come to drop: the only copy of what was there.</summary>
    public Task<IReadOnlyList<string>> AsideAsync(CancellationToken cancellation) =>
        ReadAsync(
            string.Join(
                " UNION ALL ",
                Schemas.Select(schema => $"SELECT to_regnamespace('{Aside}{schema}')::text")
            ),
            cancellation
        );

    /// <summary>Room for the backup, all at once. What a restore before it put aside is never dropped: this fails where it is there.</summary>
    /// <param name="schemas">Those that the backup has.</param>
    public Task ClearAsync(IReadOnlyList<string> schemas, CancellationToken cancellation) =>
        ExecuteAsync(
            $"""
            CREATE SCHEMA IF NOT EXISTS public;
            {Each(Renaming("%s", $"{Aside}%s"))}
            CREATE SCHEMA public AUTHORIZATION pg_database_owner;
            GRANT USAGE ON SCHEMA public TO PUBLIC;
            {string.Join(
                '\n',
                schemas.Except(["public"]).Select(schema => $"CREATE SCHEMA {schema};")
            )}
            """,
            cancellation
        );

    public Task ForgetAsync(CancellationToken cancellation) =>
        ExecuteAsync(Each($"DROP SCHEMA IF EXISTS {Aside}%s CASCADE"), cancellation);

    /// <summary>What was there is there again. Changes nothing where nothing is put aside.</summary>
    public Task PutBackAsync(CancellationToken cancellation) =>
        ExecuteAsync(
            $"""
            DO $$ BEGIN IF to_regnamespace('{Aside}public') IS NOT NULL THEN
            {Each("DROP SCHEMA IF EXISTS %s CASCADE")}
            END IF; END $$;
            {Each(Renaming($"{Aside}%s", "%s"))}
            """,
            cancellation
        );

    private static string Renaming(string from, string to) =>
        $"DO $$ BEGIN IF to_regnamespace('{from}') IS NOT NULL THEN ALTER SCHEMA {from} RENAME TO {to}; END IF; END $$";

    private static string Each(string statement) =>
        string.Join(
            '\n',
            Schemas.Select(schema =>
                statement.Replace("%s", schema, StringComparison.Ordinal) + ";"
            )
        );

    private async Task<IReadOnlyList<string>> ReadAsync(string text, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var read = new NpgsqlCommand(text, connection);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!await reader.IsDBNullAsync(0, cancellation))
            {
                found.Add(reader.GetString(0));
            }
        }
        return found;
    }

    private async Task ExecuteAsync(string text, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
