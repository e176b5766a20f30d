using Dashboard.Data.Accounts;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Coverage;

/// <summary>The coverage of a campaign as everybody sees it once an analyst has published it; before that, analysts alone.</summary>
public sealed partial class CampaignCoveragePage : ComponentBase
{
    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    private CampaignRow? Campaign { get; set; }

    private IReadOnlyList<CoverageRow> Rows { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        if (
            await Services
                .GetRequiredService<CampaignCoverages>()
                .ReadAsync(Id, Context.RequestAborted)
                is not var (campaign, rows)
            || !(campaign.Published || AccountPolicies.Has(Context.User, AccountRole.Analyst))
        )
        {
            Address.NotFound();
            return;
        }
        (Campaign, Rows) = (campaign, rows);
    }
}
