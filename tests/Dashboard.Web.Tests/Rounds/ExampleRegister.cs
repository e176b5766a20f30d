using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core.Tests;
using Dashboard.Web.Cli;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Organisations;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>The worked example, read from its file, and as files of the two registers: who has which domain in which round.</summary>
internal static class ExampleRegister
{
    public static JsonElement Example { get; } =
        JsonDocument
            .Parse(
                RepositoryFiles.Read("tests/Dashboard.Core.Tests/Adoption/adoption-example.json")
            )
            .RootElement;

    /// <summary>Takes in the organisations, as an operator does.</summary>
    public static Task ImportOrganisationsAsync(string database) =>
        ImportAsync(
            database,
            "roo",
            RegisterFiles.RooStart
                + string.Concat(
                    Example
                        .GetProperty("organisations")
                        .EnumerateArray()
                        .Select(o => Organisation(o.GetProperty("id").GetString()!))
                )
                + RegisterFiles.RooEnd
        );

    /// <summary>Takes in the domains of a round; one that was on the list and is not any more ends on the day.</summary>
    /// <param name="round"><c>round1</c> or <c>round2</c>.</param>
    public static Task ImportDomainsAsync(string database, string round, DateOnly today) =>
        ImportAsync(
            database,
            "rio",
            RegisterFiles.RioStart
                + string.Concat(
                    Example
                        .GetProperty("domains")
                        .EnumerateArray()
                        .GroupBy(d => d.GetProperty("organisation").GetString()!)
                        .Select(of =>
                            Organisation(
                                of.Key,
                                $"<p:domeinnaamregistraties>{string.Concat(of.Select(d => Registration(d, round, today)))}</p:domeinnaamregistraties>"
                            )
                        )
                )
                + RegisterFiles.RioEnd
        );

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task RunAsync(string database, params string[] words)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await RegisterCommand.RunAsync(
            [.. words, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            TestContext.Current.CancellationToken
        );
        (status, error.ToString()).ShouldBe((0, string.Empty), output.ToString());
    }

    private static async Task ImportAsync(string database, string source, string xml)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-example-");
        try
        {
            var file = Path.Combine(folder.FullName, $"{source}.xml");
            await File.WriteAllTextAsync(file, xml, TestContext.Current.CancellationToken);
            await RunAsync(database, "import", "--source", source, file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Organisation(string id, string more = "")
    {
        var layer = Example
            .GetProperty("organisations")
            .EnumerateArray()
            .Single(o => o.GetProperty("id").GetString() == id)
            .GetProperty("layer")
            .GetString();
        return RegisterFiles.Organisation(
            id,
            $"<p:naam>{id}</p:naam><p:types><p:type>{(layer == "Rijk" ? "Ministerie" : layer)}</p:type></p:types>{more}"
        );
    }

    private static string Registration(JsonElement domain, string round, DateOnly today)
    {
        var isOn = domain.GetProperty(round).ValueKind != JsonValueKind.Null;
        var end = isOn ? "" : $"<p:opgezegdSinds>{today:yyyy-MM-dd}</p:opgezegdSinds>";
        return !isOn && round == "round1"
            ? ""
            : $"<p:domeinnaamregistratie><p:naam>{domain.GetProperty("id").GetString()}.example</p:naam><p:geregistreerdSinds>2005-03-01</p:geregistreerdSinds>{end}</p:domeinnaamregistratie>";
    }
}
