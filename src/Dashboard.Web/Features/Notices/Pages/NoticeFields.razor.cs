using Dashboard.Data.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Pages;

/// <summary>What a form asks that starts notices.</summary>
public partial class NoticeFields : ComponentBase
{
    [Inject]
    private IStringLocalizer<NoticeTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public SubscriptionTarget Target { get; set; }

    [Parameter, EditorRequired]
    public string Key { get; set; } = string.Empty;

    /// <summary>As it was typed before.</summary>
    [Parameter]
    public string? Address { get; set; }

    /// <summary>The id of the message that says what is wrong with it.</summary>
    [Parameter]
    public string? Described { get; set; }
}
