using System.Runtime.CompilerServices;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>What a round counts: figures of standards, statuses and agreements.</summary>
internal sealed class FigureTables(RoundReports reports, RoundTables tables, RoundPartDeltas parts)
{
    public ExportTable<ComparedFigure> Adoption(RoundRow round, ExportWords words) =>
        new(
            "adoption",
            ["dimension", "value", "standard", "view"],
            [
                new("dimension", ExportType.Code, f => Slug.Of(f.Figure.Dimension)),
                new(
                    "dimensionName",
                    ExportType.Text,
                    f => words.Word("dimension", Slug.Of(f.Figure.Dimension))
                ),
                new("value", ExportType.Code, f => f.Figure.Value),
                new("valueName", ExportType.Text, f => ValueName(f.Figure, words)),
                new("standard", ExportType.Code, f => Slug.Of(f.Figure.Standard)),
                new("standardName", ExportType.Text, f => words.Standard(f.Figure.Standard)),
                new("view", ExportType.Code, f => Slug.Of(f.Figure.View)),
                new("viewName", ExportType.Text, f => words.View(f.Figure.View)),
                new("passed", ExportType.Count, f => f.Figure.Passed),
                new("failed", ExportType.Count, f => f.Figure.Failed),
                new(
                    "measured",
                    ExportType.Count,
                    f => f.Figure.Share.Measured,
                    ExportFormula.Sum("passed", "failed")
                ),
                .. Enum.GetValues<ExclusionReason>()
                    .Select(why => new ExportColumn<ComparedFigure>(
                        ReasonColumn(why),
                        ExportType.Count,
                        f => f.Figure.Excluded.GetValueOrDefault(Slug.Of(why))
                    )),
                new(
                    "excluded",
                    ExportType.Count,
                    f => f.Figure.Excluded.Values.Sum(),
                    ExportFormula.Sum(Enum.GetValues<ExclusionReason>().Select(ReasonColumn))
                ),
                new("explained", ExportType.Count, f => f.Figure.Explained),
                new(
                    "percentage",
                    ExportType.Percentage,
                    f => f.Figure.Percentage,
                    ExportFormula.Percentage("{passed}", "{measured}")
                ),
                new(
                    "passedOrExplainedPercentage",
                    ExportType.Percentage,
                    f =>
                        new Share(
                            f.Figure.Passed + f.Figure.Explained,
                            f.Figure.Share.Measured
                        ).Percentage,
                    ExportFormula.Percentage("({passed}+{explained})", "{measured}")
                ),
                new("coverageTested", ExportType.Count, f => f.Figure.Coverage?.Tested),
                new(
                    "coverageOrganisations",
                    ExportType.Count,
                    f => f.Figure.Coverage?.Organisations
                ),
                .. DeltaColumns.BesideFigure<ComparedFigure>(f => f.Delta),
            ],
            cancellation => ComparedAsync(round, cancellation)
        );

    /// <summary>A figure, and beside it that of the former round where there is one: of all, and of each layer and ministry.</summary>
    internal sealed record ComparedFigure(FigureItem Figure, FigureDelta? Delta);

    private async IAsyncEnumerable<ComparedFigure> ComparedAsync(
        RoundRow round,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var ofAll = (await tables.DeltasAsync(round, cancellation)).ToDictionary(d =>
            (d.Standard, d.View)
        );
        var former = await tables.ComparedWithAsync(round, cancellation);
        var ofParts = former is null ? null : await parts.ReadAsync(former, round, cancellation);
        foreach (var dimension in Dimensions)
        {
            foreach (
                var figure in await reports.FiguresAsync(round, dimension, view: null, cancellation)
            )
            {
                var delta =
                    dimension == AdoptionDimension.All
                        ? ofAll.GetValueOrDefault((figure.Standard, figure.View))
                    : ofParts?[(dimension, figure.Value ?? string.Empty)].FirstOrDefault(d =>
                        (d.Standard, d.View) == (figure.Standard, figure.View)
                    )
                        is { } ofPart
                        ? ofPart with
                        {
                            Against = former!.Id,
                        }
                    : null;
                yield return new(figure, delta);
            }
        }
    }

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
