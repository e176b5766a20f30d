using Dashboard.Core;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Lists;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>For analysts: campaigns, and a form to make one.</summary>
public sealed partial class CampaignsPage : ComponentBase
{
    public const string AddForm = "add-campaign";

    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IOptions<MailOptions> Mail { get; set; } = null!;

    [Inject]
    private IOptions<OperatorOptions> Operator { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private IReadOnlyList<CampaignRow> Campaigns { get; set; } = [];

    private IReadOnlyList<string> Lists { get; set; } = [];

    private CampaignForm Draft { get; set; } = new();

    private string? Problem { get; set; }

    private bool MailIsOn => Mail.Value.IsOn;

    private CampaignReader Reader => Services.GetRequiredService<CampaignReader>();

    private CampaignCreator Creator => Services.GetRequiredService<CampaignCreator>();

    /// <summary>Of its state and the clock: a campaign whose window is past is over.</summary>
    internal static string StateWord(CampaignRow campaign, DateTimeOffset now) =>
        campaign.State is CampaignState.Running or CampaignState.Paused && now >= campaign.EndsAt
            ? "over"
        : campaign.State == CampaignState.Running && now < campaign.StartsAt ? "planned"
        : Slug.Of(campaign.State);

    protected override async Task OnInitializedAsync()
    {
        Campaigns = await Reader.AllAsync(Context.RequestAborted);
        Lists =
        [
            .. (
                await Services.GetRequiredService<ListDesk>().AllAsync(Context.RequestAborted)
            ).Select(list => list.Name),
        ];
        Draft = CampaignForm.Default(Time.GetUtcNow(), Operator.Value.Name, Operator.Value.Contact);
    }

    private async Task AddAsync()
    {
        Draft = CampaignForm.Read(await Context.Request.ReadFormAsync(Context.RequestAborted));
        var (draft, wrong) = Draft.ToDraft();
        var (id, refusal) = draft is null
            ? (null, wrong)
            : await Creator.CreateAsync(
                draft,
                Context.User.Identity?.Name ?? string.Empty,
                Context.RequestAborted
            );
        if (id is not { } added)
        {
            Problem = Texts[$"problem.{Slug.Of(refusal ?? CampaignRefusal.NameMissing)}"];
            return;
        }
        Address.NavigateTo(SitePaths.Campaign(added));
    }
}
