using Dashboard.Web.Cli;

namespace Dashboard.Web.Tests.Cli;

public sealed class MigrateCommandTests
{
    [Fact]
    public async Task Migrate_says_in_one_line_that_the_database_is_away()
    {
        await using var error = new StringWriter();

        var status = await MigrateCommand.RunAsync(
            ["--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=9;Username=nobody;Database=none"],
            error,
            new EnglishCommandTexts(),
            TestContext.Current.CancellationToken
        );

        status.ShouldBe(2);
        var line = error.ToString().TrimEnd();
        line.ShouldStartWith("the database does not take it: ");
        line.ShouldNotContain('\n');
    }
}
