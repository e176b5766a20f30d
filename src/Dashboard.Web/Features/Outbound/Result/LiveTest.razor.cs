using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>
/// Everything of a sending test that changes while it is open: the page as first sent has it as it stands, and follows it from
/// then on.
/// </summary>
public sealed partial class LiveTest : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();

    [Inject]
    private IStringLocalizer<SendingTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Inject]
    private OutboundTests Tests { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Id { get; set; } = string.Empty;

    private OutboundTestView? View { get; set; }

    /// <summary>The page is as it was sent; where the runtime does not come, the page loads itself anew.</summary>
    private bool IsSentOnly { get; set; } = true;

    private string Key => SendingHeadline.KeyFor(View!.Verdict);

    /// <summary>A reader has no addresses to send to.</summary>
    private string LeadKey =>
        View!.IsReader && Key == SendingHeadline.Waiting ? $"lead.{Key}.reading" : $"lead.{Key}";

    /// <summary>The one to share, whoever looks: who copies it gives no right away.</summary>
    private string Link => Address.ToAbsoluteUri(SitePaths.SendingTest(View!.ReadingId)).ToString();

    private string Headline => SendingSentence.Of(Texts, View!.Verdict);

    private string? Why => SenderStates.WhyKey(View!.Verdict) is { } key ? Texts[key].Value : null;

    /// <summary>Of the only sender that counts; null where there is a verdict.</summary>
    private string? Progress =>
        View!.Verdict.HeadlineSenders is [var only]
            ? SenderProgress.Of(Texts, only, View.Verdict.Closed)
            : null;

    private IEnumerable<(SenderVerdict Sender, int Number)> Numbered =>
        View!.Verdict.Senders.Select((sender, i) => (sender, i + 1));

    private string Latest
    {
        get
        {
            var newest = View!
                .Verdict.Probes.Concat(View.Verdict.Senders.SelectMany(sender => sender.Probes))
                .SelectMany(probe =>
                    probe.Timeline.Select(entry =>
                        ((OutboundProbeId Probe, TimelineEntry Entry)?)(probe.Probe, entry)
                    )
                )
                .MaxBy(seen => seen!.Value.Entry.At);
            return newest is not { } last
                ? string.Empty
                : Texts[
                    "latest",
                    ClockTime.Words(last.Entry.At),
                    Probes[$"{OutboundProbes.Get(last.Probe).Slug}.title"].Value,
                    Probes[$"event.{Slug.Of(last.Entry.Kind)}"].Value
                ];
        }
    }

    /// <summary>Nothing is rendered before the test is there: what was sent first stays until then.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        View ??= await Tests.FindAsync(Id, gone.Token);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && View is { IsOpen: true })
        {
            IsSentOnly = false;
            StateHasChanged();
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (
                var test in OutboundTestWatch.FollowAsync(Tests, Time, View!, gone.Token)
            )
            {
                View = test;
                StateHasChanged();
            }
            // Closed or deleted: the whole page again, without its addresses.
            Address.Refresh();
        }
        catch (OperationCanceledException)
        {
            // The visitor has gone.
        }
        catch (Exception fault) when (Hosting.DatabaseFault.IsAway(fault))
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
