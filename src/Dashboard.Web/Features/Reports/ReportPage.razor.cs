using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>
/// The report of a round. It has an address in each language, for those who refer to it. Of a round that is not published nobody but
/// accounts of analysts and administrators learns that it exists.
/// </summary>
public sealed partial class ReportPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<ReportTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public string Language { get; set; } = Languages.Dutch;

    private ReportContent? Report { get; set; }

    private bool HasPdf { get; set; }

    private IReadOnlyList<short> FormerEditions { get; set; } = [];

    private string Other => Language == Languages.English ? Languages.Dutch : Languages.English;

    protected override async Task OnInitializedAsync()
    {
        Report = await ReportPages.ReadAsync(
            Services,
            Context,
            Navigation,
            Id,
            Language,
            withDomains: false
        );
        if (Report is null)
        {
            return;
        }
        var editions = await Services
            .GetRequiredService<ReportFiles>()
            .EditionsAsync(Id, Language, Context.RequestAborted);
        FormerEditions = [.. editions.Where(edition => edition != Report.Round.Edition)];
        HasPdf =
            Services.GetRequiredService<ReportQueue>().IsAvailable
            || editions.Contains(Report.Round.Edition);
    }

    private string Export(string format) =>
        SitePaths.RoundExport(Id, format)
        + (Language == Languages.English ? "?language=en" : string.Empty);
}

/// <summary>What both pages of a report begin with.</summary>
internal static class ReportPages
{
    /// <summary>Null where there is no such page for this visitor, which the page then reports.</summary>
    public static async Task<ReportContent?> ReadAsync(
        IServiceProvider services,
        HttpContext context,
        NavigationManager navigation,
        int id,
        string language,
        bool withDomains
    )
    {
        if (
            !Languages.All.Contains(language)
            || await services
                .GetRequiredService<VisibleRounds>()
                .FindAsync(id, context.User, context.RequestAborted)
                is not { } round
        )
        {
            navigation.NotFound();
            return null;
        }
        if (round.State != RoundState.Published)
        {
            context.Response.Headers.CacheControl = "no-store";
        }
        return await services
            .GetRequiredService<RoundReportReader>()
            .ReadAsync(round, withDomains, context.RequestAborted);
    }
}
