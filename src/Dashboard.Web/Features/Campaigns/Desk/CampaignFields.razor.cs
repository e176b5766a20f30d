using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>What an analyst fills in of a campaign.</summary>
public sealed partial class CampaignFields : ComponentBase
{
    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public CampaignForm Draft { get; set; } = new();

    /// <summary>Its organisations are still to be chosen.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    [Parameter]
    public IReadOnlyList<string> Lists { get; set; } = [];

    /// <summary>The id of the message that says what is wrong.</summary>
    [Parameter]
    public string? ProblemId { get; set; }

    private IEnumerable<(string Field, string Text)> Longer =>
        [
            ("purpose-nl", Draft.PurposeNl),
            ("purpose-en", Draft.PurposeEn),
            ("consent-nl", Draft.ConsentNl),
            ("consent-en", Draft.ConsentEn),
        ];
}
