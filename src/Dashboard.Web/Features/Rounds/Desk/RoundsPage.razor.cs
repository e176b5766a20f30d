using System.Globalization;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>For analysts: the rounds, how far they are, and a form to start one.</summary>
public partial class RoundsPage : ComponentBase
{
    public const string StartForm = "start-round";

    private const int MostRounds = 20;

    [Inject]
    private IStringLocalizer<RoundDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = StartForm, Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = StartForm, Name = "list")]
    private string? ListName { get; set; }

    [SupplyParameterFromForm(FormName = StartForm, Name = "profile")]
    private string? Profile { get; set; }

    /// <summary>Rounds before this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeWord { get; set; }

    private int? Older { get; set; }

    [Inject]
    private IOptions<TlsNcscOptions> TlsOptions { get; set; } = null!;

    private string ChosenProfile => Profile ?? RoundProfiles.UnlessSaid(TlsOptions.Value);

    private static IReadOnlyList<string> Profiles { get; } =
    [RoundProfiles.Round, RoundProfiles.Full, RoundProfiles.Dane];

    private IReadOnlyList<(RoundRow Round, Pace? Pace, int Results)> Rounds { get; set; } = [];

    private IReadOnlyList<string> Lists { get; set; } = [];

    /// <summary>Of each round, the comments that nobody has decided.</summary>
    private IReadOnlyDictionary<int, int> Open { get; set; } = new Dictionary<int, int>();

    /// <summary>The newest current state; null where there is none.</summary>
    private RoundRow? Current { get; set; }

    private string? Problem { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        int? before = int.TryParse(
            BeforeWord,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
        var rounds = await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r => r.Kind != RoundKind.Batch && (before == null || r.Id < before))
            .OrderByDescending(r => r.Id)
            .Take(MostRounds + 1)
            .ToListAsync(Context.RequestAborted);
        if (rounds.Count > MostRounds)
        {
            rounds.RemoveAt(MostRounds);
            Older = rounds[^1].Id;
        }
        var pace = Services.GetRequiredService<RoundPace>();
        var progress = Services.GetRequiredService<RoundProgress>();
        var found = new List<(RoundRow, Pace?, int)>();
        foreach (var round in rounds)
        {
            var isRunning =
                RoundStates.IsMeasuring(round.State) || round.State == RoundState.Paused;
            found.Add(
                (
                    round,
                    isRunning ? await pace.FindAsync(round, Context.RequestAborted) : null,
                    isRunning
                        ? (await progress.FindAsync(round.Id, Context.RequestAborted))?.Done ?? 0
                        : round.Domains
                )
            );
        }
        Rounds = found;
        Current = await Services
            .GetRequiredService<CurrentState>()
            .FindAsync(Context.RequestAborted);
        Lists = await db
            .DomainLists.OrderBy(list => list.Name)
            .Select(list => list.Name)
            .ToListAsync(Context.RequestAborted);
        Open = await db.Set<RoundCommentRow>()
            .Where(c => c.Decision == CommentDecision.Open)
            .GroupBy(c => c.RoundId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, Context.RequestAborted);
    }

    private async Task StartAsync()
    {
        var (started, refusal) = await Services
            .GetRequiredService<RoundStart>()
            .StartAsync(
                new(
                    Name ?? string.Empty,
                    string.IsNullOrEmpty(ListName) ? null : ListName,
                    ChosenProfile,
                    Actor: Context.User.Identity?.Name ?? string.Empty
                ),
                Context.RequestAborted
            );
        if (started is null)
        {
            Problem = Texts[$"problem.{Slug.Of(refusal ?? RoundRefusal.NameMissing)}"];
            return;
        }
        Address.NavigateTo(SitePaths.Round(started.Id));
    }
}
