using Dashboard.Check.Terminal;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Tests.Cli;

/// <summary>A mistake in the arguments is one without looking at a database: here there is none.</summary>
public sealed class UsageTests
{
    private const string Nowhere = "--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=1;Timeout=1";

    [Theory]
    [InlineData("round start")]
    [InlineData("round start --name= --profile=dane")]
    [InlineData("round start --name=x --profile=all")]
    [InlineData("round start --nam=x")]
    [InlineData("round status")]
    [InlineData("round status first")]
    [InlineData("round wait 1 --until never")]
    [InlineData("round remeasure 1 example.nl")]
    [InlineData("round remeasure 1 -- --reason=x")]
    [InlineData("round remeasure 1 a..nl --reason=x")]
    [InlineData("sending set O1 perhaps")]
    [InlineData("explanations add --organisation=O1 --standard=dane")]
    [InlineData("explanations add --organisation=O1 --standard=dane --text=x --from=later")]
    [InlineData("explanations add --organisation=O1 --standard=fax --text=x")]
    public async Task Mistake_in_the_arguments_of_a_round_ends_with_two(string line) =>
        (await RunAsync(RoundCommand.RunAsync, line)).ShouldBe(2);

    [Theory]
    [InlineData("create")]
    [InlineData("create Anna")]
    [InlineData("create Anna --role=queen")]
    [InlineData("create Anna --role=organisation-member")]
    [InlineData("create Anna --role=analyst --organisation=O1")]
    [InlineData("key Anna")]
    [InlineData("key Anna --scope=everything")]
    [InlineData("revoke-key Anna")]
    public async Task Mistake_in_the_arguments_of_accounts_ends_with_two(string line) =>
        (await RunAsync(AccountsCommand.RunAsync, line)).ShouldBe(2);

    private static async Task<int> RunAsync(
        Func<string[], CommandConsole, CommandTexts, CancellationToken, Task<int>> command,
        string line
    )
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await command(
            [.. line.Split(' '), Nowhere],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            TestContext.Current.CancellationToken
        );
        output.ToString().ShouldBeEmpty();
        error.ToString().ShouldNotBeEmpty();
        // The database could not be reached either, which ends with two as well.
        error.ToString().ShouldNotContain("database does not take it");
        return status;
    }
}
