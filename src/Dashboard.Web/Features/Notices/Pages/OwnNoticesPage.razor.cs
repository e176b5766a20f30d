using Dashboard.Web.Features.Notices.Subscriptions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Pages;

/// <summary>What the holder of an address has asked for. The link is in each message; the address itself is not on the page.</summary>
public partial class OwnNoticesPage : ComponentBase
{
    public const string EndForm = "end-all";
    public const string OptOutForm = "opt-out";
    public const string AllowForm = "allow";

    [Inject]
    private IStringLocalizer<NoticeTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    [SupplyParameterFromQuery(Name = "confirmed")]
    private string? Confirmed { get; set; }

    private OwnNotices? Own { get; set; }

    private string? Message { get; set; }

    private SubscriptionDesk Desk => Services.GetRequiredService<SubscriptionDesk>();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Own = await Desk.FindOwnAsync(Id, Context.RequestAborted);
        if (Own is null)
        {
            Address.NotFound();
            return;
        }
        if (Confirmed == "true" && HttpMethods.IsGet(Context.Request.Method))
        {
            Message = Texts["own.confirmed"];
        }
    }

    private async Task EndAsync(long? subscription)
    {
        await Desk.EndAsync(Id, subscription, Context.RequestAborted);
        await ShowAsync("own.ended");
    }

    private async Task OptOutAsync()
    {
        await Desk.OptOutAsync(Id, Context.RequestAborted);
        await ShowAsync("own.opted-out.done");
    }

    private async Task AllowAsync()
    {
        await Desk.AllowAsync(Id, Context.RequestAborted);
        Own = new(Id, OptedOut: false, StoppedAt: null, []);
        Message = Texts["own.allowed"];
    }

    private async Task ShowAsync(string message)
    {
        Own = await Desk.FindOwnAsync(Id, Context.RequestAborted);
        Message = Texts[message];
    }
}
