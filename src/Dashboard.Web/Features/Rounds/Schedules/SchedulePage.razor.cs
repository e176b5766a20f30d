using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Schedules;

/// <summary>For analysts: one schedule, what became of its moments, and what can be done to it.</summary>
public partial class SchedulePage : ComponentBase
{
    public const string ActForm = "act";
    public const string RemoveForm = "remove";
    public const string ChangeForm = "change-schedule";

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

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "confirm")]
    private string? Confirm { get; set; }

    private ScheduleFound? Found { get; set; }

    private IReadOnlyList<string> Lists { get; set; } = [];

    private ScheduleDraft Draft { get; set; } = null!;

    /// <summary>The moments of what is typed.</summary>
    private IReadOnlyList<DateTimeOffset> Shown { get; set; } = [];

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private RoundSchedules Schedules => Services.GetRequiredService<RoundSchedules>();

    protected override async Task OnInitializedAsync()
    {
        Found = await Schedules.FindAsync(Id, Context.RequestAborted);
        if (Found is not { } found)
        {
            Address.NotFound();
            return;
        }
        Draft = new(
            found.Row.Name,
            found.Row.Kind,
            found.ListName,
            found.Row.Profile,
            found.Row.Cron
        );
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        Lists = await db
            .DomainLists.OrderBy(list => list.Name)
            .Select(list => list.Name)
            .ToListAsync(Context.RequestAborted);
    }

    private async Task ChangeAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        Draft = ScheduleFields.Read(form);
        if (form["act"] == "show")
        {
            (Shown, var wrong) = Schedules.Read(Draft.Cron);
            Problem = wrong is { } of ? Texts[$"problem.{Slug.Of(of)}"].Value : null;
            return;
        }
        Answer(
            await Schedules.ChangeAsync(Id, Draft, Actor, Context.RequestAborted),
            SitePaths.Schedule(Id)
        );
    }

    private async Task ActAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var cancellation = Context.RequestAborted;
        switch (form["act"].ToString())
        {
            case "pause":
                Answer(await Schedules.PauseAsync(Id, Actor, cancellation), SitePaths.Schedule(Id));
                break;
            case "resume":
                Answer(
                    await Schedules.ResumeAsync(Id, Actor, cancellation),
                    SitePaths.Schedule(Id)
                );
                break;
            case "remove":
                Answer(await Schedules.RemoveAsync(Id, Actor, cancellation), SitePaths.Schedules);
                break;
        }
    }

    private void Answer(ScheduleRefusal? refusal, string path)
    {
        if (refusal is { } why)
        {
            Problem = Texts[$"problem.{Slug.Of(why)}"];
            return;
        }
        Address.NavigateTo(path);
    }
}
