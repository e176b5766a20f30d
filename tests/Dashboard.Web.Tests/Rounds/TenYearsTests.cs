using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>
/// What docs/performance.md says of ten years of weekly rounds: <c>tests/Dashboard.Benchmarks/ten-years-of-rounds</c>. One round of the
/// product's own figures stands for all of them; outcomes differ by round.
/// </summary>
public sealed class TenYearsTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Domains = 10_943;

    /// <summary>Ten years; <c>TEN_YEARS_WEEKS</c> for a shorter time.</summary>
    private static readonly int Weeks = int.Parse(
        Environment.GetEnvironmentVariable("TEN_YEARS_WEEKS") ?? "520",
        CultureInfo.InvariantCulture
    );

    private const int Organisations = 1600;

    private const int Providers = 300;

    /// <summary>Different addresses of a kind, so that no answer is one that was kept.</summary>
    private const int Asked = 21;

    /// <summary>Asked for before them, at other addresses: a site that has run for a while has compiled its code well.</summary>
    private const int Before = 35;

    /// <summary>Of the kinds of address named with <c>TEN_YEARS_ONLY</c>, or all.</summary>
    private static readonly string? Only = Environment.GetEnvironmentVariable("TEN_YEARS_ONLY");

    /// <summary>Its place in the array of outcomes, which the database counts from one.</summary>
    private const int Dane = (int)FigureStandard.Dane + 1;

    private static readonly string[] Layers =
    [
        "rijk",
        "gemeente",
        "provincie",
        "waterschap",
        "zbo",
    ];

    /// <summary>What is written with a round, but what changed, which is of two.</summary>
    private static readonly string[] Copied =
    [
        "round_figures",
        "round_agreements",
        "round_statuses",
        "round_connections",
        "round_providers",
        "round_organisations",
        "round_receptions",
        "round_mail_flows",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Pages_and_queries_over_ten_years_of_weekly_rounds()
    {
        const string NoLimit = "RateLimit:RequestsPerMinute=100000";
        if (Environment.GetEnvironmentVariable("TEN_YEARS_DATABASE") is { Length: > 0 } kept)
        {
            await using var filled = await DashboardApp.StartAsync(kept, "Roles=web", NoLimit);
            await MeasureAsync(filled, kept);
            return;
        }
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            NoLimit
        );
        var clock = Stopwatch.StartNew();
        await FillAsync(scene);
        Print($"filled in {clock.Elapsed.TotalSeconds:0} s: {scene.Database}");
        await SizesAsync(scene.Database);
        await MeasureAsync(scene.App, scene.Database);
    }

    private async Task MeasureAsync(DashboardApp app, string database)
    {
        var scene = (App: app, Database: database);

        var rounds = await RoundsAsync(app);
        await MeasureAsync(
            scene,
            "overview of a round",
            i => $"/adoption?round={rounds[^(i + 1)]}"
        );
        await MeasureAsync(
            scene,
            "a round, one layer",
            i => $"/adoption?round={rounds[^(i + 1)]}&layer={Layers[i % Layers.Length]}"
        );
        await MeasureAsync(
            scene,
            "a round, one provider",
            i => $"/adoption?round={rounds[^1]}&provider=aanbieder-{i}.example"
        );
        await MeasureAsync(
            scene,
            "a round, layer and provider",
            i =>
                $"/adoption?round={rounds[^1]}&layer={Layers[i % Layers.Length]}&provider=aanbieder-{i}.example"
        );
        await MeasureAsync(
            scene,
            "providers of a round",
            i => $"/providers?round={rounds[^(i + 1)]}"
        );
        await MeasureAsync(scene, "provider", i => $"/providers/aanbieder-{i}.example");
        await MeasureAsync(scene, "organisations", i => $"/organisations?q=nummer+{i + 100}");
        await MeasureAsync(scene, "organisation", i => $"/organisations/{i + 1:00000000}");
        await MeasureAsync(scene, "API: rounds", i => $"/api/v1/rounds?limit={20 + i}");
        foreach (var dimension in new[] { "all", "layer", "provider" })
        {
            await MeasureAsync(
                scene,
                $"API: figures by {dimension}",
                i => $"/api/v1/rounds/{rounds[^(i + 1)]}/figures?dimension={dimension}"
            );
        }
        await MeasureAsync(
            scene,
            "API: mail flow",
            i => $"/api/v1/rounds/{rounds[^(i + 1)]}/mail-flow"
        );
        await MeasureAsync(
            scene,
            "API: providers",
            i => $"/api/v1/rounds/{rounds[^(i + 1)]}/providers"
        );
        await MeasureAsync(
            scene,
            "API: a hundred results",
            i => $"/api/v1/rounds/{rounds[^(i + 1)]}/results?limit=100&after=domein-{i}00.example"
        );
        await MeasureAsync(
            scene,
            "API: changes between two rounds",
            i => $"/api/v1/rounds/{rounds[^(i + 1)]}/changes?against={rounds[^(i + 2)]}"
        );
    }

    private async Task MeasureAsync(
        (DashboardApp App, string Database) scene,
        string what,
        Func<int, string> address
    )
    {
        if (Only is not null && !what.Contains(Only, StringComparison.Ordinal))
        {
            return;
        }
        var times = new List<double>();
        var used = (Site: TimeSpan.Zero, Database: TimeSpan.Zero);
        for (var i = Asked + Before - 1; i >= 0; i--)
        {
            if (i == Asked - 1)
            {
                // Code that is called often is compiled again in the background.
                await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
                used = await UsedAsync(scene.Database);
            }
            var clock = Stopwatch.StartNew();
            using var answer = await scene.App.Client.GetAsync(address(i), Cancellation);
            var length = (await answer.Content.ReadAsByteArrayAsync(Cancellation)).Length;
            answer.IsSuccessStatusCode.ShouldBeTrue($"{address(i)}: {answer.StatusCode}");
            length.ShouldBeGreaterThan(0);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        var sorted = times.TakeLast(Asked).Order().ToList();
        var now = await UsedAsync(scene.Database);
        Print(
            $"| {what} | {sorted[Asked / 2]:0} | {sorted[^1]:0} | {times[0]:0} | {Each(now.Site - used.Site):0.0} | {Each(now.Database - used.Database):0.0} |"
        );

        static double Each(TimeSpan time) => time.TotalMilliseconds / Asked;
    }

    /// <summary>Processor time of this process, and of the processes of the database server where it runs on this machine.</summary>
    private static async Task<(TimeSpan Site, TimeSpan Database)> UsedAsync(string at)
    {
        await using var connection = new NpgsqlConnection(at);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity", connection);
        var database = TimeSpan.Zero;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            try
            {
                using var process = Process.GetProcessById(reader.GetInt32(0));
                database += process.TotalProcessorTime;
            }
            catch (Exception fault)
                when (fault is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended.
            }
        }
        using var self = Process.GetCurrentProcess();
        return (self.TotalProcessorTime, database);
    }

    /// <summary>Oldest first.</summary>
    private static async Task<IReadOnlyList<int>> RoundsAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<RoundRow>()
            .Where(round => round.State == RoundState.Published)
            .OrderBy(round => round.MeasuredOn)
            .Select(round => round.Id)
            .ToListAsync(Cancellation);
    }

    private async Task SizesAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            """
            SELECT relname, c.reltuples::bigint, pg_table_size(c.oid), pg_indexes_size(c.oid)
            FROM pg_class AS c WHERE relkind IN ('r', 'p') AND relname LIKE 'round\_%' AND c.reltuples > 1000
            ORDER BY 3 DESC
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            var (rows, heap, indexes) = (
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetInt64(3)
            );
            Print(
                $"| {reader.GetString(0)} | {rows / 1e6:0.00} | {heap / 1e6:0} + {indexes / 1e6:0} | {(heap + indexes) / (double)rows:0} |"
            );
        }
    }

    private static async Task FillAsync(ExportScene scene)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        await RegisterAsync(db);
        await FirstRoundAsync(db, scene.Second);
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == scene.Second, Cancellation);
        await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
        // Older ones: each a week before the next.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO rounds (name, kind, state, list_hash, domains, profile, method, started_at, measured_on, measured_at,
              correction_until, closed_at, published_at, edition, uses_lab_sending, notes)
            SELECT 'Week ' || week, kind, state, list_hash, domains, profile, method, started_at - week * interval '7 days',
              measured_on - 7 * week, measured_at - week * interval '7 days', correction_until, closed_at, published_at, edition,
              uses_lab_sending, notes
            FROM rounds, generate_series(1, {Weeks - 1}) AS week WHERE id = {scene.Second}
            ORDER BY week DESC
            """,
            Cancellation
        );
        foreach (var table in Copied)
        {
            await CopyAsync(db, table, scene.Second, []);
        }
        // One domain in twenty has another outcome than in the newest round.
        await CopyAsync(
            db,
            "round_results",
            scene.Second,
            [
                (
                    "outcomes",
                    $$"""
                    CASE WHEN (t.domain_id + r.id) % 20 = 0 AND t.outcomes[{{Dane}}] IN (0, 330)
                    THEN t.outcomes[:{{Dane
                        - 1}}] || (330 - t.outcomes[{{Dane}}])::smallint || t.outcomes[{{Dane
                        + 1}}:]
                    ELSE t.outcomes END
                    """
                ),
            ]
        );
        await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE)", Cancellation);
        // Its differences, to the round before it, stand for those of all.
        await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
        await CopyAsync(
            db,
            "round_deltas",
            scene.Second,
            [
                (
                    "against_round_id",
                    "COALESCE((SELECT max(older.id) FROM rounds AS older WHERE older.name LIKE 'Week %' AND older.id < r.id), r.id)"
                ),
            ]
        );
    }

    private static async Task RegisterAsync(DashboardDb db)
    {
        var organisations = Enumerable
            .Range(0, Organisations)
            .Select(i => new Organisation
            {
                Key = $"{i:00000000}",
                SystemId = $"{i:00000000}",
                Name = $"Gemeente Proefdam nummer {i}",
                Layer = Layers[i % Layers.Length],
            })
            .ToList();
        db.AddRange(organisations);
        await db.SaveChangesAsync(Cancellation);
        db.AddRange(
            Enumerable
                .Range(1, Domains)
                .Select(i => new OrganisationDomain
                {
                    OrganisationId = organisations[(i - 1) % Organisations].Id,
                    Domain = $"domein-{i}.example",
                    Source = RegisterSource.Rio,
                    RecordKey = $"domein-{i}.example",
                })
        );
        await db.SaveChangesAsync(Cancellation);
        db.ChangeTracker.Clear();
        await db.NumberAsync(
            AdoptionDimension.Organisation,
            Enumerable
                .Range(0, Organisations)
                .Select(i => new ListedValue($"{i:00000000}", $"Gemeente Proefdam nummer {i}")),
            Cancellation
        );
        await db.NumberAsync(
            AdoptionDimension.Provider,
            Enumerable
                .Range(0, Providers)
                .Select(i => new ListedValue($"aanbieder-{i}.example", $"aanbieder-{i}.example")),
            Cancellation
        );
        await db.NumberAsync(
            AdoptionDimension.Layer,
            Layers.Select(layer => new ListedValue(layer, layer)),
            Cancellation
        );
    }

    private static Task<int> FirstRoundAsync(DashboardDb db, int round) =>
        db.Database.ExecuteSqlAsync(
            $"""
            WITH domains AS (
              INSERT INTO measured_domains (name)
              SELECT 'domein-' || i || '.example' FROM generate_series(1, {Domains}) AS i
              RETURNING id, substring(name FROM 8 FOR position('.' IN name) - 8)::int AS n
            ), organisations AS (
              SELECT id, key::int AS n FROM round_values
              WHERE dimension = {(short)AdoptionDimension.Organisation} AND key ~ '^[0-9]+$'
            ), providers AS (
              SELECT id, substring(key FROM 'aanbieder-([0-9]+)')::int AS n FROM round_values
              WHERE dimension = {(short)AdoptionDimension.Provider}
            ), layers AS (
              SELECT id, array_position({Layers}, key) - 1 AS n FROM round_values
              WHERE dimension = {(short)AdoptionDimension.Layer}
            ), units AS (
              INSERT INTO round_organisations (round_id, organisation, layer, sending, sending_tested, sending_domains, own_domains, parts)
              SELECT {round}, o.id, l.id, (SELECT sending FROM round_organisations LIMIT 1), 0, 0, ARRAY[]::text[], ARRAY[o.id]
              FROM organisations AS o JOIN layers AS l ON l.n = o.n % {Layers.Length}
            )
            INSERT INTO round_results (round_id, domain_id, version, edition, wave, measured_at, organisation, layer, provider,
              status, delivery, connection_type, attacker_connection_type, flags, explained, outcomes)
            SELECT {round}, d.id, 1, 1, 1, r.measured_at, o.id, l.id, p.id,
              5, 4, 3, 3, 1, 0, ARRAY[0, CASE WHEN d.n % 10 = 0 THEN 330 ELSE 0 END,
              0, 330, 0, 0, 0, 330, 0, 330, 0]::smallint[]
            FROM domains AS d
            JOIN organisations AS o ON o.n = (d.n - 1) % {Organisations}
            JOIN layers AS l ON l.n = (d.n - 1) % {Organisations} % {Layers.Length}
            JOIN providers AS p ON p.n = d.n % {Providers}
            JOIN rounds AS r ON r.id = {round}
            """,
            Cancellation
        );

    /// <summary>Rows of one round for every round that came of it.</summary>
    /// <param name="changed">Columns with another expression than their own.</param>
    private static async Task CopyAsync(
        DashboardDb db,
        string table,
        int from,
        (string Column, string Expression)[] changed
    )
    {
        var columns = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT column_name AS "Value" FROM information_schema.columns
                WHERE table_name = {table} AND column_name <> 'round_id' AND is_generated = 'NEVER'
                """
            )
            .ToListAsync(Cancellation);
        var read = columns.Select(column =>
            changed.FirstOrDefault(c => c.Column == column).Expression ?? $"t.\"{column}\""
        );
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
#pragma warning disable EF1002 // Names of the database's own columns.
        await db.Database.ExecuteSqlRawAsync(
            $"""
            INSERT INTO {table} (round_id, {names})
            SELECT r.id, {string.Join(", ", read)}
            FROM {table} AS t CROSS JOIN rounds AS r
            WHERE t.round_id = {from} AND r.name LIKE 'Week %'
            ORDER BY r.id
            """,
            Cancellation
        );
#pragma warning restore EF1002
    }

    private void Print(FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
