using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Adoption;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Coverage;

/// <summary>Links to the coverage of the newest campaigns that are published; nothing where there is none.</summary>
public sealed partial class PublishedCampaigns : ComponentBase, IPagePart<FiguresPlace>
{
    [Parameter, EditorRequired]
    public FiguresPlace Place { get; set; } = null!;

    private const int Most = 5;

    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Database { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private IReadOnlyList<CampaignRow> Campaigns { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        await using var db = await Database.CreateDbContextAsync(Context.RequestAborted);
        Campaigns = await db.Set<CampaignRow>()
            .AsNoTracking()
            .Where(c => c.Published)
            .OrderByDescending(c => c.StartsAt)
            .ThenByDescending(c => c.Id)
            .Take(Most)
            .ToListAsync(Context.RequestAborted);
    }
}
