using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Components;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>The live part of a round's page, over the real database; its clock is the test's.</summary>
[Collection(MonitorGroup.Name)]
public sealed class RoundWatchTests(MonitorFixture fixture) : IAsyncDisposable
{
    private readonly ComponentContext context = new("en");
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private DashboardApp App => fixture.Scene.App;

    private BunitNavigationManager Navigation =>
        context.Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public async Task Round_that_goes_on_is_followed_and_the_page_around_it_with_it()
    {
        var round = await PausedAsync("Followed round");
        var watch = await WatchAsync(round, RoundState.Paused, "Following analyst");
        WaitUntilFollowed(watch);
        Navigation.History.ShouldBeEmpty();

        await CancelAsync(round);
        await TickAsync(watch);

        await LoadedAgainAsync();
        watch.Markup.ShouldNotContain("Paused");
    }

    [Fact]
    public async Task Change_between_the_page_and_its_live_part_is_not_missed()
    {
        var round = await PausedAsync("Quick round");
        await CancelAsync(round);

        await WatchAsync(round, RoundState.Paused, "Quick analyst");

        await LoadedAgainAsync();
    }

    [Fact]
    public async Task Round_as_the_page_says_is_not_loaded_again()
    {
        var round = await PausedAsync("Quiet round");
        var watch = await WatchAsync(round, RoundState.Paused, "Quiet analyst");
        WaitUntilFollowed(watch);

        await TickAsync(watch);

        Navigation.History.ShouldBeEmpty();
        await CancelAsync(round);
    }

    public static TheoryData<string> Endings => ["disabled", "signed-out", "role"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Analyst_who_may_no_longer_look_sees_no_more(string how)
    {
        var name = $"Leaving analyst {how}";
        var round = await PausedAsync($"Round of {how}");
        var watch = await WatchAsync(round, RoundState.Paused, name);
        WaitUntilFollowed(watch);

        var administration = App.Services.GetRequiredService<AccountAdministration>();
        switch (how)
        {
            case "disabled":
                (await administration.DisableAsync("test", name, Cancellation)).ShouldBeTrue();
                break;
            case "signed-out":
                (await administration.SignOutAsync("test", name, Cancellation)).ShouldBeTrue();
                break;
            default:
                await using (var db = await App.OpenDatabaseAsync())
                {
                    await db
                        .Accounts.Where(a => a.UserName == name)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(a => a.Role, AccountRole.Reader),
                            Cancellation
                        );
                }
                break;
        }
        await TickAsync(watch);

        await LoadedAgainAsync();
        Navigation.History.Single().Options.ForceLoad.ShouldBeTrue();
        watch.Markup.ShouldNotContain("Paused");
        await CancelAsync(round);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    /// <summary>A navigation is no render, which is what bUnit waits for.</summary>
    private async Task LoadedAgainAsync()
    {
        await Eventually.GetAsync(
            () => Task.FromResult(Navigation.History.FirstOrDefault()),
            what: "the page around the watch to be loaded again"
        );
        Navigation.History.Count.ShouldBe(1);
    }

    /// <summary>Before there is a round nothing is rendered, and that it is followed is a render of its own.</summary>
    private static void WaitUntilFollowed(IRenderedComponent<RoundWatch> watch) =>
        watch.WaitForAssertion(
            () =>
            {
                watch.Markup.ShouldContain("Paused");
                watch.Markup.ShouldNotContain("data-not-followed");
            },
            TimeSpan.FromMinutes(3)
        );

    /// <summary>On until the watch has looked: when it begins to wait on the clock is its own affair.</summary>
    private async Task TickAsync(IRenderedComponent<RoundWatch> watch)
    {
        var renders = watch.RenderCount;
        await Eventually.GetAsync(
            () =>
            {
                clock.Advance(RoundWatch.LookEvery);
                return Task.FromResult(watch.RenderCount > renders ? watch : null);
            },
            what: "the next look of the watch"
        );
    }

    private async Task<IRenderedComponent<RoundWatch>> WatchAsync(
        int round,
        RoundState sent,
        string name
    )
    {
        var services = context.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(App.Services.GetRequiredService<RoundReports>());
        services.AddSingleton(App.Services.GetRequiredService<RoundProgress>());
        services.AddSingleton(App.Services.GetRequiredService<RoundPace>());
        services.AddSingleton(App.Services.GetRequiredService<AccountStanding>());
        var person = Task.FromResult(new AuthenticationState(await SignInAsync(name)));
        return context.Render<RoundWatch>(parameters =>
            parameters
                .Add(watch => watch.Id, round)
                .Add(watch => watch.Sent, sent)
                .AddCascadingValue(person)
        );
    }

    /// <summary>As the session of a real account has it.</summary>
    private async Task<ClaimsPrincipal> SignInAsync(string name)
    {
        using var visitor = await AccountVisitor.SignedInAsync(App, name, AccountRole.Analyst);
        await using var scope = App.Services.CreateAsyncScope();
        var account = await scope
            .ServiceProvider.GetRequiredService<UserManager<Account>>()
            .FindByNameAsync(name);
        var person = await scope
            .ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>()
            .CreateAsync(account.ShouldNotBeNull());
        person
            .Identities.First()
            .AddClaim(new(AccountPolicies.MethodClaim, AccountPolicies.SecondStep));
        return person;
    }

    private async Task<int> PausedAsync(string name)
    {
        var (started, refusal) = await App
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new(name, "Overheden", RoundProfiles.Dane), Cancellation);
        refusal.ShouldBeNull();
        (
            await App
                .Services.GetRequiredService<RoundControl>()
                .PauseAsync(started!.Id, Cancellation)
        ).ShouldBeNull();
        return started.Id;
    }

    private async Task CancelAsync(int round) =>
        (
            await App.Services.GetRequiredService<RoundControl>().CancelAsync(round, Cancellation)
        ).ShouldBeNull();
}
