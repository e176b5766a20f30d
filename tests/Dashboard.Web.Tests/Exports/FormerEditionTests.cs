using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Reports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Exports;

/// <summary>An erratum of a published round: it is an edition of its own, and changes no other round.</summary>
public sealed class FormerEditionTests(PostgresFixture postgres)
{
    private const string Corrected = "d1.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erratum_of_the_former_round_changes_nothing_that_is_said_of_the_next()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var first = await FiguresAsync(scene, scene.First);
        var before = await SaidAsync(scene);

        await AddErratumAsync(scene, 2);

        (await FiguresAsync(scene, scene.First)).ShouldNotBe(first);
        var after = await SaidAsync(scene);
        before.Count.ShouldBeGreaterThan(20);
        foreach (var (what, said) in after)
        {
            said.ShouldBe(before[what], what);
        }
        (
            await scene.App.Client.GetStringAsync(
                $"/api/v1/rounds/{scene.Second}/changes",
                Cancellation
            )
        ).ShouldContain("\"againstEdition\":1");
    }

    [Fact]
    public async Task Files_of_a_former_edition_stay_to_be_had()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        string[] files = ["ods", "xlsx", "zip", "csv/results", "csv/metadata", "json/adoption"];
        var first = await FilesAsync();

        await AddErratumAsync(scene, 2);

        var second = await FilesAsync();
        foreach (var file in files.Except(["csv/metadata"]))
        {
            second[file].ShouldNotBe(first[file], file);
        }
        await ShouldBeAsync(1, first);
        await ShouldBeAsync(2, second);
        foreach (var edition in new[] { "0", "3", "-1", "99999", "x", "" })
        {
            using var answer = await scene.App.Client.GetAsync(
                $"/rounds/{scene.First}/exports/ods?edition={edition}",
                Cancellation
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, edition);
        }

        // Why a domain was measured once more is said of the edition that came of it alone.
        await AddErratumAsync(scene, 3);
        await ShouldBeAsync(1, first);
        await ShouldBeAsync(2, second);

        async Task<Dictionary<string, byte[]>> FilesAsync(string query = "")
        {
            var read = new Dictionary<string, byte[]>();
            foreach (var file in files)
            {
                read[file] = await scene.App.Client.GetByteArrayAsync(
                    $"/rounds/{scene.First}/exports/{file}{query}",
                    Cancellation
                );
            }
            return read;
        }

        async Task ShouldBeAsync(int edition, Dictionary<string, byte[]> expected)
        {
            foreach (var (file, octets) in await FilesAsync($"?edition={edition}"))
            {
                octets.ShouldBe(expected[file], $"{file} of edition {edition}");
            }
        }
    }

    [Fact]
    public async Task Report_of_a_former_edition_gives_the_reasons_that_it_had()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        await AddErratumAsync(scene, 2);
        await AddErratumAsync(scene, 3);

        (await ReasonsAsync(2)).ShouldBe(["Reason of edition 2"]);
        (await ReasonsAsync(3)).ShouldBe(["Reason of edition 2; Reason of edition 3"]);

        async Task<IEnumerable<string>> ReasonsAsync(short edition)
        {
            var round = FormerEdition.Of(await scene.RoundAsync(scene.First), edition);
            var report = await scene.Service<RoundCorrections>().FindAsync(round, [], Cancellation);
            return report.Domains.Select(d => d.Reason).Distinct();
        }
    }

    /// <summary>All that compares the second round with the first.</summary>
    private static async Task<Dictionary<string, string>> SaidAsync(ExportScene scene)
    {
        var said = new Dictionary<string, string>();
        foreach (
            var path in new[]
            {
                $"/api/v1/rounds/{scene.Second}/changes",
                $"/api/v1/rounds/{scene.Second}/changes?against={scene.First}",
                $"/adoption/charts/movers?round={scene.Second}",
                $"/adoption/charts/movers?round={scene.Second}&view=forum",
            }
        )
        {
            said[path] = await scene.App.Client.GetStringAsync(path, Cancellation);
        }
        foreach (var query in new[] { "", "&view=forum", "&layer=Gemeente" })
        {
            var page = new HtmlParser().ParseDocument(
                await scene.App.Client.GetStringAsync(
                    $"/adoption?round={scene.Second}{query}",
                    Cancellation
                )
            );
            said["page" + query] = string.Join(
                '|',
                page.QuerySelectorAll(".key-figure").Select(card => card.TextContent)
            );
        }
        var (directory, files) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        foreach (var file in files)
        {
            said[file.Name] = await File.ReadAllTextAsync(
                Path.Combine(directory, file.Name),
                Cancellation
            );
        }
        foreach (var format in new[] { ExportFormat.Ods, ExportFormat.Xlsx })
        {
            var (_, books) = await scene.WriteAsync(scene.Second, format);
            said[format.ToString()] = books.Single().Sha256;
        }
        var report = await scene.ReadAsync(scene.Second);
        said["report: deltas"] = Said(report.Deltas);
        said["report: movers"] = string.Join(
            '|',
            report.Movers.SelectMany(of => of.Value, (of, mover) => $"{of.Key} {mover}")
        );
        said["report: layers"] = string.Join(
            '|',
            report.Layers.Select(layer => layer.Key + Said(layer.Deltas))
        );
        return said;
    }

    private static string Said(IEnumerable<FigureDelta> deltas) =>
        string.Join(
            '|',
            deltas.Select(d =>
                $"{d.Standard} {d.View} {d.Before} {d.After} {d.CohortBefore} {d.CohortAfter} "
                + string.Join(',', d.Changes.OrderBy(c => c.Key))
            )
        );

    private static Task<string> FiguresAsync(ExportScene scene, int round) =>
        scene.App.Client.GetStringAsync($"/api/v1/rounds/{round}/figures", Cancellation);

    /// <summary>One domain of the first round was protected and is not, as a re-measurement after publication writes it.</summary>
    /// <param name="edition">From 2; the number of the result's version too.</param>
    private static async Task AddErratumAsync(ExportScene scene, short edition)
    {
        var dane = (int)FigureStandard.Dane + 1;
        var failed = new StandardOutcomes(
            StandardOutcome.Failed,
            StandardOutcome.Failed,
            Why: null
        ).Code;
        await using var db = await scene.App.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var domain = await db.Set<MeasuredDomainRow>()
            .Where(d => d.Name == Corrected)
            .Select(d => d.Id)
            .SingleAsync(Cancellation);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TEMPORARY TABLE erratum (LIKE round_results) ON COMMIT DROP",
            Cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO erratum SELECT * FROM round_results WHERE round_id = {scene.First} AND domain_id = {domain} AND superseded_in IS NULL",
            Cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"UPDATE erratum SET version = {edition}, edition = {edition}, outcomes[{dane}] = {failed}",
            Cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"UPDATE round_results SET superseded_in = {edition} WHERE round_id = {scene.First} AND domain_id = {domain} AND superseded_in IS NULL",
            Cancellation
        );
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO round_results SELECT * FROM erratum",
            Cancellation
        );
        db.Add(
            new RoundCorrectionRow
            {
                RoundId = scene.First,
                DomainId = domain,
                Wave = edition,
                Reason = $"Reason of edition {edition}",
                RequestedAt = Samples.Noon,
                Version = edition,
            }
        );
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == scene.First, Cancellation);
        round.Edition = edition;
        round.Notes =
        [
            .. round.Notes,
            new(round.PublishedAt!.Value.AddDays(edition - 1), RoundNotes.Erratum),
        ];
        await db.SaveChangesAsync(Cancellation);
        await FiguresWriter.WriteAsync(db, round, edition, Cancellation);
        await transaction.CommitAsync(Cancellation);
    }
}
