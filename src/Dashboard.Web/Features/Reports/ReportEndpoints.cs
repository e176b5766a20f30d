using System.Globalization;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Reports;

/// <summary>The PDF of a report, and the way to the page in the visitor's language.</summary>
internal static class ReportEndpoints
{
    private const string RetryAfter = "30";

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet(
                "/rounds/{id:int}/report",
                async (
                    int id,
                    HttpContext context,
                    VisibleRounds rounds,
                    CancellationToken cancellation
                ) =>
                    await rounds.FindAsync(id, context.User, cancellation) is null
                        ? Results.NotFound()
                        : Results.LocalRedirect(SitePaths.Report(id, ReportWords.Language))
            )
            .ExcludeFromDescription();
        app.MapGet("/rounds/{id:int}/report/{language}/pdf", PdfAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> PdfAsync(
        int id,
        string language,
        string? edition,
        HttpContext context,
        VisibleRounds rounds,
        ReportQueue queue,
        ReportFiles files,
        CancellationToken cancellation
    )
    {
        if (
            !Languages.All.Contains(language)
            || await rounds.FindAsync(id, context.User, cancellation) is not { } round
            || !TryEdition(edition, round, out var asked)
        )
        {
            return Results.NotFound();
        }
        ReportFile? file;
        if (asked != round.Edition)
        {
            file = await files.FindAsync(id, asked, language, cancellation);
            if (file is null)
            {
                return Results.NotFound();
            }
        }
        else if (await queue.GetAsync(round, language, cancellation) is { } found)
        {
            file = found;
        }
        else if (queue.IsAvailable)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        else
        {
            return Results.NotFound();
        }
        context.Response.Headers.CacheControl =
            round.State == RoundState.Published ? "public, max-age=300" : "no-store";
        return Results.Bytes(
            file.Content,
            "application/pdf",
            string.Create(
                CultureInfo.InvariantCulture,
                $"round-{id}-edition-{asked}-report-{language}.pdf"
            ),
            enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\"")
        );
    }

    private static bool TryEdition(string? text, RoundRow round, out short edition)
    {
        edition = round.Edition;
        return text is null
            || short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out edition);
    }
}
