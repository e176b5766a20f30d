using Dashboard.Check.Terminal;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Reports;

public sealed class ReportCommandTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_is_the_file_of_the_site_and_a_pdf_where_that_is_asked()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        var place = scene.NewDirectory();
        var html = Path.Combine(place, "report.html");
        var pdf = Path.Combine(place, "report.pdf");

        (await RunAsync(scene, $"{scene.Second}", "--language", "en", "--output", html)).ShouldBe(
            (0, string.Empty, string.Empty)
        );
        (
            await RunAsync(scene, $"{scene.Second}", $"--output={pdf}", $"--{ReportScene.Chromium}")
        ).ShouldBe((0, string.Empty, string.Empty));

        var expected = await scene.HtmlAsync(scene.Second, "en");
        (await File.ReadAllTextAsync(html, Cancellation)).ShouldBe(expected);
        (await RunAsync(scene, $"{scene.Second}", "--language=en")).Output.ShouldBe(expected);
        (await File.ReadAllBytesAsync(pdf, Cancellation))[..5].ShouldBe("%PDF-"u8.ToArray());
    }

    [Fact]
    public async Task Report_is_refused_where_there_is_none()
    {
        await using var scene = await ExportScene.StartAsync(postgres);

        var (status, output, error) = await RunAsync(scene, "9999");
        (status, output).ShouldBe((1, string.Empty));
        error.ShouldContain("no round");
        (status, output, error) = await RunAsync(
            scene,
            $"{scene.Second}",
            "--output=report.pdf",
            "--Reports:Chromium=/none/chromium"
        );
        (status, output).ShouldBe((1, string.Empty));
        error.ShouldContain("Reports:Chromium");
        File.Exists("report.pdf").ShouldBeFalse();
    }

    [Theory]
    [InlineData]
    [InlineData("one")]
    [InlineData("1", "2")]
    [InlineData("1", "--language=de")]
    [InlineData("1", "--output=")]
    [InlineData("1", "--loud")]
    public async Task Usage_that_is_not_understood_is_a_fault(params string[] arguments)
    {
        var (status, output, error) = await RunAsync("Host=127.0.0.1;Port=1", arguments);

        (status, output).ShouldBe((2, string.Empty));
        error.ShouldNotBeEmpty();
    }

    private static Task<(int Status, string Output, string Error)> RunAsync(
        ExportScene scene,
        params string[] arguments
    ) => RunAsync(scene.Database, arguments);

    private static async Task<(int Status, string Output, string Error)> RunAsync(
        string database,
        string[] arguments
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await ReportCommand.RunAsync(
            [.. arguments, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        return (status, output.ToString(), error.ToString());
    }
}
