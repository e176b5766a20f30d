using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Corrections;

/// <summary>
/// What the holder of an organisation's link sees of a round from its correction period on: the organisation's own domains, a form to
/// comment on them in that period, and the decisions. For everybody else it is not there.
/// </summary>
public partial class CorrectionPage : ComponentBase
{
    public const string FormName = "comment";

    [Inject]
    private IStringLocalizer<RoundDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<OrganisationTexts> Names { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasons { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Token { get; set; } = string.Empty;

    [SupplyParameterFromForm(FormName = FormName, Name = "domain")]
    private string? Domain { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromForm(FormName = FormName, Name = "text")]
    private string? Text { get; set; }

    private static IReadOnlyList<CommentKind> Kinds { get; } =
    [
        CommentKind.Technical,
        CommentKind.NotOurs,
        CommentKind.Moved,
        CommentKind.Ended,
        CommentKind.Other,
    ];

    private OpenedLink? Link { get; set; }

    private IReadOnlyList<DomainResult> Results { get; set; } = [];

    private IReadOnlyList<RoundCommentRow> Comments { get; set; } = [];

    private string? Problem { get; set; }

    private bool Sent { get; set; }

    private bool IsOpen => Link is { Round.State: RoundState.Correction };

    private bool IsPublished => Link is { Round.State: RoundState.Published };

    private RoundComments Desk => Services.GetRequiredService<RoundComments>();

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Link = await Services
            .GetRequiredService<RoundLinks>()
            .OpenAsync(Token, Context.RequestAborted);
        if (Link is null)
        {
            Address.NotFound();
            return;
        }
        Results = await Services
            .GetRequiredService<OrganisationRounds>()
            .ResultsAsync(Link.OrganisationKey, Link.Round, Context.RequestAborted);
        Comments = await Desk.OfAsync(Link.Round.Id, Link.OrganisationKey, Context.RequestAborted);
    }

    private async Task AddAsync()
    {
        if (Link is null)
        {
            return;
        }
        var refusal = await Desk.AddAsync(
            Link,
            Slug.TryParse(Kind, out CommentKind kind) ? kind : CommentKind.Other,
            string.IsNullOrEmpty(Domain) ? null : Domain,
            Text ?? string.Empty,
            Context.RequestAborted
        );
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Sent = true;
        Comments = await Desk.OfAsync(Link.Round.Id, Link.OrganisationKey, Context.RequestAborted);
    }
}
