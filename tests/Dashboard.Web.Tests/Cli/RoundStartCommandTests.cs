using Dashboard.Check.Terminal;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Cli;

/// <summary>Rounds that are started from the command line.</summary>
public sealed class RoundStartCommandTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Round_keeps_the_method_of_the_settings_that_it_was_started_with()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web"]);
        await MonitorSite.ImportAsync(app);

        (await StartAsync(database, "--TlsNcsc:Methods=ncsc-2021")).ShouldBe((0, string.Empty));
        (await StartAsync(database)).ShouldBe((0, string.Empty));

        await using var db = await app.OpenDatabaseAsync();
        (await db.Set<RoundRow>().OrderBy(r => r.Id).ToListAsync(Cancellation))
            .Select(round => round.Method.Methods["tls-ncsc"])
            .ShouldBe(["ncsc-2021", "ncsc-2025"]);
    }

    [Fact]
    public async Task Round_measures_what_the_settings_say_where_the_command_says_nothing()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web"]);
        await MonitorSite.ImportAsync(app);

        (await StartAsync(database)).ShouldBe((0, string.Empty));
        (await StartAsync(database, "--TlsNcsc:Profile=dane")).ShouldBe((0, string.Empty));
        (await StartAsync(database, "--TlsNcsc:Profile=dane", "--profile=full")).ShouldBe(
            (0, string.Empty)
        );

        await using var db = await app.OpenDatabaseAsync();
        (
            await db.Set<RoundRow>()
                .OrderBy(r => r.Id)
                .Select(r => r.Profile)
                .ToListAsync(Cancellation)
        ).ShouldBe(["round", "dane", "full"]);
    }

    [Fact]
    public async Task Round_with_a_method_that_there_is_not_is_not_started()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await DashboardApp.StartAsync(database, ["Roles=web"]);
        await MonitorSite.ImportAsync(app);

        var fault = await Should.ThrowAsync<OptionsValidationException>(() =>
            StartAsync(database, "--TlsNcsc:Methods=ncsc-1999")
        );

        fault.Failures.ShouldHaveSingleItem().ShouldContain("TlsNcsc:Methods");
    }

    private static async Task<(int Status, string Error)> StartAsync(
        string database,
        params string[] settings
    )
    {
        var error = new StringWriter();
        var status = await RoundCommand.RunAsync(
            [
                "round",
                "start",
                "--name=Meting",
                .. settings,
                $"--ConnectionStrings:Dashboard={database}",
            ],
            new CommandConsole(TextReader.Null, new StringWriter(), error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        return (status, error.ToString());
    }
}
