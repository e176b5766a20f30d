using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Corrections;

/// <summary>
/// What an organisation sees of a round from its correction period on: its own domains, a form to comment on them in that period, and
/// the decisions.
/// </summary>
public partial class CorrectionView : ComponentBase
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

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Path { get; set; } = string.Empty;

    /// <summary>Opened by an account of the organisation, not by a link that goes from hand to hand.</summary>
    [Parameter]
    public bool ByAccount { get; set; }

    [Parameter, EditorRequired]
    public RoundRow Round { get; set; } = null!;

    [Parameter, EditorRequired]
    public string OrganisationKey { get; set; } = string.Empty;

    /// <summary>Its name in the round.</summary>
    [Parameter, EditorRequired]
    public string Organisation { get; set; } = string.Empty;

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

    private IReadOnlyList<DomainResult> Results { get; set; } = [];

    private IReadOnlyList<RoundCommentRow> Comments { get; set; } = [];

    private string? Problem { get; set; }

    private bool Sent { get; set; }

    private bool IsOpen => Round.State == RoundState.Correction;

    private bool IsPublished => Round.State == RoundState.Published;

    private RoundComments Desk => Services.GetRequiredService<RoundComments>();

    private string SecretKey =>
        ByAccount ? (IsPublished ? "own.account.published" : "own.account")
        : IsPublished ? "own.secret.published"
        : IsOpen ? "own.secret"
        : "own.secret.closed";

    protected override async Task OnInitializedAsync()
    {
        Results = await Services
            .GetRequiredService<OrganisationRounds>()
            .ResultsAsync(OrganisationKey, Round, Context.RequestAborted);
        Comments = await Desk.OfAsync(Round.Id, OrganisationKey, Context.RequestAborted);
    }

    private async Task AddAsync()
    {
        var refusal = await Desk.AddAsync(
            new(Round, OrganisationKey, Organisation),
            Slug.TryParse(Kind, out CommentKind kind) ? kind : CommentKind.Other,
            string.IsNullOrEmpty(Domain) ? null : Domain,
            Text ?? string.Empty,
            ByAccount ? Context.User.Identity?.Name : null,
            Context.RequestAborted
        );
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Sent = true;
        Comments = await Desk.OfAsync(Round.Id, OrganisationKey, Context.RequestAborted);
    }
}
