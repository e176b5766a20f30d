using Dashboard.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Webhooks.Pages;

/// <summary>The second way to get notices, beside the form for an e-mail address.</summary>
public partial class WebhookLink : ComponentBase
{
    [Inject]
    private IStringLocalizer<WebhookTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    private WebhookDesk Desk => Services.GetRequiredService<WebhookDesk>();

    [Parameter, EditorRequired]
    public SubscriptionTarget Target { get; set; }

    [Parameter, EditorRequired]
    public string Key { get; set; } = string.Empty;
}
