using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Rounds;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Exports;

/// <summary>What a round is exported as: the numbers of the worked example, the same octets each time, and no formulas from outside.</summary>
public sealed class RoundExportTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Csv_has_the_numbers_of_the_worked_example()
    {
        var scene = published.Scene;

        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);

        foreach (var view in new[] { "forum", "strict" })
        {
            foreach (
                var expected in ExampleRegister
                    .Example.GetProperty("expected")
                    .GetProperty("round2")
                    .GetProperty(view)
                    .EnumerateObject()
                    .Where(figure => figure.Name is "STARTTLS" or "DANE" or "DNSSEC")
            )
            {
                var row = Read(directory, "adoption")
                    .Single(r =>
                        r["dimension"] == "all"
                        && r["standard"].Equals(expected.Name, StringComparison.OrdinalIgnoreCase)
                        && r["view"] == view
                    );
                (row["passed"], row["measured"]).ShouldBe(
                    (expected.Value[0].GetRawText(), expected.Value[1].GetRawText())
                );
            }
        }
        var dane = Read(directory, "adoption")
            .Single(r =>
                r["dimension"] == "all" && r["standard"] == "dane" && r["view"] == "forum"
            );
        (
            dane["percentage"],
            dane["passedOrExplainedPercentage"],
            dane["explained"],
            dane["noMail"],
            dane["unreachable"]
        ).ShouldBe(("66.7", "77.8", "1", "1", "1"));
        var delta = Read(directory, "deltas")
            .Where(r => r["standard"] == "dane")
            .ToDictionary(r => r["view"], r => (r["deltaPp"], r["cohort"], r["cohortDeltaPp"]));
        delta["forum"].ShouldBe(("11.1", "7", "14.3"));
        delta["strict"].ShouldBe(("-5.6", "8", "0"));
        var flow = Read(directory, "mail-flow")[0];
        (flow["proven"], flow["possible"], flow["amongTested"], flow["pairs"]).ShouldBe(
            ("16.7", "43.3", "27.8", "20")
        );
        Read(directory, "agreements")
            .Where(r => r["agreement"] == "mail-transport")
            .ToDictionary(r => r["view"], r => (r["mean"], r["meetsAll"], r["measuredOnAll"]))
            .ShouldBe(
                new Dictionary<string, (string, string, string)>
                {
                    ["forum"] = ("78.5", "5", "9"),
                    ["strict"] = ("73.3", "5", "10"),
                },
                ignoreOrder: true
            );
        Read(directory, "providers")
            .Where(r => r["layer"].Length == 0)
            .ToDictionary(r => r["provider"], r => (r["wouldBecomeProtected"], r["ownZoneFirst"]))
            .ShouldBe(
                new Dictionary<string, (string, string)>
                {
                    ["Eigen"] = ("0", "0"),
                    ["Huis"] = ("2", "0"),
                    ["Kaal"] = ("1", "0"),
                    ["Plat"] = ("0", "1"),
                    ["Wolk"] = ("0", "1"),
                },
                ignoreOrder: true
            );
        Read(directory, "organisations")
            .Count(r => r["protected"] == r["measured"] && r["measured"] != "0")
            .ShouldBe(2);
    }

    /// <summary>What is left out stands there by reason, and the percentage is of what is not.</summary>
    [Fact]
    public async Task Passed_failed_and_left_out_are_the_list()
    {
        var scene = published.Scene;
        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        string[] reasons =
        [
            "noMail",
            "noDomain",
            "unreachable",
            "untestable",
            "ownFault",
            "notMeasured",
        ];
        var list = Number(Read(directory, "rounds").ShouldHaveSingleItem(), "domains");

        var rows = Read(directory, "adoption")
            .Where(row => row["dimension"] == "all" && row["standard"] != "dane-sending")
            .ToList();

        rows.Count.ShouldBeGreaterThan(4);
        foreach (var row in rows)
        {
            var what = $"{row["standard"]} {row["view"]}";
            var measured = Number(row, "measured");
            measured.ShouldBe(Number(row, "passed") + Number(row, "failed"), what);
            (measured + reasons.Sum(reason => Number(row, reason))).ShouldBe(list, what);
        }

        static int Number(IReadOnlyDictionary<string, string> row, string column) =>
            row[column].Length == 0 ? 0 : int.Parse(row[column], CultureInfo.InvariantCulture);
    }

    /// <summary>The long form is what the figures are made of: counting its rows gives them again, in both views.</summary>
    [Fact]
    public async Task Counting_the_outcomes_gives_the_adoption_of_all_domains()
    {
        var scene = published.Scene;
        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        var outcomes = Read(directory, "outcomes").ToLookup(row => (row["standard"], row["view"]));
        var adoption = Read(directory, "adoption")
            .Where(row => row["dimension"] == "all" && row["standard"] != "dane-sending")
            .ToList();

        adoption.Count.ShouldBeGreaterThan(4);
        foreach (var figure in adoption)
        {
            var rows = outcomes[(figure["standard"], figure["view"])].ToList();
            var what = $"{figure["standard"]} {figure["view"]}";
            Count(rows, "countedAs", "passed").ShouldBe(figure["passed"], what);
            Count(rows, "countedAs", "failed").ShouldBe(figure["failed"], what);
            Count(rows, "countedAs", "excluded").ShouldBe(figure["excluded"], what);
            Count(rows, "excludedWhy", "no-mail").ShouldBe(figure["noMail"], what);
            Count(rows, "excludedWhy", "unreachable").ShouldBe(figure["unreachable"], what);
            Count(rows, "isExplained", "true").ShouldBe(figure["explained"], what);
        }
        outcomes
            .SelectMany(rows => rows)
            .ShouldAllBe(row =>
                (row["isExplained"] == "true") == (row["explanationText"].Length > 0)
                && row["link"] == "/domains/" + row["domain"]
                && (row["excludedWhy"].Length > 0) == (row["countedAs"] == "excluded")
            );
        outcomes
            .SelectMany(rows => rows)
            .Where(row => row["isExplained"] == "true")
            .ShouldAllBe(row => row["explanationText"] == "'" + StoredExample.HostileText);

        static string Count(
            IEnumerable<IReadOnlyDictionary<string, string>> rows,
            string column,
            string value
        ) => rows.Count(row => row[column] == value).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Each outcome is that of the row of its domain, which the commands print.</summary>
    [Fact]
    public async Task Outcomes_are_those_of_the_results()
    {
        var scene = published.Scene;
        var results = await scene
            .Service<RoundResults>()
            .AllAsync(await scene.RoundAsync(scene.Second), Cancellation);
        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);

        Read(directory, "outcomes")
            .Select(row => (row["domain"], row["standard"], row["view"], row["outcome"]))
            .ShouldBe(
                results.SelectMany(result =>
                    result.Standards.SelectMany(standard =>
                        new[]
                        {
                            (result.Domain, standard.Key, "strict", Slug.Of(standard.Value.Strict)),
                            (result.Domain, standard.Key, "forum", Slug.Of(standard.Value.Forum)),
                        }
                    )
                ),
                ignoreOrder: true
            );
        foreach (var result in results)
        {
            Read(directory, "outcomes")
                .Where(row => row["domain"] == result.Domain && row["standard"] == "dane")
                .ShouldAllBe(row =>
                    row["reason"]
                    == (row["outcome"] == "passed" ? string.Empty : result.Reason ?? string.Empty)
                );
        }
        // Each standard has a reason of its own: a server without STARTTLS is not one without TLSA.
        Read(directory, "outcomes")
            .Where(row => row["standard"] == "starttls" && row["outcome"] != "excluded")
            .ShouldAllBe(row =>
                row["reason"] == (row["outcome"] == "passed" ? "everywhere" : "nowhere")
                && row["reasonName"].Contains("STARTTLS", StringComparison.Ordinal)
            );
    }

    /// <summary>Beside each figure the former round, as the tables of deltas have it; nothing for the first round.</summary>
    [Fact]
    public async Task Adoption_has_the_deltas_of_all_layers_and_ministries()
    {
        string[] numbers =
        [
            "against",
            "passedBefore",
            "measuredBefore",
            "percentageBefore",
            "deltaPp",
            "cohort",
            "cohortPassedBefore",
            "cohortPassedAfter",
            "cohortDeltaPp",
        ];
        var scene = published.Scene;
        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        var deltas = Read(directory, "deltas")
            .Select(row => (Of: ("all", string.Empty), Row: row))
            .Concat(
                Read(directory, "part-deltas")
                    .Select(row => (Of: (row["dimension"], row["value"]), Row: row))
            )
            .ToDictionary(d => (d.Of, d.Row["standard"], d.Row["view"]), d => d.Row);
        deltas.Count.ShouldBeGreaterThan(6);
        var compared = 0;

        foreach (var figure in Read(directory, "adoption"))
        {
            var delta = deltas.GetValueOrDefault(
                ((figure["dimension"], figure["value"]), figure["standard"], figure["view"])
            );
            foreach (var number in numbers)
            {
                figure[number].ShouldBe(delta?[number] ?? string.Empty);
            }
            if (delta is not null)
            {
                compared++;
                (figure["passed"], figure["measured"]).ShouldBe(
                    (delta["passedAfter"], delta["measuredAfter"])
                );
            }
        }

        compared.ShouldBe(deltas.Count);
        var (first, _) = await scene.WriteAsync(scene.First, ExportFormat.Csv);
        Read(first, "adoption").ShouldAllBe(row => numbers.All(number => row[number].Length == 0));
    }

    /// <summary>Cell by cell, what the CSV has: in JSON and in both workbooks.</summary>
    [Theory]
    [InlineData("outcomes")]
    [InlineData("adoption")]
    public async Task Table_is_the_same_in_every_form(string name)
    {
        var scene = published.Scene;
        var table = scene
            .Service<RoundExportTables>()
            .Of(await scene.RoundAsync(scene.Second), ExportWords.Dutch)
            .Single(table => table.Name == name);
        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        var csv = Read(directory, name);
        csv.Count.ShouldBeGreaterThan(20);
        var expected = Rows((line, column, _) => csv[line][column.Name]);
        var (json, _) = await scene.WriteAsync(scene.Second, ExportFormat.Json);
        using var document = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(json, name + ".json"), Cancellation)
        );

        document.RootElement.GetArrayLength().ShouldBe(csv.Count);
        Rows(
                (line, column, _) =>
                    document.RootElement[line].TryGetProperty(column.Name, out var cell)
                    && cell.ValueKind != JsonValueKind.Null
                        ? cell.ToString()
                        : string.Empty
            )
            .ShouldBe(expected);
        foreach (var format in new[] { ExportFormat.Ods, ExportFormat.Xlsx })
        {
            var (place, files) = await scene.WriteAsync(scene.Second, format);
            var path = Path.Combine(place, files.Single().Name);
            var cells = (
                format == ExportFormat.Ods ? SheetCells.ReadOds(path) : SheetCells.ReadXlsx(path)
            )[ExportWords.Dutch.Title(table)].Cells;

            Rows(
                    (line, _, at) =>
                        cells.GetValueOrDefault($"{SheetPlace.Letters(at)}{line + 2}") is { } cell
                            ? cell.Text
                                ?? cell.Number?.ToString(CultureInfo.InvariantCulture)
                                ?? string.Empty
                            : string.Empty
                )
                .ShouldBe(expected, format.ToString());
            cells.ContainsKey($"A{csv.Count + 2}").ShouldBeFalse();
        }

        List<string> Rows(Func<int, ExportColumn, int, string> cell) =>
            [
                .. Enumerable
                    .Range(0, csv.Count)
                    .Select(line =>
                        string.Join(
                            '|',
                            table.Columns.Select(
                                (column, at) => Plain(column, cell(line, column, at))
                            )
                        )
                    ),
            ];

        // CSV guards against formulas, and an XLSX has a truth value as a number.
        static string Plain(ExportColumn column, string cell) =>
            (column.Type, cell) switch
            {
                (ExportType.Flag, "0" or "False") => "false",
                (ExportType.Flag, "1" or "True") => "true",
                (_, "'" + StoredExample.HostileText) => StoredExample.HostileText,
                _ => cell,
            };
    }

    [Fact]
    public async Task Changes_are_those_of_the_command_without_what_stayed()
    {
        var scene = published.Scene;
        var report = await scene
            .Service<RoundChanges>()
            .FindAsync(await scene.RoundAsync(scene.Second), against: null, Cancellation);

        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);

        Read(directory, "changes")
            .Select(r => (r["domain"], r["standard"], r["view"], r["change"]))
            .ShouldBe(
                report!
                    .Domains.Where(c =>
                        c.Change is not (OutcomeChange.Unchanged or OutcomeChange.ExcludedInBoth)
                    )
                    .Select(c =>
                        (
                            c.Domain,
                            Slug.Of(c.Standard) ?? string.Empty,
                            Slug.Of(c.View) ?? string.Empty,
                            Slug.Of(c.Change)
                        )
                    ),
                ignoreOrder: true
            );
        foreach (
            var (change, name) in new[]
            {
                ("improved", "improved"),
                ("regressed", "regressed"),
                ("became-excluded", "becameExcluded"),
                ("became-measurable", "becameMeasurable"),
            }
        )
        {
            Read(directory, "changes")
                .Where(r =>
                    r["change"] == change && r["standard"] == "dane" && r["view"] == "forum"
                )
                .Select(r => r["domain"])
                .ShouldBe(
                    ExampleRegister
                        .Example.GetProperty("expected")
                        .GetProperty("changesDaneForum")
                        .GetProperty(name)
                        .EnumerateArray()
                        .Select(d => d.GetString() + ".example"),
                    ignoreOrder: true
                );
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ods")]
    [InlineData("xlsx")]
    [InlineData("zip")]
    public async Task Same_round_gives_the_same_octets(string word)
    {
        Slug.TryParse<ExportFormat>(word, out var format).ShouldBeTrue();
        var scene = published.Scene;

        var (_, first) = await scene.WriteAsync(scene.Second, format);
        var (directory, second) = await scene.WriteAsync(scene.Second, format);

        second.ShouldBe(first);
        foreach (var file in second)
        {
            var octets = await File.ReadAllBytesAsync(
                Path.Combine(directory, file.Name),
                Cancellation
            );
            Convert
                .ToHexStringLower(System.Security.Cryptography.SHA256.HashData(octets))
                .ShouldBe(file.Sha256);
            octets.LongLength.ShouldBe(file.Bytes);
            if (format is ExportFormat.Ods or ExportFormat.Xlsx or ExportFormat.Zip)
            {
                // Else the hashes would differ two seconds later, which is what archives tell times to.
                await using var zip = new ZipArchive(new MemoryStream(octets));
                zip.Entries.Select(e => e.LastWriteTime.DateTime)
                    .Distinct()
                    .ShouldBe([new DateTime(1980, 1, 1)]);
            }
        }
    }

    [Fact]
    public async Task Explanation_written_after_publication_changes_no_export()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var (_, before) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        await using (var db = await scene.App.OpenDatabaseAsync())
        {
            db.Add(
                new ExplanationRow
                {
                    OrganisationKey = "O1",
                    Standard = FigureStandard.Dane,
                    Text = "Later.",
                    AuthorRole = "secretaris",
                    CreatedAt = DateTimeOffset.UtcNow.AddYears(1),
                    ValidFrom = new(2026, 1, 1),
                    ValidUntil = new(2026, 12, 31),
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }

        var (_, after) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);

        after.ShouldBe(before);
    }

    [Fact]
    public async Task Manifest_names_every_file_with_its_hash()
    {
        var scene = published.Scene;

        var (directory, files) = await scene.WriteAsync(scene.Second, ExportFormat.Zip);

        await using var zip = await ZipFile.OpenReadAsync(
            Path.Combine(directory, files.Single().Name),
            Cancellation
        );
        var manifest = await JsonNode.ParseAsync(
            await zip.GetEntry("manifest.json")!.OpenAsync(Cancellation),
            cancellationToken: Cancellation
        );
        manifest!["round"]!["listHash"]!.GetValue<string>().ShouldBe(new string('a', 64));
        manifest["round"]!["methods"]!["dane"]!.GetValue<string>().ShouldBe("inbound-2");
        manifest["files"]!
            .AsArray()
            .Select(f => f!["name"]!.GetValue<string>())
            .Append("manifest.json")
            .ShouldBe(zip.Entries.Select(e => e.FullName), ignoreOrder: true);
        foreach (var file in manifest["files"]!.AsArray())
        {
            await using var content = await zip.GetEntry(file!["name"]!.GetValue<string>())!
                .OpenAsync(Cancellation);
            Convert
                .ToHexStringLower(
                    await System.Security.Cryptography.SHA256.HashDataAsync(content, Cancellation)
                )
                .ShouldBe(file["sha256"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Csvw_metadata_describes_every_column_and_cell()
    {
        var scene = published.Scene;
        foreach (var words in ExportWords.All)
        {
            var (directory, files) = await scene.WriteAsync(scene.Second, ExportFormat.Csv, words);

            var metadata = JsonNode.Parse(
                await File.ReadAllTextAsync(
                    Path.Combine(directory, CsvMetadata.FileName),
                    Cancellation
                )
            )!;
            var tables = metadata["tables"]!.AsArray();
            tables
                .Select(t => t!["url"]!.GetValue<string>())
                .ShouldBe(
                    files.Select(f => f.Name).Where(n => n != CsvMetadata.FileName),
                    ignoreOrder: true
                );
            foreach (var table in tables)
            {
                Describes(table!, directory, words.Language);
            }
        }
    }

    private static void Describes(JsonNode table, string directory, string language)
    {
        using var text = File.OpenText(Path.Combine(directory, table["url"]!.GetValue<string>()));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read().ShouldBeTrue();
        csv.ReadHeader();
        var columns = table["tableSchema"]!["columns"]!.AsArray();
        columns
            .Select(c => c!["titles"]![language]!.GetValue<string>())
            .ShouldBe(csv.HeaderRecord!);
        columns.Select(c => c!["name"]!.GetValue<string>()).ShouldBeUnique();
        csv.HeaderRecord!.ShouldBeUnique();
        var key = table["tableSchema"]!["primaryKey"]!
            .AsArray()
            .Select(k =>
                columns
                    .ToList()
                    .FindIndex(c => c!["name"]!.GetValue<string>() == k!.GetValue<string>())
            )
            .ToList();
        key.ShouldAllBe(place => place >= 0);
        var seen = new HashSet<string>();
        while (csv.Read())
        {
            seen.Add(string.Join('|', key.Select(place => csv.GetField(place)))).ShouldBeTrue();
            for (var i = 0; i < columns.Count; i++)
            {
                var datatype = columns[i]!["datatype"]!;
                var type = datatype is JsonObject of
                    ? of["base"]!.GetValue<string>()
                    : datatype.GetValue<string>();
                var cell = csv.GetField(i)!;
                (cell.Length == 0 || IsOf(type, cell)).ShouldBeTrue($"{cell} is no {type}");
            }
        }
    }

    private static bool IsOf(string type, string cell) =>
        type switch
        {
            "integer" => long.TryParse(cell, CultureInfo.InvariantCulture, out _),
            "decimal" => decimal.TryParse(cell, CultureInfo.InvariantCulture, out _),
            "date" => DateOnly.TryParseExact(cell, "yyyy-MM-dd", out _),
            "dateTime" => DateTimeOffset.TryParseExact(
                cell,
                "yyyy-MM-ddTHH:mm:ssK",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            ),
            "boolean" => cell is "true" or "false",
            "string" => true,
            _ => false,
        };

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+31 6", "'+31 6")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("x;=1", "x;'=1")]
    [InlineData("x; =1", "x; '=1")]
    [InlineData("x\n+1", "x\n'+1")]
    [InlineData("a; b", "a; b")]
    [InlineData("gemeente=x", "gemeente=x")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Text_that_begins_as_a_formula_gets_an_apostrophe(string? text, string? expected) =>
        FormulaGuard.Text(text).ShouldBe(expected);

    [Fact]
    public async Task Text_from_outside_is_a_text_in_every_form_and_numbers_are_numbers()
    {
        var scene = published.Scene;

        var (csv, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        var (ods, odsFiles) = await scene.WriteAsync(scene.Second, ExportFormat.Ods);
        var (xlsx, xlsxFiles) = await scene.WriteAsync(scene.Second, ExportFormat.Xlsx);

        Read(csv, "explanations").Single()["text"].ShouldBe("'" + StoredExample.HostileText);
        (await File.ReadAllTextAsync(Path.Combine(csv, "deltas.csv"), Cancellation)).ShouldContain(
            ",-5.6,"
        );
        var odsCells = SheetCells.ReadOds(Path.Combine(ods, odsFiles.Single().Name));
        var xlsxCells = SheetCells.ReadXlsx(Path.Combine(xlsx, xlsxFiles.Single().Name));
        foreach (var sheets in new[] { odsCells, xlsxCells })
        {
            var hostile = sheets["Uitleg"]
                .Cells.Values.Single(c => c.Text == StoredExample.HostileText);
            hostile.Formula.ShouldBeNull();
            sheets["Verschil met vorige ronde"]
                .Cells.Values.ShouldContain(c => c.Number == -5.6m && c.Formula != null);
        }
    }

    /// <summary>Rows by the names of their columns.</summary>
    private static List<Dictionary<string, string>> Read(string directory, string table)
    {
        var names = JsonNode.Parse(
            File.ReadAllText(Path.Combine(directory, CsvMetadata.FileName))
        )!["tables"]!
            .AsArray()
            .Single(t => t!["url"]!.GetValue<string>() == table + ".csv")!["tableSchema"]![
            "columns"
        ]!
            .AsArray()
            .Select(c => c!["name"]!.GetValue<string>())
            .ToList();
        using var text = File.OpenText(Path.Combine(directory, table + ".csv"));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(names.Select((name, i) => (name, csv.GetField(i)!)).ToDictionary());
        }
        return rows;
    }
}
