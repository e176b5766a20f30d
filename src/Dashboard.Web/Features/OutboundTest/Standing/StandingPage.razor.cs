using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.OutboundTest.Result;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.OutboundTest.Standing;

/// <summary>A standing test: its lasting addresses, the latest outcome, and all rounds.</summary>
public partial class StandingPage : ComponentBase
{
    public const string FormName = "standing-test";

    [Inject]
    private IStringLocalizer<StandingTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SendingTexts> Sending { get; set; } = null!;

    [Inject]
    private StandingTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    /// <summary>Which of the buttons.</summary>
    [SupplyParameterFromForm(FormName = FormName, Name = "act")]
    private string? Act { get; set; }

    private StandingTestView? Test { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Test = await Tests.FindAsync(Id, Context.RequestAborted);
        if (Test is null)
        {
            Address.NotFound();
        }
    }

    private async Task SubmitAsync()
    {
        if (Act == "delete")
        {
            await Tests.DeleteAsync(Id, Context.RequestAborted);
            Address.NavigateTo(OutboundTestPaths.StandingStart + "?removed=true");
        }
        else if (Act == "end")
        {
            await Tests.EndAsync(Id, Context.RequestAborted);
            Address.NavigateTo(OutboundTestPaths.Standing(Id));
        }
    }

    private string Link => Address.ToAbsoluteUri(OutboundTestPaths.Standing(Id)).ToString();

    private string? Why(OutboundVerdict verdict) =>
        SenderStates.WhyKey(verdict) is { } key ? Sending[key].Value : null;

    private string Interval(TimeSpan interval) =>
        StandingStartPage.Intervals.Contains((int)interval.TotalHours)
            ? Texts[$"interval.{(int)interval.TotalHours}"]
            : Texts["interval.other", (int)interval.TotalHours];
}
