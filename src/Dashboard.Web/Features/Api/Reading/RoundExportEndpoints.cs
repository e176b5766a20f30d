using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>A file of a round that can be downloaded.</summary>
/// <param name="Table">Null where the file has all of them.</param>
/// <param name="Language"><c>nl</c> or <c>en</c>: of headers and words. Names of columns and codes are the same in both.</param>
/// <param name="Path">On this site. Its answer has the SHA-256 of the file as its entity tag.</param>
internal sealed record ExportResource(
    ExportFormat Format,
    string? Table,
    string Language,
    string Path
);

/// <summary>The exports of a round, and where each is.</summary>
internal static class RoundExportEndpoints
{
    public static void MapRoundExports(this RouteGroupBuilder api) =>
        api.MapGet("/rounds/{id:int}/exports", ListAsync)
            .Answers<IReadOnlyList<ExportResource>>(
                "listRoundExports",
                "The files of a round: each format, and where that has a file a table, each table",
                ApiExamples.Exports
            )
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> ListAsync(
        int id,
        HttpContext context,
        RoundExportTables tables,
        CancellationToken cancellation
    ) =>
        RoundEndpoints.OfAsync(
            id,
            context,
            round => Task.FromResult(RoundExport.IsReady(round) ? Of(round, tables) : []),
            cancellation
        );

    private static IReadOnlyList<ExportResource> Of(RoundRow round, RoundExportTables tables) =>
        [
            .. new[] { ExportWords.Dutch, ExportWords.English }.SelectMany(words =>
                Enum.GetValues<ExportFormat>()
                    .SelectMany(
                        format => TablesOf(round, format, tables),
                        (format, table) =>
                            new ExportResource(
                                format,
                                table,
                                words.Language,
                                PathOf(round, format, table, words)
                            )
                    )
            ),
        ];

    private static string PathOf(
        RoundRow round,
        ExportFormat format,
        string? table,
        ExportWords words
    ) =>
        format == ExportFormat.Csv
            ? SitePaths.RoundCsv(
                round.Id,
                words.Language,
                table == CsvMetadata.AddressName ? CsvMetadata.FileName : $"{table}.csv"
            )
            : $"{SitePaths.RoundExport(round.Id, Slug.Of(format), table)}?language={words.Language}";

    private static IEnumerable<string?> TablesOf(
        RoundRow round,
        ExportFormat format,
        RoundExportTables tables
    )
    {
        if (format is ExportFormat.Ods or ExportFormat.Xlsx or ExportFormat.Zip)
        {
            return [null];
        }
        var names = tables.Of(round, ExportWords.English).Select(table => table.Name);
        return format == ExportFormat.Csv ? names.Append(CsvMetadata.AddressName) : names;
    }
}
