using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Which round the drops of a new one are confirmed against.</summary>
public sealed class FormerRoundTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Former_round_is_of_the_same_list()
    {
        await using var app = await StartSiteAsync();

        var whole = await StartAsync(app, null);
        (await FormerAsync(app, whole)).ShouldBeNull();
        var list = await StartAsync(app, "Provincie");
        (await FormerAsync(app, list)).ShouldBeNull("a round of another list is of other domains");
        var wholeAgain = await StartAsync(app, null);
        (await FormerAsync(app, wholeAgain)).ShouldBe(whole);
        var listAgain = await StartAsync(app, "Provincie");
        (await FormerAsync(app, listAgain)).ShouldBe(list);
    }

    [Fact]
    public async Task Former_round_is_published_and_of_the_same_purpose()
    {
        await using var app = await StartSiteAsync();

        var published = await StartAsync(app, null);
        await StartAsync(app, null, RoundState.Closed);
        var weekly = await StartAsync(app, null, RoundState.Closed, RoundKind.CurrentState);
        (await FormerAsync(app, weekly)).ShouldBeNull("a measurement is not a current state");
        (await FormerAsync(app, await StartAsync(app, null))).ShouldBe(published);
        (
            await FormerAsync(
                app,
                await StartAsync(app, null, RoundState.Closed, RoundKind.CurrentState)
            )
        ).ShouldBe(weekly);
    }

    [Fact]
    public async Task Erratum_is_compared_with_what_the_edition_before_was_compared_with()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        // Published later, and started nearer to the second.
        var between = await AddAsync(scene, RoundState.Published);
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Set<RoundRow>()
            .Where(r => r.Id == scene.Second)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.FormerRoundId, (int?)between),
                Cancellation
            );
        var second = await db.Set<RoundRow>()
            .AsNoTracking()
            .SingleAsync(r => r.Id == scene.Second, Cancellation);
        await db.Set<RoundRow>()
            .Where(r => r.Id == scene.First)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Edition, (short)3), Cancellation);

        (await FormerRound.ForFiguresAsync(db, second, 1, Cancellation))!.Id.ShouldBe(
            between,
            "the first edition is compared with what was frozen with the round"
        );
        var former = await FormerRound.ForFiguresAsync(db, second, 2, Cancellation);
        (former!.Id, former.Edition).ShouldBe((scene.First, (short)3));

        second.Edition = 2;
        await FiguresWriter.WriteAsync(db, second, 2, Cancellation);
        var compared = await FormerRound.ComparedWithAsync(db, second, Cancellation);
        (compared!.Id, compared.Edition).ShouldBe((scene.First, (short)3));
        second.Edition = 1;
        compared = await FormerRound.ComparedWithAsync(db, second, Cancellation);
        (compared!.Id, compared.Edition).ShouldBe((scene.First, (short)1));
    }

    [Fact]
    public async Task Changes_of_a_round_that_was_first_are_against_the_newest_published_since()
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        await BeFirstAsync(scene);
        (await AgainstAsync(scene)).ShouldBe(scene.First, "it was published later");

        await AddAsync(scene, RoundState.Closed);
        await AddAsync(scene, RoundState.Cancelled);
        await AddAsync(scene, RoundState.Published, list: "Provincie");
        await AddAsync(scene, RoundState.Published, days: 400);
        (await AgainstAsync(scene)).ShouldBe(scene.First);

        var between = await AddAsync(scene, RoundState.Published);
        (await AgainstAsync(scene)).ShouldBe(between);
    }

    [Theory]
    [InlineData(RoundState.Published, true, true)]
    [InlineData(RoundState.Closed, true, true)]
    [InlineData(RoundState.Correction, true, true)]
    [InlineData(RoundState.Cancelled, true, false)]
    [InlineData(RoundState.Cancelled, false, false)]
    [InlineData(RoundState.Probing, false, false)]
    public async Task Changes_against_a_round_that_is_named_need_one_that_was_measured_and_counts(
        RoundState state,
        bool measured,
        bool found
    )
    {
        await using var scene = await ExportScene.StartAsync(postgres);
        var other = await AddAsync(scene, state, measured: measured);
        (await AgainstAsync(scene, other)).ShouldBe(found ? other : null);
        await BeFirstAsync(scene);
        (await AgainstAsync(scene, other)).ShouldBe(found ? other : null);
        (await AgainstAsync(scene, 999)).ShouldBeNull();
    }

    /// <summary>As if nothing had been published when the second round started.</summary>
    private static async Task BeFirstAsync(ExportScene scene)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Set<RoundDeltaRow>()
            .Where(d => d.RoundId == scene.Second)
            .ExecuteDeleteAsync(Cancellation);
        await db.Set<RoundRow>()
            .Where(r => r.Id == scene.Second)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.FormerRoundId, (int?)null),
                Cancellation
            );
    }

    private static async Task<int?> AgainstAsync(ExportScene scene, int? against = null) =>
        (
            await scene
                .Service<RoundChanges>()
                .FindAsync(await scene.RoundAsync(scene.Second), against, Cancellation)
        )?.Against;

    /// <summary>A round without results that started some days before the second, or after it.</summary>
    private static async Task<int> AddAsync(
        ExportScene scene,
        RoundState state,
        string? list = null,
        int days = -10,
        bool measured = true
    )
    {
        var second = await scene.RoundAsync(scene.Second);
        var start = second.StartedAt.AddDays(days);
        await using var db = await scene.App.OpenDatabaseAsync();
        var round = new RoundRow
        {
            Name = "Tussenronde",
            Kind = RoundKind.Measurement,
            State = state,
            ListName = list,
            ListHash = second.ListHash,
            Domains = 0,
            Profile = second.Profile,
            Method = second.Method,
            StartedAt = start,
            MeasuredOn = DateOnly.FromDateTime(start.Date),
            MeasuredAt = measured ? start.AddHours(1) : null,
        };
        db.Add(round);
        await db.SaveChangesAsync(Cancellation);
        return round.Id;
    }

    private async Task<DashboardApp> StartSiteAsync() =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder =>
                builder.Services.Replace(
                    ServiceDescriptor.Singleton<IRoundRegister>(
                        new ListRegister([DomainName.Parse("proef.example")])
                    )
                ),
            ["Roles=web"]
        );

    /// <summary>In its last state at once, as if it were measured.</summary>
    private static async Task<int> StartAsync(
        DashboardApp app,
        string? list,
        RoundState state = RoundState.Published,
        RoundKind kind = RoundKind.Measurement
    )
    {
        var (started, refusal) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Proefronde", list, RoundProfiles.Dane, kind), Cancellation);
        refusal.ShouldBeNull();
        await using var db = await app.OpenDatabaseAsync();
        await db.Set<RoundRow>()
            .Where(r => r.Id == started!.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state), Cancellation);
        return started!.Id;
    }

    private static async Task<int?> FormerAsync(DashboardApp app, int round)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<RoundRow>()
            .Where(r => r.Id == round)
            .Select(r => r.FormerRoundId)
            .SingleAsync(Cancellation);
    }
}
