using Dashboard.Web.Cli;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dashboard.Web.Tests.Support.PostgresFixture))]

namespace Dashboard.Web.Tests.Support;

/// <summary>
/// One PostgreSQL for all tests: the one in DASHBOARD_TEST_DB (a connection string of an account that may create databases),
/// else one of its own. Each test class gets a fresh database from a migrated template.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string template = "dashboard_template_" + Guid.NewGuid().ToString("N")[..12];
    private PostgresCluster? cluster;
    private string server = string.Empty;

    public async ValueTask InitializeAsync()
    {
        server = Environment.GetEnvironmentVariable("DASHBOARD_TEST_DB") ?? string.Empty;
        if (server.Length == 0)
        {
            cluster = await PostgresCluster.StartNewAsync();
            server = cluster.ConnectionString("postgres");
        }
        await ExecuteAsync($"CREATE DATABASE {template}");
        // A template may have no connections, so none of this one are pooled.
        await MigrateCommand.MigrateAsync(
            For(template) + ";Pooling=false",
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>The connection string of a fresh, migrated database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "dashboard_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return For(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
            return;
        }
        await ExecuteAsync($"DROP DATABASE IF EXISTS {template}");
    }

    /// <summary>Connections of a program that a test has done with end soon: all tests share what the server allows.</summary>
    private string For(string database) =>
        new NpgsqlConnectionStringBuilder(server)
        {
            Database = database,
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 1,
        }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
