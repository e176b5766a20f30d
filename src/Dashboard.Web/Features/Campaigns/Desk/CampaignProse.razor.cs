using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>What an analyst wrote, a paragraph a line.</summary>
public sealed partial class CampaignProse : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;
}
