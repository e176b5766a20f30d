using System.Net;
using Dashboard.Data.Rounds;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Adoption;

/// <summary>Where only rounds of a list are published, pages speak of the list and not of the government.</summary>
public sealed class ListRoundTests(PostgresFixture postgres)
{
    private const string List = "Lijst <b>9</b>";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "/",
        "van de overheid zijn beschermd",
        "van de lijst “Lijst <b>9</b>” zijn beschermd"
    )]
    [InlineData(
        "/adoption",
        "van de overheid zijn beschermd",
        "van de lijst “Lijst <b>9</b>” zijn beschermd"
    )]
    [InlineData(
        "/providers",
        "Leveranciers van e-mail van de overheid",
        "Leveranciers van e-mail van de lijst “Lijst <b>9</b>”"
    )]
    [InlineData(
        "/rounds/2/report/nl",
        "e-mail van de overheid",
        "e-mail van de lijst “Lijst <b>9</b>”"
    )]
    public async Task Page_names_the_list_of_its_round(string path, string whole, string listed)
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        scene.Second.ShouldBe(2);
        var before = await ReadAsync(scene, path);
        before.ShouldContain(whole);
        before.ShouldNotContain("van de lijst “");

        await using (var db = await scene.App.OpenDatabaseAsync())
        {
            await db.Set<RoundRow>()
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.ListName, List), Cancellation);
        }
        var after = await ReadAsync(scene, path);
        after.ShouldContain(listed);
        after.ShouldNotContain(whole);
    }

    private static async Task<string> ReadAsync(ExportScene scene, string path) =>
        WebUtility.HtmlDecode(await scene.App.Client.GetStringAsync(path, Cancellation));
}
