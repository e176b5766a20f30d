using Dashboard.Core.Campaigns;
using Dashboard.Web.Features.Adoption.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Coverage;

/// <summary>How far a campaign came: bars by layer and ministry, and the numbers behind them.</summary>
public sealed partial class CoverageView : ComponentBase
{
    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<CoverageRow> Rows { get; set; } = [];

    /// <summary>With what only analysts see.</summary>
    [Parameter]
    public bool Whole { get; set; }

    /// <summary>Where the same rows are a file.</summary>
    [Parameter, EditorRequired]
    public string Download { get; set; } = string.Empty;

    private ChartTable Table => CampaignCoverages.Table(Rows, Whole, Texts, Names);

    private CampaignCoverage All => Rows[0].Coverage;

    private string Summary => Texts["coverage.summary", All.Tested, All.Asked, All.EnforcesDane];

    private IReadOnlyList<Bar> Bars =>
        [
            .. Rows.Select(row => new Bar(
                CampaignCoverages.NameOf(row, Texts, Names),
                CampaignCoverages.Parts(row.Coverage),
                Texts["coverage.of", row.Coverage.Tested, row.Coverage.Asked]
            )),
        ];
}
