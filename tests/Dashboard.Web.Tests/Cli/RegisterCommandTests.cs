using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Organisations;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Cli;

public sealed class RegisterCommandTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_prints_one_document_and_says_by_its_status_that_lines_were_refused()
    {
        var database = await postgres.CreateDatabaseAsync();

        var roo = await RunAsync(
            database,
            "import",
            "--source",
            "roo",
            Sample("exportOO-sample.xml"),
            "--json"
        );
        roo.Status.ShouldBe(0);
        using var first = JsonDocument.Parse(roo.Out);
        first
            .RootElement.EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe(["snapshot", "organisations", "domains", "refused", "warnings"]);
        Numbers(first, "organisations")
            .ShouldBe(["added 44", "changed 0", "moved 0", "ended 0", "missing 0", "unchanged 0"]);

        var rio = await RunAsync(
            database,
            "import",
            "--source=rio",
            Sample("exportRIO-sample.xml"),
            "--json"
        );
        rio.Status.ShouldBe(1);
        using var second = JsonDocument.Parse(rio.Out);
        Numbers(second, "domains")
            .ShouldBe([
                "added 15",
                "changed 0",
                "moved 0",
                "ended 0",
                "missing 0",
                "unchanged 0",
                "hosts 8",
            ]);
        second
            .RootElement.GetProperty("refused")
            .EnumerateArray()
            .Select(problem => problem.GetProperty("reason").GetString())
            .ShouldBe(
                ["ip-address", "not-a-name", "wildcard", "empty", "ip-address"],
                ignoreOrder: true
            );

        var sheet = await RunAsync(
            database,
            "import",
            "--source",
            "list",
            Sample("list.xlsx"),
            "--list",
            "blad",
            "--json"
        );
        using var third = JsonDocument.Parse(sheet.Out);
        third.RootElement.GetProperty("snapshot").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Import_with_preview_changes_nothing()
    {
        var database = await postgres.CreateDatabaseAsync();
        string[] preview =
        [
            "import",
            "--source",
            "roo",
            Sample("exportOO-sample.xml"),
            "--preview",
            "--json",
        ];

        var once = await RunAsync(database, preview);
        var twice = await RunAsync(database, preview);

        twice.Out.ShouldBe(once.Out);
        using var shown = JsonDocument.Parse(once.Out);
        shown.RootElement.GetProperty("snapshot").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Import_of_a_file_that_is_refused_whole_is_one_entry_at_line_0()
    {
        var database = await postgres.CreateDatabaseAsync();

        var run = await RunAsync(
            database,
            "import",
            "--source",
            "rio",
            Sample("list.csv"),
            "--json"
        );

        run.Status.ShouldBe(1);
        using var document = JsonDocument.Parse(run.Out);
        var refused = document.RootElement.GetProperty("refused").EnumerateArray().ToList();
        refused.Count.ShouldBe(1);
        refused[0].GetProperty("line").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("import", "--source", "roo")]
    [InlineData("import", "--source", "manual", "x.xml")]
    [InlineData("import", "x.xml")]
    [InlineData("import", "--source", "list", "x.csv", "--colour")]
    [InlineData("link", "1", "2")]
    [InlineData("link", "1", "2", "--from", "1 januari")]
    [InlineData("link", "1", "--from", "2026-01-01")]
    [InlineData("link", "1", "2", "--from", "2026-01-01", "--until", "2027-01-01")]
    [InlineData("unlink", "1")]
    [InlineData("correct", "1", "layer", "gr")]
    [InlineData("correct", "1", "layer", "--reason", "x")]
    [InlineData("correct", "1", "layer", "gr", "--none", "--reason", "x")]
    [InlineData("correct", "1", "colour", "red", "--reason", "x")]
    [InlineData("domain", "1", "a.example")]
    [InlineData("domain", "1", "a.example", "--from", "1 januari", "--reason", "x")]
    [InlineData("domain", "1", "a.example", "--open", "--until=2027-01-01", "--reason=x")]
    [InlineData("domain", "1", "a.example", "--withdraw", "--open", "--reason=x")]
    [InlineData("move", "1", "2", "--from=2027-01-01", "--reason=x")]
    [InlineData("move", "1", "2", "a.example", "--reason=x")]
    [InlineData("join", "1", "2", "3", "--reason=x")]
    [InlineData("join", "1", "2", "--reason")]
    [InlineData("unknown")]
    public async Task Mistake_in_the_arguments_is_one_line_and_status_2(params string[] words)
    {
        var run = await RunAsync("Host=127.0.0.1;Port=9", words);

        run.Status.ShouldBe(ExitStatus.Fault);
        run.Out.ShouldBeEmpty();
        run.Error.TrimEnd().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Changes_by_hand_print_what_was_asked_and_a_refusal_is_status_1()
    {
        var database = await postgres.CreateDatabaseAsync();
        await RunAsync(database, "import", "--source", "roo", Sample("exportOO-sample.xml"));

        (string Words, string Printed)[] changes =
        [
            (
                "domain 90017 een.example --from 2026-01-01",
                """{"organisation":"90017","domain":"een.example","from":"2026-01-01","until":null,"open":false,"withdraw":false,"reason":"x"}"""
            ),
            (
                "correct 90017 main-domain een.example",
                """{"organisation":"90017","field":"main-domain","value":"een.example","withdraw":false,"reason":"x"}"""
            ),
            (
                "correct 90017 main-domain --withdraw",
                """{"organisation":"90017","field":"main-domain","value":null,"withdraw":true,"reason":"x"}"""
            ),
            (
                "correct 90017 province --none",
                """{"organisation":"90017","field":"province","value":null,"withdraw":false,"reason":"x"}"""
            ),
            (
                "move 90017 90018 een.example --from=2026-02-01",
                """{"organisation":"90017","to":"90018","from":"2026-02-01","domains":["een.example"],"reason":"x"}"""
            ),
            (
                "domain 90018 een.example --withdraw",
                """{"organisation":"90018","domain":"een.example","from":null,"until":null,"open":false,"withdraw":true,"reason":"x"}"""
            ),
            (
                "link 90017 90019 90018 --from 2030-01-01",
                """[{"old":"90017","new":"90018","from":"2030-01-01"},{"old":"90019","new":"90018","from":"2030-01-01"}]"""
            ),
            ("unlink 90019", """{"organisation":"90019","reason":"x"}"""),
            (
                "link 90020 90018 --from 2030-01-01",
                """{"old":"90020","new":"90018","from":"2030-01-01"}"""
            ),
        ];
        foreach (var (words, printed) in changes)
        {
            var run = await RunAsync(database, [.. words.Split(' '), "--reason", "x", "--json"]);
            run.Error.ShouldBeEmpty(words);
            (run.Status, run.Out.TrimEnd()).ShouldBe((0, printed));
        }

        var refused = await RunAsync(database, "join", "90017", "90018", "--reason", "x");
        refused.Status.ShouldBe(1);
        refused.Error.ShouldContain("only one of lists is joined");
        var unknown = await RunAsync(database, "unlink", "none", "--reason", "x");
        (unknown.Status, unknown.Error.TrimEnd()).ShouldBe((1, "there is no such organisation"));
        var empty = await RunAsync(database, "unlink", "90017", "--reason", " ");
        empty.Status.ShouldBe(1);
        empty.Error.ShouldContain("the reason is empty");
    }

    [Fact]
    public void Every_refusal_of_a_change_has_its_words_in_both_languages()
    {
        var said = Enum.GetValues<CorrectionRefusal>()
            .SelectMany(refusal =>
                new[] { (CommandTexts)new EnglishCommandTexts(), new DutchCommandTexts() }.Select(
                    texts => RegisterCommandTexts.Of(texts).Refusal(refusal)
                )
            )
            .ToList();

        said.Distinct().Count().ShouldBe(said.Count);
    }

    [Fact]
    public async Task Unavailable_database_is_one_line_and_status_2()
    {
        var run = await RunAsync(
            "Host=127.0.0.1;Port=9;Username=nobody;Database=none",
            "import",
            "--source",
            "roo",
            Sample("exportOO-sample.xml")
        );

        run.Status.ShouldBe(ExitStatus.Fault);
        run.Error.TrimEnd().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Help_is_there_in_both_languages()
    {
        var english = await RunAsync("", "--help");
        english.Status.ShouldBe(0);
        english.Out.ShouldContain("Usage:");
        var dutch = await RunAsync("", new DutchCommandTexts(), ["import", "--help"]);
        dutch.Status.ShouldBe(0);
        dutch.Out.ShouldContain("Gebruik:");
    }

    private static string Sample(string name) => RegisterFiles.PathOf(name);

    private static string[] Numbers(JsonDocument document, string of) =>
        [
            .. document
                .RootElement.GetProperty(of)
                .EnumerateObject()
                .Select(property => $"{property.Name} {property.Value.GetInt32()}"),
        ];

    private static Task<(int Status, string Out, string Error)> RunAsync(
        string database,
        params string[] words
    ) => RunAsync(database, new EnglishCommandTexts(), words);

    private static async Task<(int Status, string Out, string Error)> RunAsync(
        string database,
        CommandTexts texts,
        string[] words
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await RegisterCommand.RunAsync(
            [.. words, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            texts,
            Stop
        );
        CommandSchemas.ShouldHold(["register", .. words], output.ToString());
        return (status, output.ToString(), error.ToString());
    }
}
