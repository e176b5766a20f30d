using Dashboard.Web.Cli;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Npgsql;

namespace Dashboard.Web.Tests.Cli;

public sealed class MigrateCommandTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Migrate_says_in_one_line_that_the_database_is_unavailable()
    {
        await using var error = new StringWriter();

        var status = await MigrateCommand.RunAsync(
            ["--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=9;Username=nobody;Database=none"],
            error,
            new EnglishCommandTexts(),
            TestContext.Current.CancellationToken
        );

        status.ShouldBe(2);
        var line = error.ToString().TrimEnd();
        line.ShouldStartWith("the database does not take it: ");
        line.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Migrate_leaves_a_database_of_an_earlier_version_as_it_is_and_says_so()
    {
        var database = await postgres.CreateDatabaseAsync();
        await ExecuteAsync(
            database,
            "UPDATE migrations_history SET migration_id = '20250101000000_Initial'"
        );
        await using var error = new StringWriter();

        var status = await MigrateCommand.RunAsync(
            [$"--ConnectionStrings:Dashboard={database}"],
            error,
            new EnglishCommandTexts(),
            TestContext.Current.CancellationToken
        );

        status.ShouldBe(2);
        error.ToString().ShouldContain("./run reset");
        var kept = await ExecuteAsync(
            database,
            "SELECT string_agg(migration_id, ',') FROM migrations_history"
        );
        kept.ShouldBe("20250101000000_Initial");
    }

    private static async Task<object?> ExecuteAsync(string database, string statement)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
