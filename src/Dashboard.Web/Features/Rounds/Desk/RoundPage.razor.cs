using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Corrections;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>For analysts: one round, from its start to its publication and after.</summary>
public partial class RoundPage : ComponentBase
{
    public const string ActForm = "act";
    public const string ConfirmForm = "confirm";

    private const int MostLinked = 25;
    private const int MostDrops = 200;

    /// <summary>Without script the page of a running round loads itself anew.</summary>
    private const int RefreshSeconds = 10;

    [Inject]
    private IStringLocalizer<RoundDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "confirm")]
    private string? Confirm { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Sought { get; set; }

    private RoundRow? Round { get; set; }

    /// <summary>What is to be done in its correction period; null outside it.</summary>
    private OpenCorrections? Open { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    private bool IsRunning => Round is { } round && RoundStates.Unfinished.Contains(round.State);

    /// <summary>Domains that dropped against the former round and wait for their re-test.</summary>
    private IReadOnlyList<string> Drops { get; set; } = [];

    private int AllDrops { get; set; }

    private IReadOnlyList<FigureItem> Figures { get; set; } = [];

    private IReadOnlyList<RoundCommentRow> Comments { get; set; } = [];

    private IReadOnlyList<LinkedOrganisation> Linked { get; set; } = [];

    /// <summary>Names by key, of those that commented.</summary>
    private IReadOnlyDictionary<string, string> Organisations { get; set; } =
        new Dictionary<string, string>();

    private string? Link { get; set; }

    private string? LinkFor { get; set; }

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private bool IsAdministrator => AccountPolicies.Has(Context.User, AccountRole.Administrator);

    /// <summary>What cannot be taken back, and was asked for.</summary>
    private RoundAct? Asked =>
        Round is { } round
        && Slug.TryParse(Confirm, out RoundAct act)
        && RoundStates.ActsOn(round, IsAdministrator).Contains(act)
            ? act
            : null;

    private RoundComments Desk => Services.GetRequiredService<RoundComments>();

    /// <summary>A form is answered by the page that has it: what was looked for stays in the address.</summary>
    private string SoughtPath =>
        string.IsNullOrEmpty(Sought)
            ? SitePaths.Round(Id)
            : $"{SitePaths.Round(Id)}?q={Uri.EscapeDataString(Sought)}";

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var cancellation = Context.RequestAborted;
        Round = await Services.GetRequiredService<RoundReports>().FindAsync(Id, cancellation);
        if (Round is null)
        {
            Address.NotFound();
            return;
        }
        if (RoundStates.HasFigures(Round.State))
        {
            Figures = await Services
                .GetRequiredService<RoundReports>()
                .FiguresAsync(Round, AdoptionDimension.All, view: null, cancellation);
            Comments = await Desk.OfAsync(Id, organisation: null, cancellation);
        }
        if (Round.State == RoundState.Correction)
        {
            Linked = await Services
                .GetRequiredService<RoundLinks>()
                .OrganisationsAsync(Id, Sought, MostLinked, cancellation);
        }
        await using var db = await Databases.CreateDbContextAsync(cancellation);
        if (Round.State == RoundState.Correction)
        {
            Open = await OpenCorrections.FindAsync(db, Id, cancellation);
        }
        if (Round.State == RoundState.Confirming)
        {
            var drops = db.Set<RoundAttemptRow>()
                .Where(a =>
                    a.RoundId == Id
                    && !db.Set<RoundResultRow>()
                        .Any(r => r.RoundId == Id && r.DomainId == a.DomainId)
                )
                .Join(db.Set<MeasuredDomainRow>(), a => a.DomainId, d => d.Id, (_, d) => d.Name)
                .Distinct();
            AllDrops = await drops.CountAsync(cancellation);
            Drops = await drops.OrderBy(name => name).Take(MostDrops).ToListAsync(cancellation);
        }
        var keys = Comments.Select(c => c.OrganisationKey).Distinct().ToList();
        Organisations = (
            await db
                .Organisations.Where(o =>
                    keys.Contains(o.Key) || o.FormerKeys.Any(key => keys.Contains(key))
                )
                .Select(o => new
                {
                    o.Key,
                    o.FormerKeys,
                    o.Name,
                })
                .ToListAsync(cancellation)
        ).SelectMany(o => o.FormerKeys.Append(o.Key), (o, key) => (key, o.Name)).ToDictionary(of => of.key, of => of.Name, StringComparer.Ordinal);
    }

    private async Task ActAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        if (
            !Slug.TryParse(form["act"].ToString(), out RoundAct act)
            || Round is null
            || !RoundStates.ActsOn(Round, IsAdministrator).Contains(act)
        )
        {
            Problem = Texts[$"problem.{Slug.Of(ControlRefusal.WrongState)}"];
            return;
        }
        var control = Services.GetRequiredService<RoundControl>().As(Actor);
        var cancellation = Context.RequestAborted;
        // Notes of a round are public: a role, never a name.
        var role = AccountPolicies.RoleOf(Context.User) is { } of ? Slug.Of(of) : null;
        var refusal = act switch
        {
            RoundAct.Pause => await control.PauseAsync(Id, cancellation),
            RoundAct.Resume => await control.ResumeAsync(Id, cancellation),
            RoundAct.ConfirmNow => await control.ConfirmNowAsync(Id, role, cancellation),
            RoundAct.Close => await control.CloseAsync(Id, early: true, role, cancellation),
            RoundAct.Publish => await control.PublishAsync(Id, cancellation),
            _ => await control.CancelAsync(Id, cancellation),
        };
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Address.NavigateTo(SitePaths.Round(Id));
    }

    private async Task DecideAsync(int comment)
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var decision = form["decision"].ToString();
        if (decision is not ("remeasure" or "accept" or "reject"))
        {
            Problem = Texts[$"problem.{Slug.Of(CommentRefusal.NotDone)}"];
            return;
        }
        var refusal = await Desk.DecideAsync(
            Id,
            comment,
            accept: decision != "reject",
            remeasure: decision == "remeasure",
            form["reason"].ToString(),
            Actor,
            Context.RequestAborted
        );
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Address.NavigateTo(SitePaths.Round(Id));
    }

    private async Task LinkAsync(LinkedOrganisation organisation)
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var links = Services.GetRequiredService<RoundLinks>();
        if (form["link"] == "revoke")
        {
            await links.RevokeAsync(Id, organisation.Key, Actor, Context.RequestAborted);
        }
        else if (
            await links.CreateAsync(Id, organisation.Key, Actor, Context.RequestAborted) is
            { } token
        )
        {
            LinkFor = organisation.Name;
            Link =
                $"{Context.Request.Scheme}://{Context.Request.Host}{SitePaths.Correction(token)}";
        }
        else
        {
            Problem = Texts[$"problem.{Slug.Of(CommentRefusal.NotInCorrection)}"];
        }
        await ReadAsync();
    }

    private string ConfirmPath(RoundAct act) => $"{SitePaths.Round(Id)}?confirm={Slug.Of(act)}";

    private string Words(FigureItem? figure) =>
        figure is null ? "–"
        : figure.Percentage is { } percentage
            ? Texts[
                "figure.percentage",
                percentage.ToString("0.0", CultureInfo.CurrentCulture),
                figure.Share.Passed,
                figure.Share.Measured
            ]
        : Texts["figure.counts", figure.Share.Passed, figure.Share.Measured];

    private string Excluded(FigureItem? figure) =>
        figure is not { Excluded.Count: > 0 }
            ? "–"
            : string.Join(
                ", ",
                Enum.GetValues<ExclusionReason>()
                    .Select(why =>
                        (Why: why, Count: figure.Excluded.GetValueOrDefault(Slug.Of(why)))
                    )
                    .Where(reason => reason.Count > 0)
                    .Select(reason => $"{Names.Excluded(reason.Why)} {reason.Count}")
            );
}
