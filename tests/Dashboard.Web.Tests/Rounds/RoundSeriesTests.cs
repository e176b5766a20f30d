using System.Security.Claims;
using AngleSharp.Html.Parser;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Reports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>A published round over a short list, between and after those of every mail domain: neither says anything of the other.</summary>
public sealed class RoundSeriesTests(PostgresFixture postgres)
{
    private const string List = "Klein";

    private const string Listed = "d1.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Round_of_a_list_is_no_former_one_of_another()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var between = await AddListAsync(scene, days: 90);
        var after = await AddListAsync(scene, days: 300);

        (await ComparedWithAsync(scene, between)).ShouldBeNull();
        (await ComparedWithAsync(scene, after)).ShouldBe(between);
        await RewriteAsync(scene, scene.Second);
        (await ComparedWithAsync(scene, scene.Second)).ShouldBe(scene.First);
    }

    [Fact]
    public async Task Who_names_no_round_sees_that_of_every_mail_domain()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var list = await AddListAsync(scene, days: 300);
        var rounds = scene.Service<VisibleRounds>();
        var nobody = new ClaimsPrincipal();

        (await rounds.FindAsync(null, nobody, Cancellation))!.Id.ShouldBe(scene.Second);
        (await rounds.FindAsync(list, nobody, Cancellation))!.Id.ShouldBe(list);
        (await LeadAsync(scene, $"/adoption?round={list}")).ShouldContain(
            "Alleen de domeinen van de lijst “Klein”."
        );
        (await LeadAsync(scene, "/adoption")).ShouldNotContain("van de lijst");
    }

    [Fact]
    public async Task Timelines_are_of_one_list()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var between = await AddListAsync(scene, days: 90);
        var after = await AddListAsync(scene, days: 300);

        (await TimelineAsync(scene, scene.Second)).ShouldBe([scene.First, scene.Second]);
        (await TimelineAsync(scene, after)).ShouldBe([between, after]);
        (await scene.Service<OrganisationRounds>().NewestAsync("O1", 26, Cancellation))
            .Select(round => round.Id)
            .ShouldBe([scene.First, scene.Second]);
    }

    [Fact]
    public async Task Since_when_is_not_broken_by_a_round_of_another_list()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var before = await SinceAsync();
        await AddListAsync(scene, days: 90);

        before["d9.example"].ShouldBe((await scene.RoundAsync(scene.First)).MeasuredOn);
        (await SinceAsync()).ShouldBe(before);

        async Task<Dictionary<string, DateOnly>> SinceAsync() =>
            (
                await scene
                    .Service<RoundDomainList>()
                    .ReadAsync(await scene.RoundAsync(scene.Second), Cancellation)
            )
                .DistinctBy(domain => domain.Domain)
                .ToDictionary(domain => domain.Domain.Value, domain => domain.Since);
    }

    private static async Task<string> LeadAsync(ExportScene scene, string path) =>
        new HtmlParser()
            .ParseDocument(await scene.App.Client.GetStringAsync(path, Cancellation))
            .QuerySelector("article.adoption > p.soft")!
            .TextContent;

    private static async Task<int?> ComparedWithAsync(ExportScene scene, int round) =>
        (
            await scene
                .Service<RoundTables>()
                .ComparedWithAsync(await scene.RoundAsync(round), Cancellation)
        )?.Id;

    private static async Task<IEnumerable<int>> TimelineAsync(ExportScene scene, int round) =>
        (
            await scene
                .Service<RoundSummaries>()
                .TimelineAsync(
                    await scene.RoundAsync(round),
                    AdoptionDimension.All,
                    null,
                    [FigureStandard.Dane],
                    Cancellation
                )
        )
            .Select(item => item.Round)
            .Distinct();

    private static async Task RewriteAsync(ExportScene scene, int id)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == id, Cancellation);
        await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
    }

    /// <summary>With one domain of the first round as its whole list, and published.</summary>
    private static async Task<int> AddListAsync(ExportScene scene, int days)
    {
        var first = await scene.RoundAsync(scene.First);
        await using var db = await scene.App.OpenDatabaseAsync();
        var round = new RoundRow
        {
            Name = $"{List} {days}",
            Kind = RoundKind.Measurement,
            State = RoundState.Published,
            ListName = List,
            ListHash = new string('b', 64),
            Domains = 1,
            Profile = first.Profile,
            Method = first.Method,
            FormerRoundId = await FormerRound.FindAsync(
                db,
                RoundKind.Measurement,
                List,
                Cancellation
            ),
            StartedAt = first.StartedAt.AddDays(days),
            MeasuredOn = first.MeasuredOn.AddDays(days),
            PublishedAt = first.StartedAt.AddDays(days + 1),
        };
        db.Add(round);
        await db.SaveChangesAsync(Cancellation);
        await db.Database.OpenConnectionAsync(Cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            CREATE TEMPORARY TABLE listed AS SELECT * FROM round_results WHERE round_id = {scene.First}
              AND domain_id = (SELECT id FROM measured_domains WHERE name = {Listed});
            UPDATE listed SET round_id = {round.Id};
            INSERT INTO round_results SELECT * FROM listed;
            DROP TABLE listed;
            CREATE TEMPORARY TABLE listed AS SELECT * FROM round_organisations WHERE round_id = {scene.First};
            UPDATE listed SET round_id = {round.Id};
            INSERT INTO round_organisations SELECT * FROM listed;
            DROP TABLE listed;
            """,
            Cancellation
        );
        await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
        return round.Id;
    }
}
