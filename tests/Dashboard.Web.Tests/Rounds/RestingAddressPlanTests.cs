using System.Globalization;
using System.Net;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>What is asked before every connection of every round is not to be read through all that was ever connected to.</summary>
public sealed class RestingAddressPlanTests(PostgresFixture postgres)
{
    private const int Pairs = 50_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resting_address_is_looked_up_by_an_index_in_a_store_of_many_rounds()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Published);
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_pairs (round_id, wave, host, address, server_name, claims, sessions, done_at)
            SELECT {scene.First}, 1, 'mx' || i || '.example', '198.51.' || i / 250 || '.' || i % 250, 'mx.example', 1, 1,
              now() - i * interval '1 minute'
            FROM generate_series(1, {Pairs}) AS i
            """,
            Cancellation
        );
        await db.Database.ExecuteSqlRawAsync(
            "ANALYZE round_pairs, shared_examinations",
            Cancellation
        );

        var plan = await PlanAsync(
            db.Database.GetConnectionString()!,
            RestingAddresses.Query(
                IPAddress.Parse("198.51.100.7"),
                DateTimeOffset.UtcNow,
                TimeSpan.FromDays(300)
            )
        );

        plan.ShouldContain("ix_round_pairs_address");
        plan.ShouldNotContain("Seq Scan on round_pairs");
    }

    private static async Task<string> PlanAsync(string database, FormattableString query)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        var names = new List<object>();
        foreach (var argument in query.GetArguments())
        {
            names.Add($"@p{names.Count}");
            command.Parameters.AddWithValue($"p{names.Count - 1}", argument!);
        }
        command.CommandText =
            "EXPLAIN " + string.Format(CultureInfo.InvariantCulture, query.Format, [.. names]);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            lines.Add(reader.GetString(0));
        }
        return string.Join('\n', lines);
    }
}
