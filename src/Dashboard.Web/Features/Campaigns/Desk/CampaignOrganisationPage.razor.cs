using Dashboard.Core;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>For analysts: one organisation of a campaign, its addresses with where they come from, and what became of mail to them.</summary>
public sealed partial class CampaignOrganisationPage : ComponentBase
{
    public const string LanguageForm = "language";

    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public long OrganisationId { get; set; }

    private CampaignRow? Campaign { get; set; }

    private CampaignOrganisationFacts? Organisation { get; set; }

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private CampaignReader Reader => Services.GetRequiredService<CampaignReader>();

    private CampaignDesk Desk => Services.GetRequiredService<CampaignDesk>();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Campaign = await Reader.FindAsync(Id, Context.RequestAborted);
        Organisation = await Reader.OrganisationAsync(Id, OrganisationId, Context.RequestAborted);
        if (Campaign is null || Organisation is null)
        {
            Address.NotFound();
        }
    }

    private async Task RemoveAsync(long address)
    {
        await Services
            .GetRequiredService<CampaignAddressDesk>()
            .RemoveAsync(Id, address, Actor, Context.RequestAborted);
        Address.NavigateTo(SitePaths.CampaignOrganisation(Id, OrganisationId));
    }

    private async Task LanguageAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        if (
            await Desk.SetLanguageAsync(
                Id,
                OrganisationId,
                TypedText.WithoutNul(form["language"]),
                Actor,
                Context.RequestAborted
            ) is
            { } refusal
        )
        {
            Problem = Texts[$"problem.{Slug.Of(refusal)}"];
            return;
        }
        Address.NavigateTo(SitePaths.CampaignOrganisation(Id, OrganisationId));
    }
}
