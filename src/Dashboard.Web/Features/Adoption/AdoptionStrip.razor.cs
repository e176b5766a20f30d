using System.Security.Claims;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Inbound.Front;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>
/// How much of the mail of the government arrives protected, by layer, of the newest published round. Nothing where there is none,
/// or where the database is unavailable: the front page goes on without it.
/// </summary>
public sealed partial class AdoptionStrip : ComponentBase, IPagePart<FrontPlace>
{
    [Parameter, EditorRequired]
    public FrontPlace Place { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private AdoptionWords Words => Services.GetRequiredService<AdoptionWords>();

    private RoundRow? Round { get; set; }

    private FigureItem? Figure { get; set; }

    private IReadOnlyList<FigureItem> Layers { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        try
        {
            await ReadAsync(Context.RequestAborted);
        }
        catch (Exception fault)
            when (fault is Npgsql.NpgsqlException or { InnerException: Npgsql.NpgsqlException })
        {
            Round = null;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Round = await Services
            .GetRequiredService<VisibleRounds>()
            .FindAsync(null, new ClaimsPrincipal(), cancellation);
        if (Round is null)
        {
            return;
        }
        var reports = Services.GetRequiredService<RoundReports>();
        Figure = (await DaneAsync(AdoptionDimension.All)).SingleOrDefault();
        Layers =
        [
            .. (await DaneAsync(AdoptionDimension.Layer)).OrderBy(f =>
                AdoptionWords.LayerOrder(f.Value!)
            ),
        ];

        async Task<IEnumerable<FigureItem>> DaneAsync(AdoptionDimension dimension) =>
            (await reports.FiguresAsync(Round, dimension, AdoptionView.Strict, cancellation)).Where(
                f => f.Standard == FigureStandard.Dane
            );
    }
}
