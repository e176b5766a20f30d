using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Data.Organisations;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Pages of a site with more rounds than a page shows.</summary>
public sealed class ManyRoundsTests(PostgresFixture postgres)
{
    private const int Older = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Organisation_shows_its_newest_rounds_and_leads_to_all_of_them()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        await AddOlderAsync(scene);

        var newest = await PageAsync(scene, "/organisations/O1");
        var rows = Rows(newest);
        rows.Count.ShouldBe(26);
        rows[0].ShouldContain("round2");
        rows[^1].ShouldContain("Week 25");
        var all = newest
            .QuerySelectorAll("section[aria-labelledby=timeline] a")
            .Select(link => link.GetAttribute("href")!)
            .Single(href => href.Contains("measurements=all", StringComparison.Ordinal));

        var whole = await PageAsync(scene, all.Split('#')[0]);
        // The weeks, and both of the example.
        Rows(whole).Count.ShouldBe(Older + 2);
        whole.QuerySelectorAll("section[aria-labelledby=timeline] a").ShouldBeEmpty();
    }

    /// <summary>As the second round of the example, each four days before the next.</summary>
    private static async Task AddOlderAsync(ExportScene scene)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        if (!await db.Organisations.AnyAsync(o => o.Key == "O1", Cancellation))
        {
            db.Add(
                new Organisation
                {
                    Key = "O1",
                    SystemId = "O1",
                    Name = "O1",
                    Layer = "rijk",
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO rounds (name, kind, state, list_hash, domains, profile, method, started_at, measured_on, measured_at,
              correction_until, closed_at, published_at, edition, uses_lab_sending, notes)
            SELECT 'Week ' || week, kind, state, list_hash, domains, profile, method, started_at - week * interval '4 days',
              measured_on - 4 * week, measured_at - week * interval '4 days', correction_until, closed_at, published_at, edition,
              uses_lab_sending, notes
            FROM rounds, generate_series(1, {Older}) AS week WHERE id = {scene.Second}
            """,
            Cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_organisations (round_id, organisation, layer, sending, sending_tested, sending_domains, own_domains, parts)
            SELECT r.id, o.organisation, o.layer, o.sending, o.sending_tested, o.sending_domains, o.own_domains, o.parts
            FROM round_organisations AS o CROSS JOIN rounds AS r WHERE o.round_id = {scene.Second} AND r.name LIKE 'Week %'
            """,
            Cancellation
        );
    }

    private static List<string> Rows(IDocument page) =>
        [
            .. page.QuerySelectorAll("section[aria-labelledby=timeline] tbody tr")
                .Select(row => row.TextContent),
        ];

    private static async Task<IDocument> PageAsync(ExportScene scene, string path) =>
        new HtmlParser().ParseDocument(await scene.App.Client.GetStringAsync(path, Cancellation));
}
