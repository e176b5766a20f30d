using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Which explanations count in a round, and how often.</summary>
public sealed class ExplainedTests(PostgresFixture postgres)
{
    private static readonly DateOnly Always = new(2020, 1, 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Organisation_that_does_not_enforce_is_explained_once()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var before = await SendingAsync(scene);
        before.ShouldAllBe(figure => figure.Explained == 0);

        // O1 enforces and O3 was not tested; of O2 there are two that hold.
        var day = (await scene.RoundAsync(scene.Second)).MeasuredOn;
        await RewriteAsync(scene, Of("O1"), Of("O3"), Of("O2", until: day), Of("O2", from: day));

        var after = await SendingAsync(scene);
        after.Count.ShouldBe(before.Count);
        after
            .Where(figure => figure.Explained > 0)
            .Select(figure => (figure.Dimension, figure.Explained, figure.Failed))
            .ShouldBe(
                [
                    (AdoptionDimension.All, 1, 1),
                    (AdoptionDimension.All, 1, 1),
                    (AdoptionDimension.Layer, 1, 1),
                    (AdoptionDimension.Layer, 1, 1),
                ],
                ignoreOrder: true
            );
        after
            .Select(figure => (figure.Passed, figure.Failed))
            .ShouldBe(before.Select(figure => (figure.Passed, figure.Failed)));
    }

    [Fact]
    public async Task What_does_not_hold_on_the_measuring_date_or_of_another_scope_explains_nothing()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var day = (await scene.RoundAsync(scene.Second)).MeasuredOn;
        await RewriteAsync(
            scene,
            Of("O2", until: day.AddDays(-1)),
            Of("O2", from: day.AddDays(1)),
            Of("O2", domain: "d4.example"),
            Of("O2", standard: FigureStandard.StartTls)
        );
        (await SendingAsync(scene)).ShouldAllBe(figure => figure.Explained == 0);
    }

    [Fact]
    public async Task List_of_domains_says_explained_of_those_that_failed_alone()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        // d1 passes DANE, d4 of O2 does not.
        await RewriteAsync(
            scene,
            Of("O1", standard: FigureStandard.Dane),
            Of("O2", standard: FigureStandard.Dane)
        );
        var domains = await scene
            .Service<RoundDomainList>()
            .ReadAsync(await scene.RoundAsync(scene.Second), Cancellation);
        domains
            .Where(domain => domain.IsExplained)
            .Select(domain => domain.Domain.Value)
            .Distinct()
            .ShouldBe(["d4.example", "d7.example"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(RoundState.Correction, true)]
    [InlineData(RoundState.Closed, false)]
    [InlineData(RoundState.Published, false)]
    public async Task Figures_follow_an_explanation_until_the_round_is_closed(
        RoundState state,
        bool follow
    )
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            state == RoundState.Closed ? RoundState.Correction : state
        );
        await AddOrganisationAsync(scene, "O2", state);
        var before = await FiguresAsync(scene, scene.Second);
        var first = await FiguresAsync(scene, scene.First);
        var desk = scene.Service<ExplanationDesk>();
        foreach (var standard in new[] { FigureStandard.Dane, FigureStandard.DaneSending })
        {
            var (added, refusal) = await desk.AddAsync(
                new("O2", standard, null, "Uitleg.", "secretaris", Always, new(2099, 1, 1)),
                Cancellation
            );
            (refusal, added?.Organisation).ShouldBe((null, "O2"));
        }
        var after = await FiguresAsync(scene, scene.Second);

        foreach (var standard in new[] { FigureStandard.Dane, FigureStandard.DaneSending })
        {
            int ExplainedIn(List<RoundFigureRow> figures) =>
                figures
                    .Where(f =>
                        f.Standard == standard
                        && f is { Dimension: AdoptionDimension.All, View: AdoptionView.Strict }
                    )
                    .Sum(f => f.Explained);
            ExplainedIn(after).ShouldBe(ExplainedIn(before) + (follow ? 1 : 0));
        }
        after
            .Select(f => (f.Standard, f.View, f.Dimension, f.Value, f.Passed, f.Failed))
            .ShouldBe(
                before.Select(f => (f.Standard, f.View, f.Dimension, f.Value, f.Passed, f.Failed))
            );
        (await FiguresAsync(scene, scene.First))
            .Sum(f => f.Explained)
            .ShouldBe(first.Sum(f => f.Explained));
    }

    [Fact]
    public async Task Explanation_that_does_not_hold_on_the_measuring_date_writes_nothing()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await AddOrganisationAsync(scene, "O2", RoundState.Correction);
        var day = (await scene.RoundAsync(scene.Second)).MeasuredOn;
        var before = await FiguresAsync(scene, scene.Second);
        var (_, refusal) = await scene
            .Service<ExplanationDesk>()
            .AddAsync(
                new("O2", FigureStandard.Dane, null, "Uitleg.", "secretaris", day.AddDays(1)),
                Cancellation
            );
        refusal.ShouldBeNull();
        (await FiguresAsync(scene, scene.Second))
            .Sum(f => f.Explained)
            .ShouldBe(before.Sum(f => f.Explained));
    }

    private static async Task AddOrganisationAsync(ExportScene scene, string key, RoundState state)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        db.Add(
            new Organisation
            {
                Key = key,
                Name = "Gemeente",
                Layer = Layers.Gemeente,
            }
        );
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == scene.Second, Cancellation);
        if (state == RoundState.Closed)
        {
            (round.State, round.ClosedAt) = (state, round.StartedAt.AddDays(20));
        }
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task<List<RoundFigureRow>> FiguresAsync(ExportScene scene, int round)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        return await db.Set<RoundFigureRow>()
            .AsNoTracking()
            .Where(f => f.RoundId == round)
            .OrderBy(f => f.Standard)
            .ThenBy(f => f.View)
            .ThenBy(f => f.Dimension)
            .ThenBy(f => f.Value)
            .ThenBy(f => f.Provider)
            .ToListAsync(Cancellation);
    }

    private static ExplanationRow Of(
        string organisation,
        DateOnly? from = null,
        DateOnly? until = null,
        string? domain = null,
        FigureStandard standard = FigureStandard.DaneSending
    ) =>
        new()
        {
            OrganisationKey = organisation,
            Standard = standard,
            Domain = domain,
            Text = "Uitleg.",
            AuthorRole = "secretaris",
            CreatedAt = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ValidFrom = from ?? Always,
            ValidUntil = until ?? new(2099, 1, 1),
        };

    private static async Task RewriteAsync(ExportScene scene, params ExplanationRow[] explanations)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        db.AddRange(explanations);
        await db.SaveChangesAsync(Cancellation);
        db.ChangeTracker.Clear();
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == scene.Second, Cancellation);
        await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
    }

    private static async Task<List<RoundFigureRow>> SendingAsync(ExportScene scene)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        return await db.Set<RoundFigureRow>()
            .Where(f => f.RoundId == scene.Second && f.Standard == FigureStandard.DaneSending)
            .OrderBy(f => f.Dimension)
            .ThenBy(f => f.Value)
            .ThenBy(f => f.View)
            .ToListAsync(Cancellation);
    }
}
