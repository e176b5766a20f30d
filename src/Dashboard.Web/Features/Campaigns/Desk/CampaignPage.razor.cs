using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Campaigns.Coverage;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>For analysts: one campaign, how far it came, and what can be done with it.</summary>
public sealed partial class CampaignPage : ComponentBase
{
    public const string ActForm = "act";
    public const string ChangeForm = "change";

    public const int PageSize = 100;

    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IOptions<MailOptions> Mail { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "words")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    /// <summary>How many organisations are passed over.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private string? AfterWord { get; set; }

    private static IReadOnlyList<string> Shows { get; } =
    ["no-address", "no-answer", "accepted", "declined", "tested", "undeliverable"];

    private CampaignRow? Campaign { get; set; }

    private CampaignForm Draft { get; set; } = new();

    private IReadOnlyList<CoverageRow> Rows { get; set; } = [];

    private IReadOnlyList<CampaignOrganisationFacts> Found { get; set; } = [];

    private IReadOnlyList<CampaignOrganisationFacts> Shown { get; set; } = [];

    private string? Next { get; set; }

    private string? Problem { get; set; }

    private bool MailIsOn => Mail.Value.IsOn;

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private string Word => CampaignsPage.StateWord(Campaign!, Time.GetUtcNow());

    private CampaignReader Reader => Services.GetRequiredService<CampaignReader>();

    private CampaignDesk Desk => Services.GetRequiredService<CampaignDesk>();

    /// <summary>What can be done in the state that it is in.</summary>
    private IEnumerable<string> Acts =>
        (Word, Campaign!.State) switch
        {
            ("draft", _) => ["run"],
            ("running" or "planned", _) => ["pause", "stop", Publishing],
            ("paused", _) => ["run", "stop", Publishing],
            _ => [Publishing],
        };

    private string Publishing => Campaign!.Published ? "unpublish" : "publish";

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var cancellation = Context.RequestAborted;
        var campaign = await Reader.FindAsync(Id, cancellation);
        var organisations = await Reader.OrganisationsAsync(Id, cancellation);
        if (campaign is null)
        {
            Address.NotFound();
            return;
        }
        // All at once: a page is drawn as soon as the campaign is there.
        Campaign = campaign;
        Draft = CampaignForm.Of(campaign);
        Rows = CampaignCoverages.Of(organisations);
        Found = [.. organisations.Where(Fits)];
        var after =
            int.TryParse(AfterWord, NumberStyles.None, CultureInfo.InvariantCulture, out var passed)
            && passed < Found.Count
                ? passed
                : 0;
        Shown = [.. Found.Skip(after).Take(PageSize)];
        Next =
            after + Shown.Count < Found.Count
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{SitePaths.Campaign(Id)}?words={Uri.EscapeDataString(Words ?? string.Empty)}&show={Uri.EscapeDataString(Show ?? string.Empty)}&after={after + Shown.Count}#organisations"
                )
                : null;
    }

    private bool Fits(CampaignOrganisationFacts one) =>
        (
            string.IsNullOrWhiteSpace(Words)
            || one.Row.Name.Contains(Words.Trim(), StringComparison.CurrentCultureIgnoreCase)
            || one.Row.Domains.Contains(Words.Trim(), StringComparer.OrdinalIgnoreCase)
        )
        && Show switch
        {
            "no-address" => one.Contact == CampaignContact.NoAddress,
            "undeliverable" => one.Contact == CampaignContact.Undeliverable,
            "no-answer" => one.Row.Answer == CampaignAnswer.None,
            "accepted" => one.Row.Answer == CampaignAnswer.Accepted,
            "declined" => one.Row.Answer
                is CampaignAnswer.Declined
                    or CampaignAnswer.NotResponsible,
            "tested" => one.Row.Answer == CampaignAnswer.Accepted && one.Verdict is not null,
            _ => true,
        };

    private async Task ActAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var cancellation = Context.RequestAborted;
        Answer(
            form["act"].ToString() switch
            {
                "run" => await Desk.RunAsync(Id, Actor, cancellation),
                "pause" => await Desk.PauseAsync(Id, Actor, cancellation),
                "stop" => await Desk.StopAsync(Id, Actor, cancellation),
                "publish" => await Desk.PublishAsync(Id, published: true, Actor, cancellation),
                "unpublish" => await Desk.PublishAsync(Id, published: false, Actor, cancellation),
                _ => CampaignRefusal.State,
            }
        );
    }

    private async Task ChangeAsync()
    {
        var form = CampaignForm.Read(await Context.Request.ReadFormAsync(Context.RequestAborted));
        var (draft, wrong) = form.ToDraft();
        Answer(
            draft is null ? wrong : await Desk.ChangeAsync(Id, draft, Actor, Context.RequestAborted)
        );
        // As it was typed, so that only what is wrong needs another look.
        Draft = form;
    }

    private void Answer(CampaignRefusal? refusal)
    {
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Address.NavigateTo(SitePaths.Campaign(Id));
    }
}
