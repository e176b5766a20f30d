using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Subscriptions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Pages;

/// <summary>
/// Asks for an address, on the page of what the notices are about. It has no token, so that the page is the same for everybody: where
/// it comes from is seen by what the browser says.
/// </summary>
public partial class NoticeForm : ComponentBase
{
    [Inject]
    private IStringLocalizer<NoticeTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private SubscriptionDesk Desk => Services.GetRequiredService<SubscriptionDesk>();

    [Parameter, EditorRequired]
    public SubscriptionTarget Target { get; set; }

    [Parameter, EditorRequired]
    public string Key { get; set; } = string.Empty;
}
