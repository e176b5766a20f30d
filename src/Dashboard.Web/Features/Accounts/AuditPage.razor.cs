using System.Globalization;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Accounts;

/// <summary>For administrators: the audit log, newest first, a page at a time.</summary>
public partial class AuditPage : ComponentBase
{
    public const int PageSize = 100;

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IDbContextFactory<DashboardDb> Databases { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>An actor or a subject, exactly.</summary>
    [SupplyParameterFromQuery(Name = "about")]
    private string? About { get; set; }

    /// <summary>Entries before this one.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeWord { get; set; }

    /// <summary>What is no number asks for nothing.</summary>
    private long? Before =>
        long.TryParse(BeforeWord, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    private IReadOnlyList<AuditEntry> Entries { get; set; } = [];

    private long? Older { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await using var db = await Databases.CreateDbContextAsync(Context.RequestAborted);
        var entries = db.AuditEntries.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(About))
        {
            var about = About.Trim();
            entries = entries.Where(entry => entry.Actor == about || entry.Subject == about);
        }
        if (Before is { } before)
        {
            entries = entries.Where(entry => entry.Id < before);
        }
        var found = await entries
            .OrderByDescending(entry => entry.Id)
            .Take(PageSize + 1)
            .ToListAsync(Context.RequestAborted);
        Entries = [.. found.Take(PageSize)];
        Older = found.Count > PageSize ? Entries[^1].Id : null;
    }

    private string OlderPath(long older)
    {
        var before = older.ToString(CultureInfo.InvariantCulture);
        return string.IsNullOrWhiteSpace(About)
            ? $"{SitePaths.Audit}?before={before}"
            : $"{SitePaths.Audit}?about={Uri.EscapeDataString(About.Trim())}&before={before}";
    }
}
