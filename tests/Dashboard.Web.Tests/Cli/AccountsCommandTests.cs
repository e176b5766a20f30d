using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Web.Cli;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Cli;

public sealed class AccountsCommandTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Create_makes_an_account_with_the_password_of_standard_input()
    {
        var database = await postgres.CreateDatabaseAsync();

        var (status, output, error) = await RunAsync(
            database,
            "a long enough sentence\n",
            "create",
            "Anna",
            "--role",
            "administrator",
            "--password-stdin",
            "--json"
        );

        status.ShouldBe(0, error);
        output.Trim().ShouldBe("""{"name":"Anna","role":"administrator"}""");
        var (again, _, taken) = await RunAsync(
            database,
            "a long enough sentence\n",
            "create",
            "anna",
            "--role",
            "reader",
            "--password-stdin"
        );
        again.ShouldBe(1);
        taken.ShouldContain("in use");
    }

    [Fact]
    public async Task Create_without_a_password_makes_an_invitation()
    {
        var (status, output, error) = await RunAsync(
            await postgres.CreateDatabaseAsync(),
            "",
            "create",
            "Bert",
            "--role=analyst",
            "--json"
        );

        status.ShouldBe(0, error);
        using var made = JsonDocument.Parse(output);
        made.RootElement.GetProperty("role").GetString().ShouldBe("analyst");
        made.RootElement.GetProperty("invitation")
            .GetString()
            .ShouldNotBeNull()
            .ShouldStartWith("/account/invitation/");
    }

    [Fact]
    public async Task Key_is_printed_once_and_revoked_by_how_it_starts()
    {
        var database = await postgres.CreateDatabaseAsync();
        await RunAsync(
            database,
            "a long enough sentence\n",
            "create",
            "Anna",
            "--role=analyst",
            "--password-stdin"
        );

        var (status, output, _) = await RunAsync(
            database,
            "",
            "key",
            "Anna",
            "--scope",
            "batch",
            "--json"
        );
        var key = JsonDocument.Parse(output).RootElement.GetProperty("key").GetString()!;
        var (revoked, _, _) = await RunAsync(database, "", "revoke-key", "Anna", key[..10]);
        var (unknown, _, _) = await RunAsync(database, "", "revoke-key", "Anna", key[..10]);

        status.ShouldBe(0);
        key.ShouldStartWith("mdk_");
        revoked.ShouldBe(0);
        unknown.ShouldBe(1);
    }

    [Theory]
    [InlineData("create|Anna", "--role")]
    [InlineData("create|Anna|--role|king", "--role")]
    [InlineData("create|--role|reader", "NAME")]
    [InlineData("key|Anna", "--scope")]
    [InlineData("key|Anna|--scope|all", "--scope")]
    [InlineData("remove|Anna", "remove")]
    [InlineData("list|--role|reader", "--role")]
    public async Task Argument_that_is_wrong_is_named(string words, string named)
    {
        var (status, _, error) = await RunAsync("Host=127.0.0.1;Port=9", "", words.Split('|'));

        status.ShouldBe(2);
        error.ShouldContain(named);
    }

    [Theory]
    [InlineData("short", "too short")]
    [InlineData("aaaaaaaaaaaaaaaa", "too short")]
    public async Task Password_that_is_easy_to_guess_is_refused(string password, string why)
    {
        var (status, _, error) = await RunAsync(
            await postgres.CreateDatabaseAsync(),
            password + "\n",
            "create",
            "Anna",
            "--role=reader",
            "--password-stdin"
        );

        status.ShouldBe(1);
        error.ShouldContain(why);
    }

    private static async Task<(int Status, string Output, string Error)> RunAsync(
        string database,
        string input,
        params string[] words
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var reader = new StringReader(input);
        var status = await AccountsCommand.RunAsync(
            [.. words, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(reader, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            TestContext.Current.CancellationToken
        );
        CommandSchemas.ShouldHold(["accounts", .. words], output.ToString());
        return (status, output.ToString(), error.ToString());
    }
}
