using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Exports.Downloads;

/// <summary>
/// The files of a round. Of one that is not published nobody but analysts and administrators learns that it exists.
/// </summary>
internal static class DownloadEndpoints
{
    private const string RetryAfter = "30";

    public static void MapDownloads(this IEndpointRouteBuilder app)
    {
        app.MapGet(
                "/rounds/{id:int}/exports/{format}",
                (
                    int id,
                    string format,
                    string? language,
                    HttpContext context,
                    CancellationToken cancellation
                ) => SendAsync(id, format, table: null, language, context, cancellation)
            )
            .ExcludeFromDescription();
        app.MapGet(
                "/rounds/{id:int}/exports/{format}/{table}",
                (
                    int id,
                    string format,
                    string table,
                    string? language,
                    HttpContext context,
                    CancellationToken cancellation
                ) => SendAsync(id, format, table, language, context, cancellation)
            )
            .ExcludeFromDescription();
    }

    private static async Task<IResult> SendAsync(
        int id,
        string format,
        string? table,
        string? language,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (
            !Slug.TryParse<ExportFormat>(format, out var known)
            || ExportWords.Of(language) is not { } words
            || (table is null) != IsOneFile(known)
            || await context
                .RequestServices.GetRequiredService<RoundReports>()
                .FindAsync(id, cancellation)
                is not { } round
            || !IsVisible(round, context)
        )
        {
            return Results.NotFound();
        }
        var name =
            table is null ? null
            : known == ExportFormat.Csv && table == CsvMetadata.AddressName ? CsvMetadata.FileName
            : $"{table}.{Slug.Of(known)}";
        var (found, busy) = await context
            .RequestServices.GetRequiredService<ExportStore>()
            .OpenAsync(round, known, words, name, cancellation);
        if (busy)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        if (found is null)
        {
            return Results.NotFound();
        }
        // The next erratum has another tag.
        context.Response.Headers.CacheControl =
            round.State == RoundState.Published ? "public, max-age=300" : "no-store";
        return Results.Stream(
            found.Content,
            found.File.MediaType,
            FileName(round, found.File, words),
            // An erratum changes the file and not the day of publication: the tag alone tells.
            lastModified: null,
            new EntityTagHeaderValue($"\"{found.File.Sha256}\""),
            enableRangeProcessing: true
        );
    }

    private static bool IsOneFile(ExportFormat format) =>
        format is ExportFormat.Ods or ExportFormat.Xlsx or ExportFormat.Zip;

    private static bool IsVisible(RoundRow round, HttpContext context) =>
        round.State == RoundState.Published
        || RoundExport.IsReady(round) && VisibleRounds.SeesUnpublished(context.User);

    /// <summary>A file of one table says of which round it is.</summary>
    private static string FileName(RoundRow round, ExportedFile file, ExportWords words) =>
        file.Name.StartsWith("round-", StringComparison.Ordinal)
            ? $"{Path.GetFileNameWithoutExtension(file.Name)}-{words.Language}{Path.GetExtension(file.Name)}"
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"round-{round.Id}-{file.Name}"
            );
}
