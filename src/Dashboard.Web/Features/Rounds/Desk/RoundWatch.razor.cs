using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>
/// How far a round is, how fast it goes, about how long it takes, and what fails. The page as first sent shows where it stands; while
/// it runs, the live part follows it.
/// </summary>
public sealed partial class RoundWatch : ComponentBase, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource gone = new();

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

    private RoundRow? Round { get; set; }

    private RoundStatus? Status { get; set; }

    private Pace? Pace { get; set; }

    /// <summary>The page is as it was sent; where the runtime does not come, the page loads itself anew.</summary>
    private bool IsSentOnly { get; set; } = true;

    private bool IsRunning => Round is { } round && RoundStates.Unfinished.Contains(round.State);

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            IsSentOnly = false;
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task ReadAsync()
    {
        Round = await Services.GetRequiredService<RoundReports>().FindAsync(Id, gone.Token);
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
            while (IsRunning && await look.WaitForNextTickAsync(gone.Token))
            {
                var before = Round?.State;
                await ReadAsync();
                StateHasChanged();
                if (Round?.State != before)
                {
                    // What can be done to it, its drops and its figures are on the page around this.
                    Address.Refresh();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The analyst has gone.
        }
        catch (Exception fault) when (Hosting.DatabaseFault.IsAway(fault))
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
