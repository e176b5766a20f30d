namespace Dashboard.Web.Features.Adoption.Charts;

internal static class ChartDownload
{
    /// <summary>The rows of a chart as a file of CSV.</summary>
    /// <param name="context">Of the request: a visitor who has gone needs no more rows.</param>
    public static IResult Of(ChartTable table, string file, HttpContext context) =>
        Results.Stream(
            target => table.WriteAsync(target, context.RequestAborted),
            "text/csv; charset=utf-8; header=present",
            file
        );
}
