using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
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
