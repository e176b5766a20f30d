using System.Net;
using System.Text;
using Dashboard.Check.Terminal;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Backup;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.PersonalData;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Web.Tests.Cli.Backup;

/// <summary>A backup holds everything, and comes back whole or not at all.</summary>
public sealed class BackupTests(PostgresFixture postgres)
{
    private readonly string file = Path.Combine(
        Directory.CreateTempSubdirectory("dashboard-backup-").FullName,
        "dashboard.backup"
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backup_restored_elsewhere_has_every_row_and_lets_people_sign_in()
    {
        var (database, recoveryCode) = await FilledAsync();
        var before = await TablesAsync(database);

        var (made, _, madeError) = await RunAsync(database, "backup", file);
        var fresh = await postgres.CreateDatabaseAsync();
        var (status, output, error) = await RunAsync(fresh, "restore", file);

        made.ShouldBe(0, madeError);
        PeopleScene.ModeOf(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        status.ShouldBe(0, error);
        output.ShouldContain("Erased again: 0");
        (await TablesAsync(fresh)).ShouldBe(before, ignoreOrder: true);
        before.Keys.ShouldContain("data_protection_keys");
        foreach (
            var table in new[]
            {
                "organisations",
                "rounds",
                "account_passkeys",
                "subscriptions",
                "data_protection_keys",
            }
        )
        {
            before[table].ShouldNotStartWith("0 ");
        }
        await using var app = await DashboardApp.StartAsync(fresh, "Roles=web");
        using var dora = new AccountVisitor(app);
        await dora.SignInAsync("Dora", AccountVisitor.Password);
        await dora.EnterCodeAsync(recoveryCode, recovery: true);
        (await dora.GetAsync(SitePaths.Accounts)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Restore_over_a_database_erases_again_whom_it_had_erased()
    {
        var (database, _) = await FilledAsync();
        await RunAsync(database, "backup", file);
        await PeopleScene.PeopleAsync(database, "erase", PeopleScene.Anna);
        await QuietAsync(database);

        var (refused, _, why) = await RunAsync(database, "restore", file);
        var (status, output, error) = await RunAsync(database, "restore", file, "--over");

        refused.ShouldBe(1);
        why.ShouldContain("not empty");
        status.ShouldBe(0, error);
        output.ShouldContain("Erased again: 1");
        (await PeopleScene.TablesWithAsync(database, PeopleScene.Anna)).ShouldBe([
            "public.round_comments",
        ]);
        (await PeopleScene.TablesWithAsync(database, PeopleScene.Bert)).ShouldNotBeEmpty();
        // A second restore finds the erasure in the database that it replaces.
        await QuietAsync(database);
        (status, output, error) = await RunAsync(database, "restore", file, "--over");
        status.ShouldBe(0, error);
        output.ShouldContain("Erased again: 1");
    }

    [Fact]
    public async Task Restore_on_an_empty_database_takes_the_list_beside_the_backup()
    {
        var (database, _) = await FilledAsync();
        var list = file + ".erasures";
        await RunAsync(database, "backup", file);
        await PeopleScene.PeopleAsync(
            database,
            "erase",
            PeopleScene.Anna,
            $"--PersonalData:ErasureList={list}"
        );
        var fresh = await postgres.CreateDatabaseAsync();

        var (status, output, error) = await RunAsync(fresh, "restore", file, "--erasures", list);

        status.ShouldBe(0, error);
        output.ShouldContain("Erased again: 1");
        (await PeopleScene.TablesWithAsync(fresh, PeopleScene.Anna)).ShouldBe([
            "public.round_comments",
        ]);
    }

    [Fact]
    public async Task Restore_refuses_a_database_that_is_in_use_even_with_over()
    {
        var (database, _) = await FilledAsync();
        await RunAsync(database, "backup", file);
        var used = await postgres.CreateDatabaseAsync();
        await using var user = new NpgsqlConnection(
            used + ";Pooling=false;Application Name=somebody"
        );
        await user.OpenAsync(Cancellation);

        var (status, _, error) = await RunAsync(used, "restore", file, "--over");

        status.ShouldBe(1);
        error.ShouldContain("in use (somebody)");
    }

    [Fact]
    public async Task Restore_sees_users_whom_its_role_may_not_look_at()
    {
        var database = await MarkedAsync();
        await RunAsync(database, "backup", file);
        var role = $"limited_{Guid.NewGuid():N}";
        await ExecuteAsync(database, $"CREATE ROLE {role} LOGIN PASSWORD 'limited'");
        await using var user = new NpgsqlConnection(
            database + ";Pooling=false;Application Name=somebody"
        );
        await user.OpenAsync(Cancellation);

        var (status, _, error) = await RunAsync(
            $"{database};Username={role};Password=limited",
            "restore",
            file,
            "--over"
        );

        status.ShouldBe(1, error);
        error.ShouldContain("in use (somebody)");
    }

    [Fact]
    public async Task Restore_after_one_that_was_cut_off_puts_back_what_was_there()
    {
        var database = await MarkedAsync();
        await RunAsync(database, "backup", file);
        await ExecuteAsync(database, "INSERT INTO database_marks VALUES ('later', now())");
        var before = await TablesAsync(database);
        await ExecuteAsync(
            database,
            "ALTER SCHEMA public RENAME TO before_restore_public; CREATE SCHEMA public"
        );

        var (refused, _, why) = await RunAsync(database, "restore", file);
        var tables = await TablesAsync(database);
        var (status, _, error) = await RunAsync(database, "restore", file, "--over");

        refused.ShouldBe(1);
        why.ShouldContain("has been put back");
        why.ShouldContain("not empty");
        tables.ShouldBe(before, ignoreOrder: true);
        status.ShouldBe(0, error);
        (await SchemasAsync(database)).ShouldNotContain("before_restore_public");
    }

    [Fact]
    public async Task Restore_never_drops_what_one_before_it_put_aside()
    {
        var database = await MarkedAsync();
        await RunAsync(database, "backup", file);
        var other = await MarkedAsync();
        await ExecuteAsync(
            other,
            """
            CREATE SCHEMA before_restore_public;
            CREATE TABLE before_restore_public.erasures AS SELECT 1 AS only_copy
            """
        );

        var (status, _, error) = await RunAsync(other, "restore", file, "--over");

        status.ShouldBe(1);
        error.ShouldContain("it is in before_restore_public");
        error.ShouldContain("docs/operating.md");
        (await ScalarAsync(other, "SELECT only_copy FROM before_restore_public.erasures")).ShouldBe(
            1
        );
    }

    [Fact]
    public async Task Backup_has_the_zone_and_no_schema_that_is_not_ours()
    {
        var database = await MarkedAsync();
        await ExecuteAsync(
            database,
            $"""
            {PowerDnsSchema.Sql}
            INSERT INTO {PowerDnsSchema.Name}.domains (name, type) VALUES ('probe.example', 'NATIVE');
            CREATE SCHEMA mine;
            CREATE TABLE mine.things AS SELECT 1 AS one;
            CREATE SCHEMA before_restore_public;
            CREATE TABLE before_restore_public.{DashboardDbOptions.HistoryTable} AS SELECT 'unknown' AS id
            """
        );
        var before = await TablesAsync(database);

        var (made, _, madeError) = await RunAsync(database, "backup", file);
        var fresh = await postgres.CreateDatabaseAsync();
        var (status, _, error) = await RunAsync(fresh, "restore", file);

        made.ShouldBe(0, madeError);
        status.ShouldBe(0, error);
        (await TablesAsync(fresh)).ShouldBe(before, ignoreOrder: true);
        (
            await ScalarAsync(fresh, $"SELECT name FROM {PowerDnsSchema.Name}.domains WHERE id = 1")
        ).ShouldBe("probe.example");
        (await SchemasAsync(fresh)).ShouldBe(["hangfire", "pdns", "public"]);
    }

    [Fact]
    public async Task List_of_erasures_that_is_not_there_stops_a_restore()
    {
        var database = await MarkedAsync();
        await RunAsync(database, "backup", file);
        var fresh = await postgres.CreateDatabaseAsync();
        var before = await TablesAsync(fresh);
        var list = $"--PersonalData:ErasureList={file}.erasures";

        var (status, _, error) = await RunAsync(fresh, "restore", file, list);
        var tables = await TablesAsync(fresh);
        var (without, _, withoutError) = await RunAsync(
            fresh,
            "restore",
            file,
            list,
            "--without-erasures"
        );

        status.ShouldBe(2);
        error.ShouldContain($"{file}.erasures of PersonalData:ErasureList is not there");
        tables.ShouldBe(before, ignoreOrder: true);
        without.ShouldBe(0, withoutError);
    }

    [Fact]
    public async Task Queue_is_back_where_a_backup_cannot_be_read()
    {
        var database = await MarkedAsync();
        await RunAsync(database, "backup", file);
        await ExecuteAsync(
            database,
            "INSERT INTO hangfire.counter (key, value) VALUES ('stats:mine', 7)"
        );
        await using (var stream = File.OpenWrite(file))
        {
            // The part that is meant is the last, however short it is.
            stream.SetLength(stream.Length - 10);
        }

        var (status, _, error) = await RunAsync(database, "restore", file, "--over");

        status.ShouldBe(2, error);
        (
            await ScalarAsync(
                database,
                "SELECT value::int FROM hangfire.counter WHERE key = 'stats:mine'"
            )
        ).ShouldBe(7);
        (await SchemasAsync(database)).ShouldBe(["hangfire", "public"]);
    }

    [Fact]
    public async Task Backup_leaves_a_part_that_was_there_already()
    {
        await File.WriteAllTextAsync(file + ".part", "mine", Cancellation);

        var (status, _, _) = await RunAsync(await MarkedAsync(), "backup", file);

        status.ShouldBe(2);
        (await File.ReadAllTextAsync(file + ".part", Cancellation)).ShouldBe("mine");
    }

    [Fact]
    public async Task Backup_of_another_version_is_refused_and_what_to_do_is_said()
    {
        var (database, _) = await FilledAsync();
        await ExecuteAsync(
            database,
            "INSERT INTO migrations_history VALUES ('20990101000000_Later', '99')"
        );
        await RunAsync(database, "backup", file);
        var fresh = await postgres.CreateDatabaseAsync();

        var (status, _, error) = await RunAsync(fresh, "restore", file);

        status.ShouldBe(1);
        error.ShouldContain("20990101000000_Later");
        error.ShouldContain("with the version that made it");
    }

    [Fact]
    public async Task Archive_that_is_cut_off_changes_nothing()
    {
        var (database, _) = await FilledAsync();
        await RunAsync(database, "backup", file);
        var before = await TablesAsync(database);
        await using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length - 2000);
        }
        await QuietAsync(database);

        var (status, _, error) = await RunAsync(database, "restore", file, "--over");

        status.ShouldBe(2, error);
        (await TablesAsync(database)).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Backup_replaces_no_file_and_leaves_no_half_one()
    {
        await File.WriteAllTextAsync(file, "mine", Cancellation);
        var (status, _, error) = await RunAsync(
            await postgres.CreateDatabaseAsync(),
            "backup",
            file
        );
        var other = file + "2";
        var (away, _, awayError) = await RunAsync(
            "Host=127.0.0.1;Port=9;Database=none",
            "backup",
            other
        );

        status.ShouldBe(2);
        error.ShouldContain("there already");
        (await File.ReadAllTextAsync(file, Cancellation)).ShouldBe("mine");
        away.ShouldBe(2);
        awayError.ShouldContain("pg_dump");
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup|a|--over")]
    [InlineData("backup|a|--without-erasures")]
    [InlineData("restore|a|b")]
    [InlineData("restore|a|--force")]
    public async Task Argument_that_is_wrong_is_refused(string words)
    {
        var (status, _, error) = await RunAsync("Host=127.0.0.1;Port=9", words.Split('|'));

        status.ShouldBe(2);
        error.ShouldNotBeEmpty();
    }

    /// <summary>Migrated, with one row, and nobody connected.</summary>
    private async Task<string> MarkedAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        await ExecuteAsync(
            database,
            "INSERT INTO data_protection_keys (friendly_name, xml) VALUES ('one', '<key/>')"
        );
        return database;
    }

    /// <summary>Apart from those of PostgreSQL itself.</summary>
    private static async Task<string[]> SchemasAsync(string database) =>
        (string[])
            (
                await ScalarAsync(
                    database,
                    """
                    SELECT coalesce(array_agg(nspname::text ORDER BY nspname), '{}') FROM pg_namespace
                    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                    """
                )
            )!;

    /// <summary>People everywhere, an organisation, a round, and an account with an authenticator and a passkey.</summary>
    private async Task<(string Database, string RecoveryCode)> FilledAsync()
    {
        var database = await postgres.CreateDatabaseAsync();
        string code;
        await using (var app = await DashboardApp.StartAsync(database, "Roles=web"))
        {
            await PeopleScene.FillAsync(app);
            using var dora = await AccountVisitor.SignedInAsync(app, "Dora");
            code = dora.RecoveryCodes[0];
            await using var db = await app.OpenDatabaseAsync();
            var account = await db.Accounts.SingleAsync(a => a.UserName == "Dora", Cancellation);
            db.Add(
                new IdentityUserPasskey<Guid>
                {
                    UserId = account.Id,
                    CredentialId = [1, 2, 3],
                    Data = new()
                    {
                        PublicKey = [4, 5, 6],
                        Name = "Key of Dora",
                        CreatedAt = account.CreatedAt,
                        SignCount = 0,
                        Transports = [],
                        IsUserVerified = true,
                        IsBackupEligible = false,
                        IsBackedUp = false,
                        AttestationObject = [7],
                        ClientDataJson = [8],
                    },
                }
            );
            await db.SaveChangesAsync(Cancellation);
            await ImportAsync(app);
        }
        await QuietAsync(database);
        return (database, code);
    }

    private static async Task ImportAsync(DashboardApp app)
    {
        var importer = app.Services.GetRequiredService<RegisterImporter>();
        var request = new ImportRequest(RegisterSource.List, "lijst.csv", "Overheden", "test");
        using var list = new MemoryStream(
            Encoding.UTF8.GetBytes(
                """
                Organisatie;TOOI;Laag;Domein
                Gemeente Proefdam;https://identifier.overheid.nl/tooi/id/gemeente/gm9001;Gemeente;proefdam.example
                """
            )
        );
        await importer.ImportAsync(
            request,
            await importer.ReadAsync(request, list, Cancellation),
            Cancellation
        );
    }

    /// <summary>Waits until no connection to the database is left of a program that was stopped.</summary>
    private static async Task QuietAsync(string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        NpgsqlConnection.ClearAllPools();
        await Eventually.GetAsync(
            async () =>
                await ScalarAsync(
                    database,
                    $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
                )
                    is 0L
                    ? "quiet"
                    : null,
            what: "the last connection ends"
        );
    }

    /// <summary>Of each table how many rows it has, and a digest of all of them.</summary>
    private static async Task<Dictionary<string, string>> TablesAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        var tables = new List<string>();
        await using (
            var list = new NpgsqlCommand(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
                connection
            )
        )
        await using (var reader = await list.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }
        var found = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            await using var look = new NpgsqlCommand(
                $"SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM public.\"{table}\" t",
                connection
            );
            found[table] = (string)(await look.ExecuteScalarAsync(Cancellation))!;
        }
        return found;
    }

    private static async Task<object?> ScalarAsync(string database, string text)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static Task<object?> ExecuteAsync(string database, string text) =>
        ScalarAsync(database, text);

    private static async Task<(int Status, string Output, string Error)> RunAsync(
        string database,
        params string[] words
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var reader = new StringReader(string.Empty);
        var status = await BackupCommand.RunAsync(
            [.. words, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(reader, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        return (status, output.ToString(), error.ToString());
    }
}
