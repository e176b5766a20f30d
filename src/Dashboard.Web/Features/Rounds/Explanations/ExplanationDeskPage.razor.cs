using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Explanations;

/// <summary>For analysts: explanations are added and withdrawn.</summary>
public partial class ExplanationDeskPage : ComponentBase
{
    public const string AddForm = "add-explanation";

    private const int MostShown = 200;

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

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = AddForm, Name = "organisation")]
    private string? Organisation { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "standard")]
    private string? Standard { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "domain")]
    private string? Domain { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "text")]
    private string? Text { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "role")]
    private string? Role { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "until")]
    private string? Until { get; set; }

    /// <summary>The two of the obligation first.</summary>
    private static IReadOnlyList<FigureStandard> Standards { get; } =
    [
        .. Enum.GetValues<FigureStandard>()
            .OrderBy(s =>
                s is FigureStandard.Dane ? 0
                : s is FigureStandard.StartTls ? 1
                : 2
            ),
    ];

    /// <summary>Those whose last day is near and that no other one follows; the next to end first.</summary>
    private IReadOnlyList<RegisterLine> Ending { get; set; } = [];

    private IReadOnlyList<RegisterLine> Valid { get; set; } = [];

    /// <summary>All that are valid, also those that are not shown.</summary>
    private int AllValid { get; set; }

    private string? Message { get; set; }

    private string? Problem { get; set; }

    /// <summary>How long before its end one is named, as in notices.</summary>
    private int WarningDays =>
        (int)
            Services
                .GetRequiredService<IOptions<NoticeOptions>>()
                .Value.ExplanationWarning.TotalDays;

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private ExplanationDesk Desk => Services.GetRequiredService<ExplanationDesk>();

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var today = DutchTime.DayOf(Time.GetUtcNow());
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        var valid = db.Set<ExplanationRow>()
            .AsNoTracking()
            .Where(e => e.EndedAt == null && e.ValidUntil >= today);
        AllValid = await valid.CountAsync(Context.RequestAborted);
        var until = today.AddDays(WarningDays);
        Ending = await NamedAsync(
            db,
            valid
                .Where(e =>
                    e.ValidUntil <= until
                    && !valid.Any(later =>
                        later.OrganisationKey == e.OrganisationKey
                        && later.Standard == e.Standard
                        && later.Domain == e.Domain
                        && later.ValidUntil > e.ValidUntil
                    )
                )
                .OrderBy(e => e.ValidUntil)
                .ThenBy(e => e.Id)
        );
        Valid = await NamedAsync(db, valid.OrderByDescending(e => e.Id));
    }

    private async Task<IReadOnlyList<RegisterLine>> NamedAsync(
        DashboardDb db,
        IQueryable<ExplanationRow> wanted
    )
    {
        var rows = await wanted
            .Take(MostShown)
            .Select(e => new
            {
                Row = e,
                Name = db
                    .Organisations.Where(o => o.Key == e.OrganisationKey)
                    .Select(o => o.Name)
                    .FirstOrDefault(),
            })
            .ToListAsync(Context.RequestAborted);
        return rows.ConvertAll(r => new RegisterLine(r.Row, r.Name ?? r.Row.OrganisationKey));
    }

    private async Task AddAsync()
    {
        DomainName? domain = null;
        if (
            !string.IsNullOrWhiteSpace(Domain)
            && !DomainName.TryParse(Domain.Trim().ToLowerInvariant(), out domain)
        )
        {
            Problem = Texts["problem.domain"];
            return;
        }
        if (!Day(From, out var from) || !Day(Until, out var until))
        {
            Problem = Texts[$"problem.{Slug.Of(ExplanationRefusal.Dates)}"];
            return;
        }
        var (added, refusal) = await Desk.AddAsync(
            new(
                TypedText.WithoutNul(Organisation).Trim(),
                Slug.TryParse(Standard, out FigureStandard standard)
                    ? standard
                    : FigureStandard.Dane,
                domain,
                TypedText.WithoutNul(Text).Trim(),
                TypedText.WithoutNul(Role).Trim(),
                from,
                until,
                Actor
            ),
            Context.RequestAborted
        );
        if (added is null)
        {
            Problem = Texts[$"problem.{Slug.Of(refusal ?? ExplanationRefusal.NoSuchOrganisation)}"];
            return;
        }
        Message = Texts["desk.added"];
        Organisation = Domain = Text = Role = From = Until = null;
        await ReadAsync();
    }

    private async Task WithdrawAsync(int id)
    {
        if (await Desk.WithdrawAsync(id, Actor, Context.RequestAborted))
        {
            Message = Texts["desk.withdrawn"];
        }
        await ReadAsync();
    }

    /// <returns>False where something is typed that is no day.</returns>
    private static bool Day(string? typed, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(typed))
        {
            return true;
        }
        var isDay = DateOnly.TryParseExact(
            typed.Trim(),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var read
        );
        day = isDay ? read : null;
        return isDay;
    }
}
