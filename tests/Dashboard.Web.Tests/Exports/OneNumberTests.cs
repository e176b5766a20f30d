using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsvHelper;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Cli;
using Dashboard.Web.Tests.Reports;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Exports;

/// <summary>A figure of a published round is the same number wherever it is read.</summary>
public sealed class OneNumberTests(PublishedScene published) : IClassFixture<PublishedScene>
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ExportScene Scene => published.Scene;

    private static readonly string[] Dimensions =
    [
        "all",
        "layer",
        "ministry",
        "province",
        "provider",
    ];

    [Fact]
    public async Task Figures_are_the_same_in_store_command_api_and_every_export()
    {
        var command = await CommandAsync();
        var others = new Dictionary<string, Dictionary<FigureKey, FigureNumbers>>
        {
            ["api"] = await ApiAsync(),
            ["csv"] = await CsvAsync(),
            ["json"] = await JsonAsync(),
            ["ods"] = await WorkbookAsync(ExportFormat.Ods, SheetCells.ReadOds),
            ["xlsx"] = await WorkbookAsync(ExportFormat.Xlsx, SheetCells.ReadXlsx),
        };

        command.Count.ShouldBeGreaterThan(50);
        foreach (var (output, figures) in others)
        {
            figures.Keys.ShouldBe(command.Keys, ignoreOrder: true, output);
            foreach (var (key, numbers) in figures)
            {
                numbers.ShouldBe(command[key], $"{output}: {key}");
            }
        }
        var stored = await StoredAsync();
        stored.ShouldNotBeEmpty();
        foreach (var (key, counts) in stored)
        {
            (command[key].Passed, command[key].Failed).ShouldBe(counts, key.ToString());
        }
    }

    [Fact]
    public async Task Figures_are_the_same_on_pages_and_in_the_report()
    {
        var figures = await CommandAsync();
        var report = await ReportDocumentTests.PageAsync(Scene, Scene.Second, "nl");
        var page = await PageAsync(string.Empty);
        foreach (
            var (standard, name) in new[]
            {
                ("starttls", "STARTTLS"),
                ("dane", "DANE bij ontvangen"),
            }
        )
        {
            var numbers = figures[new(standard, "strict", "all", string.Empty)];
            var percentage = numbers.Percentage!.Value.ToString("N1", Dutch);

            Card(page, name).ShouldContain(percentage + "%");
            Card(page, name).ShouldContain($"{numbers.Passed} van {numbers.Measured}");
            var row = ReportDocumentTests
                .Rows(report, "T1")
                .Single(r => (r[0], r[1]) == (name, "streng"));
            (row[2], row[7], row[8]).ShouldBe(
                (percentage, numbers.Passed.ToString(Dutch), numbers.Measured.ToString(Dutch))
            );
        }
        var layers = figures
            .Where(f => f.Key is { Dimension: "layer", View: "strict", Standard: "dane" })
            .ToList();
        layers.Count.ShouldBeGreaterThan(1);
        foreach (var (key, numbers) in layers)
        {
            Card(await PageAsync($"&layer={Uri.EscapeDataString(key.Value)}"), "DANE bij ontvangen")
                .ShouldContain(
                    $"{numbers.Passed} van {numbers.Measured}",
                    Case.Sensitive,
                    key.Value
                );
            ReportDocumentTests
                .Rows(report, "T8")
                .ShouldContain(
                    row =>
                        row[1] == "DANE bij ontvangen"
                        && row[3] == numbers.Passed.ToString(Dutch)
                        && row[4] == numbers.Measured.ToString(Dutch),
                    key.Value
                );
        }
    }

    private async Task<IDocument> PageAsync(string filter) =>
        new HtmlParser().ParseDocument(
            await Scene.App.Client.GetStringAsync(
                $"/adoption?round={Scene.Second}{filter}",
                Cancellation
            )
        );

    private static string Card(IDocument page, string standard) =>
        page.QuerySelectorAll(".key-figure")
            .Single(card => card.QuerySelector("h2")!.TextContent == standard)
            .TextContent;

    /// <summary>The counts as the tables of the database have them, of all domains together.</summary>
    private async Task<Dictionary<FigureKey, (int Passed, int Failed)>> StoredAsync()
    {
        var edition = (await Scene.RoundAsync(Scene.Second)).Edition;
        await using var db = await Scene.App.OpenDatabaseAsync();
        return await db.Set<RoundFigureRow>()
            .AsNoTracking()
            .Where(f =>
                f.RoundId == Scene.Second
                && f.Edition == edition
                && f.Dimension == AdoptionDimension.All
            )
            .ToDictionaryAsync(
                f => new FigureKey(Slug.Of(f.Standard), Slug.Of(f.View), "all", string.Empty),
                f => (f.Passed, f.Failed),
                Cancellation
            );
    }

    private async Task<Dictionary<FigureKey, FigureNumbers>> CommandAsync()
    {
        var all = new Dictionary<FigureKey, FigureNumbers>();
        foreach (var dimension in Dimensions)
        {
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            var status = await RoundCommand.RunAsync(
                [
                    "round",
                    "figures",
                    Scene.Second.ToString(CultureInfo.InvariantCulture),
                    "--dimension",
                    dimension,
                    "--json",
                    $"--ConnectionStrings:Dashboard={Scene.Database}",
                ],
                new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
                new EnglishCommandTexts(),
                Cancellation
            );
            (status, error.ToString()).ShouldBe((0, string.Empty));
            CommandSchemas.ShouldHold(["round", "figures", "--json"], output.ToString());
            Add(all, output.ToString());
        }
        return all;
    }

    private async Task<Dictionary<FigureKey, FigureNumbers>> ApiAsync()
    {
        var all = new Dictionary<FigureKey, FigureNumbers>();
        foreach (var dimension in Dimensions)
        {
            Add(
                all,
                await Scene.App.Client.GetStringAsync(
                    $"/api/v1/rounds/{Scene.Second}/figures?dimension={dimension}",
                    Cancellation
                )
            );
        }
        return all;
    }

    private static void Add(Dictionary<FigureKey, FigureNumbers> all, string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var row in document.RootElement.EnumerateArray())
        {
            // Of a standard without percentage: how many domains have a status.
            if (row.TryGetProperty("slug", out _))
            {
                continue;
            }
            all.Add(
                new(
                    row.GetProperty("standard").GetString()!,
                    row.GetProperty("view").GetString()!,
                    row.GetProperty("dimension").GetString()!,
                    row.GetProperty("value").GetString() ?? string.Empty
                ),
                new(
                    row.GetProperty("passed").GetInt32(),
                    row.GetProperty("failed").GetInt32(),
                    row.GetProperty("excluded").EnumerateObject().Sum(e => e.Value.GetInt32()),
                    row.GetProperty("explained").GetInt32(),
                    row.GetProperty("percentage") is { ValueKind: JsonValueKind.Number } number
                        ? number.GetDecimal()
                        : null
                )
            );
        }
    }

    private async Task<Dictionary<FigureKey, FigureNumbers>> CsvAsync()
    {
        var (directory, _) = await Scene.WriteAsync(Scene.Second, ExportFormat.Csv);
        using var text = File.OpenText(Path.Combine(directory, "adoption.csv"));
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        (await csv.ReadAsync()).ShouldBeTrue();
        csv.ReadHeader();
        var (_, columns) = await TableAsync();
        var all = new Dictionary<FigureKey, FigureNumbers>();
        while (await csv.ReadAsync())
        {
            var (key, numbers) = Row(name => csv.GetField(columns[name])!);
            all.Add(key, numbers);
        }
        return all;
    }

    private async Task<Dictionary<FigureKey, FigureNumbers>> JsonAsync()
    {
        var (directory, _) = await Scene.WriteAsync(Scene.Second, ExportFormat.Json);
        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(directory, "adoption.json"), Cancellation)
        );
        return json
            .RootElement.EnumerateArray()
            .Select(row =>
                Row(name =>
                    row.TryGetProperty(name, out var cell) && cell.ValueKind != JsonValueKind.Null
                        ? cell.ToString()
                        : string.Empty
                )
            )
            .ToDictionary();
    }

    /// <summary>The values beside the formulas; that a spreadsheet program comes to the same is held by <see cref="WorkbookTests"/>.</summary>
    private async Task<Dictionary<FigureKey, FigureNumbers>> WorkbookAsync(
        ExportFormat format,
        Func<string, IReadOnlyDictionary<string, SheetCells>> read
    )
    {
        var (directory, files) = await Scene.WriteAsync(Scene.Second, format);
        var (title, columns) = await TableAsync();
        var cells = read(Path.Combine(directory, files.Single().Name))[title].Cells;
        var all = new Dictionary<FigureKey, FigureNumbers>();
        for (var line = 2; cells.ContainsKey($"A{line}"); line++)
        {
            var (key, numbers) = Row(name =>
                cells.GetValueOrDefault($"{SheetPlace.Letters(columns[name])}{line}") is { } cell
                    ? cell.Text
                        ?? cell.Number?.ToString(CultureInfo.InvariantCulture)
                        ?? string.Empty
                    : string.Empty
            );
            all.Add(key, numbers);
        }
        return all;
    }

    /// <summary>The title of the table, and the places of its columns by name.</summary>
    private async Task<(string Title, Dictionary<string, int> Columns)> TableAsync()
    {
        var table = Scene
            .Service<RoundExportTables>()
            .Of(await Scene.RoundAsync(Scene.Second), ExportWords.Dutch)
            .Single(table => table.Name == "adoption");
        return (
            ExportWords.Dutch.Title(table),
            table.Columns.Select((column, at) => (column.Name, at)).ToDictionary()
        );
    }

    private static KeyValuePair<FigureKey, FigureNumbers> Row(Func<string, string> cell) =>
        new(
            new(cell("standard"), cell("view"), cell("dimension"), cell("value")),
            new(
                int.Parse(cell("passed"), CultureInfo.InvariantCulture),
                int.Parse(cell("failed"), CultureInfo.InvariantCulture),
                int.Parse(cell("excluded"), CultureInfo.InvariantCulture),
                int.Parse(cell("explained"), CultureInfo.InvariantCulture),
                cell("percentage") is { Length: > 0 } percentage
                    ? decimal.Parse(percentage, CultureInfo.InvariantCulture)
                    : null
            )
        );
}

/// <summary>What a figure is of, in public words; the value is empty for all domains.</summary>
internal sealed record FigureKey(string Standard, string View, string Dimension, string Value);

/// <param name="Percentage">Null where nothing was measured, or too little for a percentage.</param>
internal sealed record FigureNumbers(
    int Passed,
    int Failed,
    int Excluded,
    int Explained,
    decimal? Percentage
)
{
    public int Measured => Passed + Failed;
}
