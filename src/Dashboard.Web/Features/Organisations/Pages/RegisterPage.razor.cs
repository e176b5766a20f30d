using System.Globalization;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>An explanation with the name of its organisation today.</summary>
internal sealed record RegisterLine(ExplanationRow Explanation, string Organisation);

/// <summary>The register of explanations ("leg uit"), for everybody.</summary>
public partial class RegisterPage : ComponentBase
{
    public const int PageSize = 50;

    [Inject]
    private IStringLocalizer<OrganisationTexts> Texts { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The key of one organisation.</summary>
    [SupplyParameterFromQuery(Name = "organisation")]
    private string? Key { get; set; }

    /// <summary>Explanations before this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeWord { get; set; }

    /// <summary>What is no number asks for nothing.</summary>
    private int? Before =>
        int.TryParse(BeforeWord, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    private Organisation? Of { get; set; }

    /// <summary>Those that hold, or will.</summary>
    private IReadOnlyList<RegisterLine> Valid { get; set; } = [];

    /// <summary>Replaced, withdrawn or over.</summary>
    private IReadOnlyList<RegisterLine> Former { get; set; } = [];

    private int? Older { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        var key = Key?.Replace("\0", "", StringComparison.Ordinal).Trim();
        var all = db.Set<ExplanationRow>().AsNoTracking();
        if (key is { Length: > 0 })
        {
            Of = await db
                .Organisations.AsNoTracking()
                .WithKey(key)
                .SingleOrDefaultAsync(Context.RequestAborted);
            var current = Of?.Key ?? key;
            all = all.Where(e => e.OrganisationKey == current);
        }
        var today = DutchTime.DayOf(Time.GetUtcNow());
        var valid = await NamedAsync(
            db,
            all.Where(e =>
                e.EndedAt == null && e.ValidUntil >= today && (Before == null || e.Id < Before)
            ),
            PageSize + 1
        );
        Valid = [.. valid.Take(PageSize)];
        Older = valid.Count > PageSize ? Valid[^1].Explanation.Id : null;
        Former = await NamedAsync(
            db,
            all.Where(e => e.EndedAt != null || e.ValidUntil < today),
            PageSize
        );
    }

    private async Task<List<RegisterLine>> NamedAsync(
        DashboardDb db,
        IQueryable<ExplanationRow> wanted,
        int most
    )
    {
        var rows = await wanted
            .OrderByDescending(e => e.Id)
            .Take(most)
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

    private string OlderPath(int older)
    {
        var before = older.ToString(CultureInfo.InvariantCulture);
        return Of is { } of
            ? $"{SitePaths.ComplyOrExplain}?organisation={Uri.EscapeDataString(of.Key)}&before={before}"
            : $"{SitePaths.ComplyOrExplain}?before={before}";
    }
}
