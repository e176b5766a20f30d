using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Check.Terminal;
using Dashboard.Core.Adoption;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Reports;

namespace Dashboard.Web.Tests.Exports;

/// <summary>
/// What a published round says of agreements, providers, mail flow and organisations is the same wherever it is read: by command and API, in
/// the exports, in the report and on pages.
/// </summary>
public sealed class OneNumberTablesTests(PublishedScene published) : IClassFixture<PublishedScene>
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    private static readonly Column[] OfAgreements =
    [
        new("mean", "mean", IsPercentage: true),
        new("meetsAll.passed", "meetsAll"),
        new("meetsAll.measured", "measuredOnAll"),
    ];

    private static readonly Column[] OfProviders =
    [
        new("domains", "domains"),
        new("protected", "protected"),
        new("wouldBecomeProtected", "wouldBecomeProtected"),
        new("ownZoneFirst", "ownZoneFirst"),
        new("needsTwo", "needsTwo"),
    ];

    private static readonly Column[] OfMailFlow =
    [
        new("proven", "proven", IsPercentage: true),
        new("possible", "possible", IsPercentage: true),
        new("amongTested", "amongTested", IsPercentage: true),
        new("pairs", "pairs"),
        new("protected", "pairsProtected"),
        new("partly", "pairsPartly"),
        new("not", "pairsNot"),
        new("unknown", "pairsUnknown"),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ExportScene Scene => published.Scene;

    [Fact]
    public async Task Agreements_are_the_same_everywhere()
    {
        static string Key(JsonElement row) =>
            $"{row.GetProperty("agreement")} {row.GetProperty("view")}";
        var command = Rows(await CommandAsync("agreements"), Key, OfAgreements);

        command.Count.ShouldBeGreaterThan(1);
        Rows(await ApiAsync("agreements"), Key, OfAgreements).ShouldBe(command, ignoreOrder: true);
        Rows(await ExportAsync("agreements"), Key, Exported(OfAgreements))
            .ShouldBe(command, ignoreOrder: true);
        var report = await ReportDocumentTests.PageAsync(Scene, Scene.Second, "nl");
        foreach (
            var (view, counted) in new[] { ("strict", "streng"), ("forum", "zoals Forum telt") }
        )
        {
            var expected = command
                .Where(row => row.Key.EndsWith($" {view}", StringComparison.Ordinal))
                .ToList();
            expected.ShouldNotBeEmpty();
            var shown = (await PageAsync($"/adoption?round={Scene.Second}&view={view}"))
                .QuerySelectorAll(".agreements li")
                .Select(item => item.TextContent)
                .ToList();
            shown.Count.ShouldBe(expected.Count);
            foreach (var (_, cells) in expected)
            {
                var (number, of) = (
                    cells.Split('|')[0],
                    string.Join(" van ", cells.Split('|')[1..])
                );
                number.ShouldNotBe("–");
                var mean = number + "%";
                shown.ShouldContain(
                    item => item.Contains($"gemiddeld {mean}; {of} ", StringComparison.Ordinal),
                    cells
                );
                report.Body!.TextContent.ShouldMatch(
                    $@"is {mean}; [^;]*{of}[^;]*\(geteld: {counted}\)"
                );
            }
        }
    }

    [Fact]
    public async Task Providers_are_the_same_everywhere()
    {
        static string Key(JsonElement row) => row.GetProperty("provider").GetString()!;
        var command = Rows(await CommandAsync("providers"), Key, OfProviders);
        var exported = await ExportAsync("providers");

        command.Count.ShouldBeGreaterThan(2);
        Rows(await ApiAsync("providers"), Key, OfProviders).ShouldBe(command, ignoreOrder: true);
        Rows(exported.Where(row => IsEmpty(row, "layer")), Key, Exported(OfProviders))
            .ShouldBe(command, ignoreOrder: true);
        var report = await ReportDocumentTests.PageAsync(Scene, Scene.Second, "nl");
        var ofReport = ReportDocumentTests
            .Rows(report, "T7")
            .ToDictionary(row => $"{row[0]} {row[1]}", row => string.Join('|', row[2..]));
        ofReport.ShouldBe(
            Rows(
                exported,
                row =>
                    $"{(IsEmpty(row, "layer") ? "alle lagen" : row.GetProperty("layerName"))} {Named(Key(row))}",
                Exported(OfProviders)
            ),
            ignoreOrder: true
        );
        // The page has the one that could change most first, and its columns in that order.
        var page = await PageAsync($"/providers?round={Scene.Second}");
        TableRows(page.QuerySelector("table.figures")!)
            .ToDictionary(
                row => row[0],
                row => string.Join('|', row[5], row[4], row[1], row[2], row[3])
            )
            .ShouldBe(
                command.ToDictionary(row => Named(row.Key), row => row.Value),
                ignoreOrder: true
            );
        ChartTable(await PageAsync($"/adoption?round={Scene.Second}"), "providers")
            .ToDictionary(row => row[0], row => string.Join('|', row[1..]))
            .ShouldBe(
                command.ToDictionary(row => Named(row.Key), row => row.Value),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Mail_flow_is_the_same_everywhere()
    {
        static string Key(JsonElement row) =>
            IsEmpty(row, "sender")
                ? "all"
                : $"{row.GetProperty("sender")} {row.GetProperty("receiver")}";
        var command = Flows(await CommandAsync("mail-flow"));
        var exported = await ExportAsync("mail-flow");

        command.Count.ShouldBeGreaterThan(9);
        Flows(await ApiAsync("mail-flow")).ShouldBe(command, ignoreOrder: true);
        Rows(exported, Key, Exported(OfMailFlow)).ShouldBe(command, ignoreOrder: true);
        var named = Rows(
            exported,
            row =>
                IsEmpty(row, "sender")
                    ? "alle lagen alle lagen"
                    : $"{row.GetProperty("senderName")} {row.GetProperty("receiverName")}",
            Exported(OfMailFlow)
        );
        var report = await ReportDocumentTests.PageAsync(Scene, Scene.Second, "nl");
        ReportDocumentTests
            .Rows(report, "T6")
            .ToDictionary(row => $"{row[0]} {row[1]}", row => string.Join('|', row[2..]))
            .ShouldBe(named, ignoreOrder: true);
        var page = await PageAsync($"/adoption?round={Scene.Second}");
        ChartTable(page, "mail-flow")
            .ToDictionary(row => $"{row[0]} {row[1]}", row => string.Join('|', row[2..]))
            .ShouldBe(named, ignoreOrder: true);
        // The matrix has the three shares of each cell, in the same order.
        var matrix = page.QuerySelector("table.heat-map")!;
        var receivers = matrix
            .QuerySelectorAll("thead th")
            .Skip(1)
            .Select(head => head.TextContent)
            .ToList();
        var cells = matrix
            .QuerySelectorAll("tbody tr")
            .SelectMany(
                row => row.QuerySelectorAll("td"),
                (row, cell) => (Sender: row.QuerySelector("th")!.TextContent, Cell: cell)
            )
            .Select(
                (at, index) =>
                    (Key: $"{at.Sender} {receivers[index % receivers.Count]}", at.Cell.TextContent)
            )
            .Where(cell => cell.TextContent != "–")
            .ToList();
        cells.Count.ShouldBeGreaterThan(4);
        foreach (var (key, text) in cells)
        {
            foreach (var share in named[key].Split('|')[..3].Where(share => share != "–"))
            {
                text.ShouldContain(share + "%", Case.Sensitive, key);
            }
        }
    }

    [Fact]
    public async Task Organisations_are_the_same_everywhere()
    {
        Column[] columns =
        [
            new("protected", "protected"),
            new("measured", "measured"),
            new("sendingTested", "sendingTested"),
            new("sendingDomains", "sendingDomains"),
        ];
        static string Key(JsonElement row) =>
            $"{row.GetProperty("organisation")} {row.GetProperty("layer")} {row.GetProperty("sending")}";
        var api = await ApiAsync("organisations");
        var exported = await ExportAsync("organisations");

        Rows(api, Key, columns).Count.ShouldBe(5);
        Rows(exported, Key, Exported(columns)).ShouldBe(Rows(api, Key, columns), ignoreOrder: true);
        // On pages and in the report they are counted, by layer and all together.
        var counted = exported
            .GroupBy(row => row.GetProperty("layerName").GetString()!)
            .ToDictionary(
                of => of.Key,
                of =>
                    string.Join(
                        '|',
                        of.Count(row =>
                            Of(row) is var (passed, measured) && measured > 0 && passed == measured
                        ),
                        of.Count(row =>
                            Of(row) is var (passed, measured) && passed > 0 && passed < measured
                        ),
                        of.Count(row =>
                            Of(row) is var (passed, measured) && measured > 0 && passed == 0
                        ),
                        of.Count(row => Of(row).Measured == 0)
                    )
            );
        ChartTable(await PageAsync($"/adoption?round={Scene.Second}"), "organisations")
            .ToDictionary(row => row[0], row => string.Join('|', row[1..]))
            .ShouldBe(counted, ignoreOrder: true);
        var report = await ReportDocumentTests.PageAsync(Scene, Scene.Second, "nl");
        var sending = ReportDocumentTests.Rows(report, "T5").Single(row => row[0] == "alle lagen");
        int Sends(string state) =>
            exported.Count(row => row.GetProperty("sending").GetString() == state);
        sending[1..6]
            .ShouldBe([
                $"{exported.Count}",
                $"{Sends("enforces") + Sends("does-not")}",
                $"{Sends("enforces")}",
                $"{Sends("does-not")}",
                $"{Sends("unknown")}",
            ]);
    }

    private static (int Protected, int Measured) Of(JsonElement row) =>
        (row.GetProperty("protected").GetInt32(), row.GetProperty("measured").GetInt32());

    /// <param name="Name">In commands and the API; below an object with a point.</param>
    /// <param name="InExport">In the tables of the exports.</param>
    private sealed record Column(string Name, string InExport, bool IsPercentage = false);

    private static Column[] Exported(Column[] columns) =>
        [.. columns.Select(column => column with { Name = column.InExport })];

    /// <summary>The cells of each row as a Dutch reader sees them.</summary>
    private static Dictionary<string, string> Rows(
        IEnumerable<JsonElement> rows,
        Func<JsonElement, string> key,
        Column[] columns
    ) =>
        rows.ToDictionary(
            key,
            row =>
                string.Join(
                    '|',
                    columns.Select(column => Shown(At(row, column.Name), column.IsPercentage))
                )
        );

    private static Dictionary<string, string> Flows(IReadOnlyList<JsonElement> report)
    {
        var flow = report.Single();
        return Rows(
                flow.GetProperty("cells").EnumerateArray(),
                row => $"{row.GetProperty("sender")} {row.GetProperty("receiver")}",
                OfMailFlow
            )
            .Append(Rows([flow.GetProperty("all")], _ => "all", OfMailFlow).Single())
            .ToDictionary();
    }

    private static JsonElement At(JsonElement row, string path) =>
        path.Split('.').Aggregate(row, (at, name) => at.GetProperty(name));

    private static string Shown(JsonElement number, bool isPercentage) =>
        number.ValueKind == JsonValueKind.Null
            ? "–"
            : number.GetDecimal().ToString(isPercentage ? "N1" : "N0", Dutch);

    private static bool IsEmpty(JsonElement row, string name) =>
        !row.TryGetProperty(name, out var cell) || cell.ValueKind == JsonValueKind.Null;

    private static string Named(string provider) =>
        provider == MailProvider.Own ? "Eigen mailserver" : provider;

    private async Task<IReadOnlyList<JsonElement>> CommandAsync(string word)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await RoundCommand.RunAsync(
            [
                "round",
                word,
                Scene.Second.ToString(CultureInfo.InvariantCulture),
                "--json",
                $"--ConnectionStrings:Dashboard={Scene.Database}",
            ],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        (status, error.ToString()).ShouldBe((0, string.Empty));
        return Read(output.ToString());
    }

    private async Task<IReadOnlyList<JsonElement>> ApiAsync(string resource) =>
        Read(
            await Scene.App.Client.GetStringAsync(
                $"/api/v1/rounds/{Scene.Second}/{resource}",
                Cancellation
            )
        );

    private async Task<IReadOnlyList<JsonElement>> ExportAsync(string table)
    {
        var (directory, _) = await Scene.WriteAsync(Scene.Second, ExportFormat.Json);
        return Read(
            await File.ReadAllTextAsync(Path.Combine(directory, $"{table}.json"), Cancellation)
        );
    }

    /// <summary>The rows of an array, or the one object.</summary>
    private static IReadOnlyList<JsonElement> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
    }

    private async Task<IDocument> PageAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd("nl");
        using var response = await Scene.App.Client.SendAsync(request, Cancellation);
        return new HtmlParser().ParseDocument(
            await response.Content.ReadAsStringAsync(Cancellation)
        );
    }

    /// <summary>The table under a chart.</summary>
    private static List<List<string>> ChartTable(IDocument page, string slug) =>
        TableRows(page.QuerySelector($"[aria-labelledby={slug}-title] .chart-table table")!);

    private static List<List<string>> TableRows(IElement table) =>
        [
            .. table
                .QuerySelectorAll("tbody tr")
                .Select(row => row.Children.Select(cell => cell.TextContent.Trim()).ToList()),
        ];
}
