using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Organisations.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Pages;

/// <summary>Asks for notices, on the page of an organisation.</summary>
public partial class OrganisationNotices : ComponentBase, IPagePart<OrganisationFollowPlace>
{
    [Inject]
    private IStringLocalizer<NoticeTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public OrganisationFollowPlace Place { get; set; } = null!;
}
