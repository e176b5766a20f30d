using System.Globalization;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>A sending test at its permanent link: where to send to, what was seen, and what that says.</summary>
public partial class OutboundPage : ComponentBase
{
    public const string DeleteForm = "delete-sending-test";

    [Inject]
    private IStringLocalizer<OutboundTexts> Texts { get; set; } = null!;

    [Inject]
    private OutboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    private OutboundTestView? Test { get; set; }

    /// <summary>
    /// Without script: slowly while the visitor still has the addresses to copy, quickly once something comes in, and slowly again
    /// when only time can change it.
    /// </summary>
    private string RefreshSeconds =>
        (
            Test!.Verdict.Senders.Count == 0 ? 20
            : Test.Verdict.Senders.All(sender => sender.Firm) ? 120
            : 5
        ).ToString(CultureInfo.InvariantCulture);

    protected override async Task OnInitializedAsync()
    {
        // Any holder of the owner's link may delete it: nothing on the way may keep a copy.
        Context.Response.Headers.CacheControl = "no-store";
        Test = await Tests.FindAsync(Id, Context.RequestAborted);
        if (Test is null)
        {
            Address.NotFound();
        }
    }

    private async Task DeleteAsync()
    {
        if (!await Tests.DeleteAsync(Id, Context.RequestAborted))
        {
            Address.NotFound();
            return;
        }
        Address.NavigateTo(SitePaths.Sending + "?removed=true");
    }
}
