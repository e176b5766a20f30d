using System.Text;
using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Comparison;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Cli;

/// <summary>Results of a batch of internet.nl, held against a round.</summary>
public sealed class RoundCompareCommandTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compare_counts_agreements_and_lists_differences()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var ours = await ResultsAsync(scene);
        var passing = ours.First(r => OutcomeOf(r) == "passed").GetProperty("domain").GetString()!;
        var failing = ours.First(r => OutcomeOf(r) == "failed").GetProperty("domain").GetString()!;
        var others = ours.Select(r => r.GetProperty("domain").GetString()!)
            .Where(d => d != passing && d != failing)
            .Take(2)
            .ToList();
        var file = Path.Combine(scene.NewDirectory(), "batch.json");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(
                new
                {
                    request = new
                    {
                        request_type = "mail",
                        finished_date = "2026-11-01T06:41:12.654321+00:00",
                    },
                    domains = new Dictionary<string, object>
                    {
                        [passing] = Domain(exist: "passed", valid: "failed"),
                        [failing] = Domain(exist: "failed", valid: "not_tested"),
                        [others[0]] = new { status = "error" },
                        [others[1]] = Domain(exist: "not_tested", valid: "not_tested"),
                        ["nowhere.example"] = Domain(exist: "passed", valid: "passed"),
                        ["-no.example"] = new { status = "ok" },
                    },
                }
            ),
            Cancellation
        );

        var (status, output, error) = await RunAsync(scene, file);

        (status, error).ShouldBe((0, string.Empty));
        using var printed = JsonDocument.Parse(output);
        var root = printed.RootElement;
        root.GetProperty("compared").GetInt32().ShouldBe(3);
        root.GetProperty("onlyOurs").GetInt32().ShouldBe(ours.Count - 4);
        root.GetProperty("onlyTheirs")[0].GetString().ShouldBe("nowhere.example");
        root.GetProperty("theirErrors")[0].GetString().ShouldBe(others[0]);
        root.GetProperty("unreadable").GetInt32().ShouldBe(1);
        var dane = root.GetProperty("standards")
            .EnumerateArray()
            .Single(s => s.GetProperty("standard").GetString() == "dane");
        dane.GetProperty("same").GetInt32().ShouldBe(1);
        dane.GetProperty("oursPasses").GetInt32().ShouldBe(1);
        dane.GetProperty("theirsPasses").GetInt32().ShouldBe(0);
        dane.GetProperty("notComparable").GetInt32().ShouldBe(1);
        var difference = root.GetProperty("differences").EnumerateArray().Single();
        difference.GetProperty("domain").GetString().ShouldBe(passing);
        difference.GetProperty("agreement").GetString().ShouldBe("ours-passes");
        difference
            .GetProperty("theirTests")
            .EnumerateArray()
            .Select(t => t.GetString())
            .ShouldBe(["mail_starttls_dane_valid: bad"]);
    }

    /// <summary>The example of an answer of internet.nl: eight domains, of which one is an error.</summary>
    [Fact]
    public async Task Sample_of_internet_nl_is_read_as_it_says()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var sample = Path.Combine(
            AppContext.BaseDirectory,
            "Api",
            "Samples",
            "batch-v2-result-mail.json"
        );
        // Our round has these domains of it; by us d1 and d2 pass and d4 fails.
        foreach (
            var (ours, theirs) in new[]
            {
                ("d1.example", "voorbeeldstad.example"),
                ("d2.example", "proefdam.example"),
                ("d4.example", "müßiggang.example"),
                ("d5.example", "proefuitvoering.example"),
                ("d6.example", "nergenshuizen.example"),
            }
        )
        {
            await RenameAsync(scene, ours, NameOf(theirs).Value);
        }
        var outcomes = (await ResultsAsync(scene)).ToDictionary(
            result => result.GetProperty("domain").GetString()!,
            OutcomeOf
        );

        var (status, output, error) = await RunAsync(scene, sample);

        (status, error).ShouldBe((0, string.Empty));
        using var printed = JsonDocument.Parse(output);
        var root = printed.RootElement;
        root.GetProperty("compared").GetInt32().ShouldBe(4);
        root.GetProperty("onlyTheirs")
            .EnumerateArray()
            .Select(domain => domain.GetString())
            .ShouldBe(
                ["schijnhoven.example", "proefzaken.example", "testenbroek.example"],
                ignoreOrder: true
            );
        root.GetProperty("theirErrors")
            .EnumerateArray()
            .Select(domain => domain.GetString())
            .ShouldBe(["nergenshuizen.example"]);
        root.GetProperty("unreadable").GetInt32().ShouldBe(0);
        // All good, a record that does not match, no TLSA record, and an internationalised name that is good.
        var passes = new Dictionary<string, bool>
        {
            ["voorbeeldstad.example"] = true,
            ["proefdam.example"] = false,
            ["proefuitvoering.example"] = false,
            [NameOf("müßiggang.example").Value] = true,
        };
        var compared = passes
            .Where(of => outcomes[of.Key] is "passed" or "failed")
            .Select(of => (Ours: outcomes[of.Key] == "passed", Theirs: of.Value))
            .ToList();
        compared.Count.ShouldBeGreaterThan(2);
        var dane = root.GetProperty("standards")
            .EnumerateArray()
            .Single(s => s.GetProperty("standard").GetString() == "dane");
        dane.GetProperty("same").GetInt32().ShouldBe(compared.Count(of => of.Ours == of.Theirs));
        dane.GetProperty("oursPasses")
            .GetInt32()
            .ShouldBe(compared.Count(of => of is { Ours: true, Theirs: false }));
        dane.GetProperty("theirsPasses")
            .GetInt32()
            .ShouldBe(compared.Count(of => of is { Ours: false, Theirs: true }));
    }

    /// <summary>What it says of each domain, as samples of the batch API are described.</summary>
    [Theory]
    [InlineData("voorbeeldstad.example", TheirWord.Passed, TheirWord.Passed)]
    [InlineData("proefdam.example", TheirWord.Passed, TheirWord.Failed)]
    [InlineData("proefuitvoering.example", TheirWord.Passed, TheirWord.Failed)]
    [InlineData("schijnhoven.example", TheirWord.Failed, TheirWord.NotTested)]
    [InlineData("proefzaken.example", TheirWord.NotTested, TheirWord.NotTested)]
    [InlineData("testenbroek.example", TheirWord.Error, TheirWord.NotTested)]
    [InlineData("müßiggang.example", TheirWord.Passed, TheirWord.Passed)]
    [InlineData("nergenshuizen.example", null, null)]
    public async Task Domain_of_the_sample_has_its_outcomes(
        string domain,
        TheirWord? startTls,
        TheirWord? dane
    )
    {
        await using var stream = File.OpenRead(
            Path.Combine(AppContext.BaseDirectory, "Api", "Samples", "batch-v2-result-mail.json")
        );

        var (file, problem) = await BatchResultFile.ReadAsync(stream, Cancellation);

        problem.ShouldBeNull();
        file!.Domains.Count.ShouldBe(8);
        var found = file.Domains[NameOf(domain)];
        TheirWord? WordOf(FigureStandard standard) => found is null ? null : found[standard].Word;
        WordOf(FigureStandard.StartTls).ShouldBe(startTls);
        WordOf(FigureStandard.Dane).ShouldBe(dane);
    }

    private static DomainName NameOf(string text)
    {
        MailDomainInput.TryRead(text, out var name, out _).ShouldBeTrue();
        return name!;
    }

    private static async Task RenameAsync(ExportScene scene, string from, string to)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        (
            await db.Database.ExecuteSqlAsync(
                $"UPDATE measured_domains SET name = {to} WHERE name = {from}",
                Cancellation
            )
        ).ShouldBe(1);
    }

    [Theory]
    [InlineData("", ResultFileProblem.Unreadable)]
    [InlineData("{\"domains\":{", ResultFileProblem.Unreadable)]
    [InlineData("[]", ResultFileProblem.NotResults)]
    [InlineData("{}", ResultFileProblem.NotResults)]
    [InlineData("{\"domains\":[]}", ResultFileProblem.NotResults)]
    [InlineData("{\"request\":{\"request_type\":\"web\"},\"domains\":{}}", ResultFileProblem.Web)]
    public async Task File_that_is_no_result_is_refused(string text, ResultFileProblem problem)
    {
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));

        (await BatchResultFile.ReadAsync(stream, Cancellation)).ShouldBe((null, problem));
    }

    [Theory]
    [InlineData("{\"a.example\":1}")]
    [InlineData("{\"a.example\":{\"status\":\"ok\"}}")]
    [InlineData("{\"a.example\":{\"status\":1,\"results\":{\"tests\":{}}}}")]
    public async Task Domain_without_results_is_one_that_was_not_tested(string domains)
    {
        await using var stream = new MemoryStream(
            Encoding.UTF8.GetBytes("{\"domains\":" + domains + "}")
        );

        var (file, _) = await BatchResultFile.ReadAsync(stream, Cancellation);

        file!.Domains.Values.ShouldHaveSingleItem().ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"mail_starttls_dane_exist\":3}")]
    [InlineData("{\"mail_starttls_dane_exist\":{\"status\":\"splendid\",\"verdict\":\"good\"}}")]
    public void Test_that_is_not_as_described_counts_as_not_tested(string tests)
    {
        using var document = JsonDocument.Parse(tests);

        TheirOutcome
            .Read(document.RootElement)[FigureStandard.Dane]
            .Word.ShouldBe(TheirWord.NotTested);
    }

    private static object Domain(string exist, string valid) =>
        new
        {
            status = "ok",
            results = new
            {
                tests = new Dictionary<string, object>
                {
                    ["mail_starttls_dane_exist"] = Test(exist),
                    ["mail_starttls_dane_valid"] = Test(valid),
                },
            },
        };

    private static object Test(string status) =>
        new
        {
            status,
            verdict = status switch
            {
                "passed" => "good",
                "failed" => "bad",
                _ => "not-tested",
            },
        };

    private static string? OutcomeOf(JsonElement result) =>
        result.GetProperty("standards").GetProperty("dane").GetProperty("forum").GetString();

    private static async Task<List<JsonElement>> ResultsAsync(ExportScene scene)
    {
        var (status, output, error) = await CallAsync(
            scene,
            "round",
            "results",
            $"{scene.Second}",
            "--json"
        );
        (status, error).ShouldBe((0, string.Empty));
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    private static Task<(int Status, string Output, string Error)> RunAsync(
        ExportScene scene,
        string file
    ) => CallAsync(scene, "round", "compare", $"{scene.Second}", file, "--json");

    private static async Task<(int Status, string Output, string Error)> CallAsync(
        ExportScene scene,
        params string[] arguments
    )
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await RoundCommand.RunAsync(
            [.. arguments, $"--ConnectionStrings:Dashboard={scene.Database}"],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        CommandSchemas.ShouldHold(arguments, output.ToString());
        return (status, output.ToString(), error.ToString());
    }
}
