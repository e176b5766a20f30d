using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>An endpoint that answers with a table of the exports too, as CSV.</summary>
/// <param name="Table">Its name in the exports.</param>
internal sealed record ApiCsv(string Table);

/// <summary>The forms that an answer has, and which of them is asked for in <c>Accept</c>.</summary>
internal static class ApiForms
{
    public const string Csv = "text/csv";

    private const string Json = "application/json";

    /// <summary>The rows of the answer, as the exports have them, where <c>text/csv</c> is asked for.</summary>
    public static RouteHandlerBuilder AlsoAsCsv<T>(
        this RouteHandlerBuilder endpoint,
        string table
    ) =>
        endpoint
            .WithMetadata(new ApiCsv(table))
            .Produces<string>(StatusCodes.Status200OK, Json, Csv)
            .Produces<T>();

    /// <summary>Null where the answer has a form that is asked for.</summary>
    public static IResult? Problem(HttpContext context)
    {
        var forms = Of(context);
        return Asked(context, forms) is null
            ? ApiProblems.Of(
                StatusCodes.Status406NotAcceptable,
                "There is no such form of this",
                "not-acceptable",
                ("forms", forms)
            )
            : null;
    }

    public static bool IsCsv(HttpContext context) => Asked(context, Of(context)) == Csv;

    /// <summary>Rows of the endpoint's own table.</summary>
    /// <param name="counts">Whether a row is part of the answer, by its cells under the names of their columns.</param>
    public static Task<IResult> CsvAsync(
        HttpContext context,
        RoundRow round,
        Func<Func<string, string?>, bool>? counts,
        CancellationToken cancellation
    )
    {
        var name = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ApiCsv>().Table;
        var table = context
            .RequestServices.GetRequiredService<RoundExportTables>()
            .Of(round, Words)
            .Single(table => table.Name == name);
        var places = table.Columns.Select((column, at) => (column.Name, at)).ToDictionary();
        var rows = table.RowsAsync(cancellation);
        return CsvAsync(
            context,
            round,
            table,
            counts is null ? rows : rows.Where(row => counts(column => row[places[column]].Text)),
            cancellation
        );
    }

    public static async Task<IResult> CsvAsync(
        HttpContext context,
        RoundRow round,
        ExportTable table,
        IAsyncEnumerable<ExportCell[]> rows,
        CancellationToken cancellation
    )
    {
        using var octets = new MemoryStream();
        await new CsvExport(table, Words).WriteAsync(rows, octets, cancellation);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        context.Response.Headers.ContentLanguage = Words.Language;
        return ApiAnswer.Of(
            context,
            octets.ToArray(),
            Csv,
            isPublic: round.State == RoundState.Published
        );
    }

    /// <summary>Headers and words of a file are in the language of the request.</summary>
    public static ExportWords Words => ApiTexts.IsDutch ? ExportWords.Dutch : ExportWords.English;

    private static string[] Of(HttpContext context) =>
        context.GetEndpoint()!.Metadata.GetMetadata<ApiCsv>() is null ? [Json] : [Json, Csv];

    /// <summary>By RFC 9110 section 12.5.1, JSON where both are as welcome; null where none is.</summary>
    private static string? Asked(HttpContext context, string[] forms)
    {
        var accepted = context.Request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return Json;
        }
        return forms
            .Select(form => (Form: form, Quality: QualityOf(new(form), accepted)))
            .Where(f => f.Quality > 0)
            .OrderByDescending(f => f.Quality)
            .Select(f => f.Form)
            .FirstOrDefault();
    }

    /// <summary>That of the most exact range that the form is in.</summary>
    private static double QualityOf(
        MediaTypeHeaderValue form,
        IList<MediaTypeHeaderValue> accepted
    ) =>
        accepted
            .Where(range => IsIn(form, range))
            .OrderBy(range =>
                range.MatchesAllTypes ? 2
                : range.MatchesAllSubTypes ? 1
                : 0
            )
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();

    /// <summary>Parameters of a range, as a charset, exclude nothing that we send.</summary>
    private static bool IsIn(MediaTypeHeaderValue form, MediaTypeHeaderValue range) =>
        range.MatchesAllTypes
        || range.Type.Equals(form.Type, StringComparison.OrdinalIgnoreCase)
            && (
                range.MatchesAllSubTypes
                || range.SubType.Equals(form.SubType, StringComparison.OrdinalIgnoreCase)
            );
}
