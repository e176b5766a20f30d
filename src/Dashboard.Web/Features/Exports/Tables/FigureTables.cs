using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>What a round counts: figures of standards, statuses and agreements.</summary>
internal sealed class FigureTables(RoundReports reports)
{
    public ExportTable<FigureItem> Adoption(RoundRow round, ExportWords words) =>
        new(
            "adoption",
            ["dimension", "value", "standard", "view"],
            [
                new("dimension", ExportType.Code, f => Slug.Of(f.Dimension)),
                new(
                    "dimensionName",
                    ExportType.Text,
                    f => words.Word("dimension", Slug.Of(f.Dimension))
                ),
                new("value", ExportType.Code, f => f.Value),
                new("valueName", ExportType.Text, f => ValueName(f, words)),
                new("standard", ExportType.Code, f => Slug.Of(f.Standard)),
                new("standardName", ExportType.Text, f => words.Standard(f.Standard)),
                new("view", ExportType.Code, f => Slug.Of(f.View)),
                new("viewName", ExportType.Text, f => words.View(f.View)),
                new("passed", ExportType.Count, f => f.Passed),
                new("failed", ExportType.Count, f => f.Failed),
                new(
                    "measured",
                    ExportType.Count,
                    f => f.Share.Measured,
                    ExportFormula.Sum("passed", "failed")
                ),
                .. Enum.GetValues<ExclusionReason>()
                    .Select(why => new ExportColumn<FigureItem>(
                        ReasonColumn(why),
                        ExportType.Count,
                        f => f.Excluded.GetValueOrDefault(Slug.Of(why))
                    )),
                new(
                    "excluded",
                    ExportType.Count,
                    f => f.Excluded.Values.Sum(),
                    ExportFormula.Sum(Enum.GetValues<ExclusionReason>().Select(ReasonColumn))
                ),
                new("explained", ExportType.Count, f => f.Explained),
                new(
                    "percentage",
                    ExportType.Percentage,
                    f => f.Percentage,
                    ExportFormula.Percentage("{passed}", "{measured}")
                ),
                new(
                    "passedOrExplainedPercentage",
                    ExportType.Percentage,
                    f => new Share(f.Passed + f.Explained, f.Share.Measured).Percentage,
                    ExportFormula.Percentage("({passed}+{explained})", "{measured}")
                ),
                new("coverageTested", ExportType.Count, f => f.Coverage?.Tested),
                new("coverageOrganisations", ExportType.Count, f => f.Coverage?.Organisations),
            ],
            cancellation =>
                Dimensions
                    .ToAsyncEnumerable()
                    .SelectMany(
                        async (dimension, _) =>
                            (IEnumerable<FigureItem>)
                                await reports.FiguresAsync(
                                    round,
                                    dimension,
                                    view: null,
                                    cancellation
                                )
                    )
        );

    public ExportTable<StatusItem> Statuses(RoundRow round, ExportWords words) =>
        new(
            "statuses",
            ["dimension", "value", "standard", "status"],
            [
                new("dimension", ExportType.Code, s => Slug.Of(s.Dimension)),
                new("value", ExportType.Code, s => s.Value),
                new("standard", ExportType.Code, s => Slug.Of(s.Standard)),
                new("standardName", ExportType.Text, s => words.Standard(s.Standard)),
                new("status", ExportType.Code, s => s.Slug),
                new("domains", ExportType.Count, s => s.Domains),
                new("statusName", ExportType.Text, s => words.StatusOfStandard(s.Slug)),
            ],
            cancellation =>
                Dimensions
                    .ToAsyncEnumerable()
                    .SelectMany(
                        async (dimension, _) =>
                            (IEnumerable<StatusItem>)
                                await reports.StatusesAsync(round, dimension, cancellation)
                    )
        );

    public ExportTable<AgreementItem> Agreements(RoundRow round, ExportWords words) =>
        new(
            "agreements",
            ["agreement", "view"],
            [
                new("agreement", ExportType.Code, a => a.Agreement),
                new("agreementName", ExportType.Text, a => words.Word("agreement", a.Agreement)),
                new("view", ExportType.Code, a => Slug.Of(a.View)),
                new("viewName", ExportType.Text, a => words.View(a.View)),
                new("mean", ExportType.Percentage, a => a.Mean),
                new("meetsAll", ExportType.Count, a => a.MeetsAll.Passed),
                new("measuredOnAll", ExportType.Count, a => a.MeetsAll.Measured),
                new(
                    "meetsAllPercentage",
                    ExportType.Percentage,
                    a => a.MeetsAll.Percentage,
                    ExportFormula.Percentage("{meetsAll}", "{measuredOnAll}")
                ),
            ],
            cancellation => TableRows.Of(reports.AgreementsAsync(round, cancellation))
        );

    private static readonly AdoptionDimension[] Dimensions =
    [
        AdoptionDimension.All,
        AdoptionDimension.Layer,
        AdoptionDimension.Ministry,
        AdoptionDimension.Province,
        AdoptionDimension.Provider,
    ];

    /// <summary>Such as <c>noMail</c>.</summary>
    private static string ReasonColumn(ExclusionReason why) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(why.ToString());

    private static string? ValueName(FigureItem figure, ExportWords words) =>
        figure.Dimension == AdoptionDimension.Layer ? words.Layer(figure.Value) : figure.Name;
}
