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
            new(
                "percentageBefore",
                ExportType.Percentage,
                d => of(d).Before.Percentage,
                ExportFormula.Percentage("{passedBefore}", "{measuredBefore}")
            ),
            new(
                "percentageAfter",
                ExportType.Percentage,
                d => of(d).After.Percentage,
                ExportFormula.Percentage("{passedAfter}", "{measuredAfter}")
            ),
            new(
                "deltaPp",
                ExportType.Percentage,
                d => of(d).DeltaPp,
                ExportFormula.Points(
                    ("{passedBefore}", "{measuredBefore}"),
                    ("{passedAfter}", "{measuredAfter}")
                )
            ),
            new("cohort", ExportType.Count, d => of(d).CohortBefore.Measured),
            new("cohortPassedBefore", ExportType.Count, d => of(d).CohortBefore.Passed),
            new("cohortPassedAfter", ExportType.Count, d => of(d).CohortAfter.Passed),
            new(
                "cohortPercentageBefore",
                ExportType.Percentage,
                d => of(d).CohortBefore.Percentage,
                ExportFormula.Percentage("{cohortPassedBefore}", "{cohort}")
            ),
            new(
                "cohortPercentageAfter",
                ExportType.Percentage,
                d => of(d).CohortAfter.Percentage,
                ExportFormula.Percentage("{cohortPassedAfter}", "{cohort}")
            ),
            new(
                "cohortDeltaPp",
                ExportType.Percentage,
                d => of(d).CohortDeltaPp,
                ExportFormula.Points(
                    ("{cohortPassedBefore}", "{cohort}"),
                    ("{cohortPassedAfter}", "{cohort}")
                )
            ),
        ];
}
