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

    /// <summary>In the query: the number of a former edition; the newest where there is none.</summary>
    private const string Edition = "edition";

    public static void MapDownloads(this IEndpointRouteBuilder app)
    {
        foreach (var of in new[] { "/rounds/{id:int}/exports", "/current/exports" })
        {
            foreach (var file in new[] { "/{format}", "/{format}/{table}", InLanguage })
            {
                app.MapGet(of + file, SendAsync).ExcludeFromDescription();
            }
        }
    }

    /// <summary>
    /// The description of the CSV files names them by their file names, which are found beside it: so the language is in the path, as the
    /// query of the description is not part of their addresses (RFC 3986 section 5.2).
    /// </summary>
    private const string InLanguage = "/csv/{language}/{table}";

    /// <param name="language">In the path or in the query.</param>
    private static async Task<IResult> SendAsync(
        string? language,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var format = context.GetRouteValue("format") as string ?? Slug.Of(ExportFormat.Csv);
        var table = context.GetRouteValue("table") as string;
        if (
            !Slug.TryParse<ExportFormat>(format, out var known)
            || ExportWords.Of(language) is not { } words
            || (table is null) != IsOneFile(known)
            || await FindAsync(context, cancellation) is not { } round
        )
        {
            return Results.NotFound();
        }
        if (
            known == ExportFormat.Csv
            && table == CsvMetadata.AddressName
            && language is not null
            && !context.Request.Query.ContainsKey(Edition)
        )
        {
            return Results.Redirect(DescriptionOf(context, words), preserveMethod: true);
        }
        var name = known == ExportFormat.Csv ? CsvNameOf(table!) : NameOf(known, table);
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
        if (
            known == ExportFormat.Csv
            && name != CsvMetadata.FileName
            && !context.Request.Query.ContainsKey(Edition)
        )
        {
            // "Model for Tabular Data" section 5.2
            context.Response.Headers.Link =
                $"<{DescriptionOf(context, words)}>; rel=\"describedby\"; type=\"application/csvm+json\"";
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

    /// <summary>The round of the path, or the current state where none is in it; null where the visitor may not see it.</summary>
    private static async Task<RoundRow?> FindAsync(
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var services = context.RequestServices;
        var round = context.GetRouteValue("id") is string id
            ? await services
                .GetRequiredService<VisibleRounds>()
                .FindAsync(
                    int.Parse(id, System.Globalization.CultureInfo.InvariantCulture),
                    context.User,
                    cancellation
                )
            : await services
                .GetRequiredService<CurrentState>()
                .FindAsync(context.User, cancellation);
        if (round is null || !RoundExport.IsReady(round))
        {
            return null;
        }
        if (context.Request.Query[Edition] is not { Count: > 0 } asked)
        {
            return round;
        }
        return
            short.TryParse(
                asked,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var edition
            )
            && edition >= 1
            && edition <= round.Edition
            ? FormerEdition.Of(round, edition)
            : null;
    }

    /// <summary>Where the description of the CSV files is whose address was asked for.</summary>
    private static string DescriptionOf(HttpContext context, ExportWords words)
    {
        var path = $"{context.Request.PathBase}{context.Request.Path}";
        var folder = path[
            ..(path.LastIndexOf("/csv/", StringComparison.OrdinalIgnoreCase) + "/csv/".Length)
        ];
        return $"{folder}{words.Language}/{CsvMetadata.FileName}";
    }

    private static string? NameOf(ExportFormat format, string? table) =>
        table is null ? null : $"{table}.{Slug.Of(format)}";

    private static string CsvNameOf(string table) =>
        table is CsvMetadata.AddressName or CsvMetadata.FileName ? CsvMetadata.FileName
        : table.EndsWith(".csv", StringComparison.Ordinal) ? table
        : table + ".csv";

    /// <summary>A file of one table says of which round it is.</summary>
    private static string FileName(RoundRow round, ExportedFile file, ExportWords words) =>
        file.Name.StartsWith("round-", StringComparison.Ordinal)
            ? $"{Path.GetFileNameWithoutExtension(file.Name)}-{words.Language}{Path.GetExtension(file.Name)}"
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"round-{round.Id}-{file.Name}"
            );
}
