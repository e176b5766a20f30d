using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Pages;

/// <summary>
/// Where the link of a confirmation leads. Opening it changes nothing: programs that look for harm in mail open links too. The button
/// confirms.
/// </summary>
public partial class ConfirmNoticesPage : ComponentBase
{
    public const string FormName = "confirm";

    [Inject]
    private IStringLocalizer<NoticeTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Token { get; set; } = string.Empty;

    private OpenConfirmation? Open { get; set; }

    private SubscriptionDesk Desk => Services.GetRequiredService<SubscriptionDesk>();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Open = await Desk.FindConfirmationAsync(Token, Context.RequestAborted);
        if (Open is null)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task ConfirmAsync()
    {
        if (await Desk.ConfirmAsync(Token, Context.RequestAborted) is { } own)
        {
            Address.NavigateTo($"{SitePaths.OwnNotices(own)}?confirmed=true");
        }
        else
        {
            Open = null;
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
