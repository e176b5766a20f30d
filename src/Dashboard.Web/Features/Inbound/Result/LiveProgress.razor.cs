using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>
/// The steps of an open test. The page as first sent shows where it is; the live part then follows it, and asks for the
/// verdict once there is one.
/// </summary>
public sealed partial class LiveProgress : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private InboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Id { get; set; } = string.Empty;

    private InboundTestView? View { get; set; }

    /// <summary>The page is as it was sent; where the runtime does not come, the page loads itself anew.</summary>
    private bool IsSentOnly { get; set; } = true;

    private string StateKey =>
        View switch
        {
            null or { State: InboundTestState.Queued } => "open.queued",
            { IsOpen: true } => "open.running",
            _ => "open.done",
        };

    protected override async Task OnInitializedAsync() =>
        View = await Tests.FindAsync(Id, gone.Token);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            IsSentOnly = false;
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var view in Tests.WatchAsync(Id, gone.Token))
            {
                View = view;
                StateHasChanged();
                if (!view.IsOpen)
                {
                    // The whole page again, without a reload: the verdict takes the place of the progress.
                    Address.Refresh();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The visitor has gone.
        }
        catch (Exception fault) when (Platform.DatabaseFault.IsUnavailable(fault))
        {
            // The page at this address says so, and what to do.
            Address.Refresh(forceReload: true);
        }
        catch (Exception fault) when (!gone.IsCancellationRequested)
        {
            // The page then says that it no longer follows the test, and offers to load it again.
            await DispatchExceptionAsync(fault);
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
