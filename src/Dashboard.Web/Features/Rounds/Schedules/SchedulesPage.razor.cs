using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Schedules;

/// <summary>For analysts: which rounds start by themselves, and a form to add one.</summary>
public partial class SchedulesPage : ComponentBase
{
    public const string AddForm = "add-schedule";

    [Inject]
    private IStringLocalizer<ScheduleTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RoundDeskTexts> Desk { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private IReadOnlyList<ScheduleFound> Schedules { get; set; } = [];

    private IReadOnlyList<string> Lists { get; set; } = [];

    private ScheduleDraft Draft { get; set; } =
        new(string.Empty, RoundKind.CurrentState, null, RoundProfiles.Round, "0 6 * * 1");

    /// <summary>The moments of what is typed.</summary>
    private IReadOnlyList<DateTimeOffset> Shown { get; set; } = [];

    private string? Problem { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Schedules = await Services
            .GetRequiredService<RoundSchedules>()
            .AllAsync(Context.RequestAborted);
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        Lists = await db
            .DomainLists.OrderBy(list => list.Name)
            .Select(list => list.Name)
            .ToListAsync(Context.RequestAborted);
    }

    private async Task AddAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        Draft = ScheduleFields.Read(form);
        var schedules = Services.GetRequiredService<RoundSchedules>();
        if (form["act"] == "show")
        {
            (Shown, var wrong) = schedules.Read(Draft.Cron);
            Problem = wrong is { } of ? Texts[$"problem.{Slug.Of(of)}"].Value : null;
            return;
        }
        var (id, refusal) = await schedules.AddAsync(
            Draft,
            Context.User.Identity?.Name ?? string.Empty,
            Context.RequestAborted
        );
        if (id is not { } added)
        {
            Problem = Texts[$"problem.{Slug.Of(refusal ?? ScheduleRefusal.NameMissing)}"];
            return;
        }
        Address.NavigateTo(SitePaths.Schedule(added));
    }
}
