using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>
/// How far a round is, how fast it goes, about how long it takes, and what fails. The page as first sent shows where it is; while
/// it runs, the live part follows it.
/// </summary>
public sealed partial class RoundWatch : ComponentBase, IDisposable
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource gone = new();
    private bool isRead;

    [Inject]
    private IStringLocalizer<RoundDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    /// <summary>What the page around this says of the round: it may have gone on before the live part was there.</summary>
    [Parameter, EditorRequired]
    public RoundState Sent { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    /// <summary>Null where there is none, or the visitor may no longer look.</summary>
    private RoundRow? Round { get; set; }

    private RoundStatus? Status { get; set; }

    private Pace? Pace { get; set; }

    /// <summary>The page is as it was sent; where the runtime does not come, the page loads itself anew.</summary>
    private bool IsSentOnly { get; set; } = true;

    private bool IsRunning => Round is { } round && RoundStates.Unfinished.Contains(round.State);

    /// <summary>Nothing is rendered before the round is there: what was sent first stays until then.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!isRead)
        {
            isRead = true;
            await ReadAsync();
        }
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            IsSentOnly = false;
            StateHasChanged();
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task ReadAsync()
    {
        var visitor = (await Visitor).User;
        Round = await Services
            .GetRequiredService<AccountStanding>()
            .StillHasAsync(visitor, AccountRole.Analyst)
            ? await Services.GetRequiredService<RoundReports>().FindAsync(Id, gone.Token)
            : null;
        if (Round is not { } round)
        {
            return;
        }
        Status = await Services.GetRequiredService<RoundProgress>().FindAsync(Id, gone.Token);
        Pace = await Services.GetRequiredService<RoundPace>().FindAsync(round, gone.Token);
    }

    private async Task FollowAsync()
    {
        try
        {
            using var look = new PeriodicTimer(LookEvery, Time);
            var around = Sent;
            do
            {
                if (Round is not { } round)
                {
                    // The page at this address says why: no longer signed in, or no longer allowed.
                    Address.Refresh(forceReload: true);
                    return;
                }
                if (round.State != around)
                {
                    // What can be done to it, its drops and its figures are on the page around this.
                    around = round.State;
                    Address.Refresh();
                }
                if (!IsRunning || !await look.WaitForNextTickAsync(gone.Token))
                {
                    return;
                }
                await ReadAsync();
                StateHasChanged();
            } while (true);
        }
        catch (OperationCanceledException)
        {
            // The analyst has gone.
        }
        catch (Exception fault) when (Platform.DatabaseFault.IsUnavailable(fault))
        {
            Address.Refresh(forceReload: true);
        }
        catch (Exception fault) when (!gone.IsCancellationRequested)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
