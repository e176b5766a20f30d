using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>The columns of a figure beside that of the former round: over the full list, and in the matched cohort.</summary>
internal static class DeltaColumns
{
    public static IEnumerable<ExportColumn<T>> Of<T>(Func<T, FigureDelta> of, ExportWords words) =>
        [
            new("standard", ExportType.Code, d => Slug.Of(of(d).Standard)),
            new("standardName", ExportType.Text, d => words.Standard(of(d).Standard)),
            new("view", ExportType.Code, d => Slug.Of(of(d).View)),
            new("viewName", ExportType.Text, d => words.View(of(d).View)),
            new("passedBefore", ExportType.Count, d => of(d).Before.Passed),
            new("measuredBefore", ExportType.Count, d => of(d).Before.Measured),
            new("passedAfter", ExportType.Count, d => of(d).After.Passed),
            new("measuredAfter", ExportType.Count, d => of(d).After.Measured),
            .. Percentages<T>(
                new("percentageBefore", d => of(d).Before, "passedBefore", "measuredBefore"),
                new("percentageAfter", d => of(d).After, "passedAfter", "measuredAfter"),
                ("deltaPp", d => of(d).DeltaPp)
            ),
            new("cohort", ExportType.Count, d => of(d).CohortBefore.Measured),
            new("cohortPassedBefore", ExportType.Count, d => of(d).CohortBefore.Passed),
            new("cohortPassedAfter", ExportType.Count, d => of(d).CohortAfter.Passed),
            .. Percentages<T>(
                new(
                    "cohortPercentageBefore",
                    d => of(d).CohortBefore,
                    "cohortPassedBefore",
                    "cohort"
                ),
                new("cohortPercentageAfter", d => of(d).CohortAfter, "cohortPassedAfter", "cohort"),
                ("cohortDeltaPp", d => of(d).CohortDeltaPp)
            ),
        ];

    /// <summary>
    /// Beside a figure that has its own numbers, as <c>passed</c> and <c>measured</c>: those of the former round, and the points between;
    /// all empty where there is none.
    /// </summary>
    public static IEnumerable<ExportColumn<T>> BesideFigure<T>(Func<T, FigureDelta?> of) =>
        [
            new("against", ExportType.Count, d => of(d)?.Against),
            new("passedBefore", ExportType.Count, d => of(d)?.Before.Passed),
            new("measuredBefore", ExportType.Count, d => of(d)?.Before.Measured),
            new(
                "percentageBefore",
                ExportType.Percentage,
                d => of(d)?.Before.Percentage,
                ExportFormula.Percentage("{passedBefore}", "{measuredBefore}")
            ),
            new(
                "deltaPp",
                ExportType.Percentage,
                d => of(d)?.DeltaPp,
                ExportFormula.Points(
                    ("{passedBefore}", "{measuredBefore}"),
                    ("{passed}", "{measured}")
                )
            ),
            new("cohort", ExportType.Count, d => of(d)?.CohortBefore.Measured),
            new("cohortPassedBefore", ExportType.Count, d => of(d)?.CohortBefore.Passed),
            new("cohortPassedAfter", ExportType.Count, d => of(d)?.CohortAfter.Passed),
            new(
                "cohortDeltaPp",
                ExportType.Percentage,
                d => of(d)?.CohortDeltaPp,
                ExportFormula.Points(
                    ("{cohortPassedBefore}", "{cohort}"),
                    ("{cohortPassedAfter}", "{cohort}")
                )
            ),
        ];

    /// <param name="Name">Of its percentage.</param>
    /// <param name="Passed">The column of its numerator.</param>
    /// <param name="Measured">The column of its denominator.</param>
    private sealed record ShareColumn<T>(
        string Name,
        Func<T, Share> Of,
        string Passed,
        string Measured
    )
    {
        public (string Passed, string Measured) Cells => ($"{{{Passed}}}", $"{{{Measured}}}");
    }

    /// <summary>Both percentages and the points between them, each with its formula.</summary>
    private static IEnumerable<ExportColumn<T>> Percentages<T>(
        ShareColumn<T> before,
        ShareColumn<T> after,
        (string Name, Func<T, ExportCell> Read) points
    ) =>
        [
            .. new[] { before, after }.Select(share => new ExportColumn<T>(
                share.Name,
                ExportType.Percentage,
                d => share.Of(d).Percentage,
                ExportFormula.Percentage(share.Cells.Passed, share.Cells.Measured)
            )),
            new(
                points.Name,
                ExportType.Percentage,
                points.Read,
                ExportFormula.Points(before.Cells, after.Cells)
            ),
        ];
}
