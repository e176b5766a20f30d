using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Rounds, and what the <c>round</c> commands print of one.</summary>
internal static class RoundEndpoints
{
    private const string One = "/rounds/{id:int}";

    private const string Csv = "text/csv";

    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    private static readonly SemaphoreSlim ChangesTurn = new(1, 1);

    public static void MapRounds(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds", ListAsync)
            .Answers<IReadOnlyList<RoundResource>>(
                "listRounds",
                "Published rounds, the oldest first",
                new[] { ApiExamples.Round },
                ApiParameters.AfterNumber,
                ApiParameters.Limit
            );
        api.MapGet(One, FindAsync)
            .Answers<RoundSummaryItem>(
                "getRound",
                "A round: its list, methods, agreements and notes",
                ApiExamples.Summary
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/status", StatusAsync)
            .Answers<RoundStatus>(
                "getRoundStatus",
                "Where a round is: state, domains done, hosts and addresses, sessions, failures; of one that is not published yet for analysts alone",
                ApiExamples.Status
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/figures", FiguresAsync)
            .Answers<IReadOnlyList<FigureRow>>(
                "listFigures",
                "Figures of a round: passed, failed, excluded by reason, explained, percentage (null under 5 measured)",
                ApiExamples.Figures,
                ApiParameters.Dimension,
                ApiParameters.View
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/agreements", AgreementsAsync)
            .Answers<IReadOnlyList<AgreementItem>>(
                "listAgreements",
                "How far the agreements about mail are met in a round",
                ApiExamples.Agreements
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/changes", ChangesAsync)
            .Answers<ChangesReport>(
                "getChanges",
                "What changed since another round: over the full list, in the matched cohort, and domain by domain",
                ApiExamples.Changes,
                ApiParameters.Against
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/mail-flow", MailFlowAsync)
            .Answers<MailFlowReport>(
                "getMailFlow",
                "Mail between organisations, by layer of the sender and of the receiver",
                ApiExamples.MailFlow
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/providers", ProvidersAsync)
            .Answers<IReadOnlyList<ProviderItem>>(
                "listRoundProviders",
                "Operators of mail servers in a round, and what each could change",
                ApiExamples.Providers
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/results", ResultsAsync)
            .Answers<IReadOnlyList<ResultItem>>(
                "listResults",
                "The result of each domain of a round, by name; as CSV where text/csv is asked for",
                ApiExamples.Results,
                ApiParameters.Organisation,
                ApiParameters.AfterDomain,
                ApiParameters.Limit
            )
            .Produces<string>(StatusCodes.Status200OK, "application/json", Csv)
            .Produces<IReadOnlyList<ResultItem>>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status406NotAcceptable);
    }

    public static IResult NoSuchRound() =>
        ApiProblems.Of(StatusCodes.Status404NotFound, "There is no such round", "not-found");

    /// <summary>What a round that the visitor may see says.</summary>
    public static async Task<IResult> OfAsync<T>(
        int id,
        HttpContext context,
        Func<RoundRow, Task<T>> read,
        CancellationToken cancellation
    ) =>
        await VisibleAsync(id, context, cancellation) is { } round
            ? ApiAnswer.Of(context, await read(round), IsPublic(round))
            : NoSuchRound();

    private static bool IsPublic(RoundRow round) => round.State == RoundState.Published;

    /// <summary>Analysts follow a round from its start on; everybody else sees what is published.</summary>
    private static async Task<IResult> StatusAsync(
        int id,
        HttpContext context,
        RoundProgress progress,
        CancellationToken cancellation
    )
    {
        var visible = await VisibleAsync(id, context, cancellation);
        return
            visible is null && !VisibleRounds.SeesUnpublished(context.Visitor())
            || await progress.FindAsync(id, cancellation) is not { } status
            ? NoSuchRound()
            : ApiAnswer.Of(context, status, visible is not null && IsPublic(visible));
    }

    private static Task<RoundRow?> VisibleAsync(
        int id,
        HttpContext context,
        CancellationToken cancellation
    ) =>
        context
            .RequestServices.GetRequiredService<ReadableRounds>()
            .FindAsync(id, context.Visitor(), cancellation);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ReadableRounds rounds,
        CancellationToken cancellation
    )
    {
        var most = context.ReadNumber(ApiParameters.Limit)!.Value;
        var found = await rounds.ListAsync(
            context.Visitor(),
            context.ReadNumber(ApiParameters.AfterNumber),
            most + 1,
            cancellation
        );
        var page = found.Take(most).Select(RoundResource.Of).ToList();
        if (found.Count > most)
        {
            ApiAnswer.LinkNext(context, page[^1].Id.ToString(CultureInfo.InvariantCulture));
        }
        return ApiAnswer.Of(context, page, found.All(IsPublic));
    }

    private static Task<IResult> FindAsync(
        int id,
        HttpContext context,
        RoundReports reports,
        CancellationToken cancellation
    ) =>
        OfAsync(
            id,
            context,
            round => RoundSummaryItem.ReadAsync(reports, round, cancellation),
            cancellation
        );

    private static Task<IResult> FiguresAsync(
        int id,
        HttpContext context,
        RoundReports reports,
        CancellationToken cancellation
    )
    {
        var dimension = context.ReadWord<AdoptionDimension>(ApiParameters.Dimension)!.Value;
        var view = context.ReadWord<AdoptionView>(ApiParameters.View);
        return OfAsync<List<object>>(
            id,
            context,
            async round =>
                [
                    .. await reports.FiguresAsync(round, dimension, view, cancellation),
                    .. await reports.StatusesAsync(round, dimension, cancellation),
                ],
            cancellation
        );
    }

    private static Task<IResult> AgreementsAsync(
        int id,
        HttpContext context,
        RoundReports reports,
        CancellationToken cancellation
    ) => OfAsync(id, context, round => reports.AgreementsAsync(round, cancellation), cancellation);

    private static Task<IResult> MailFlowAsync(
        int id,
        HttpContext context,
        RoundReports reports,
        CancellationToken cancellation
    ) => OfAsync(id, context, round => reports.MailFlowAsync(round, cancellation), cancellation);

    private static Task<IResult> ProvidersAsync(
        int id,
        HttpContext context,
        RoundReports reports,
        CancellationToken cancellation
    ) => OfAsync(id, context, round => reports.ProvidersAsync(round, cancellation), cancellation);

    private static async Task<IResult> ChangesAsync(
        int id,
        HttpContext context,
        RoundChanges changes,
        CancellationToken cancellation
    )
    {
        var against = context.ReadNumber(ApiParameters.Against);
        if (await VisibleAsync(id, context, cancellation) is not { } round)
        {
            return NoSuchRound();
        }
        // The one that counts where none is named is published.
        var isPublic = IsPublic(round);
        if (against is { } other)
        {
            if (await VisibleAsync(other, context, cancellation) is not { } former)
            {
                return NoSuchRound();
            }
            isPublic &= IsPublic(former);
        }
        // It reads two rounds whole: one at a time, so that many who ask do not fill the memory.
        if (!await ChangesTurn.WaitAsync(LongestTurn, cancellation))
        {
            context.Response.Headers.RetryAfter = "30";
            return ApiProblems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "Too many ask for changes at the same time",
                "busy"
            );
        }
        try
        {
            return await changes.FindAsync(round, against, cancellation) is { } report
                ? ApiAnswer.Of(context, report, isPublic)
                : ApiProblems.Of(
                    StatusCodes.Status404NotFound,
                    "There is no earlier published round to compare with",
                    "nothing-to-compare"
                );
        }
        finally
        {
            ChangesTurn.Release();
        }
    }

    private static async Task<IResult> ResultsAsync(
        int id,
        HttpContext context,
        ResultStream results,
        CancellationToken cancellation
    )
    {
        if (await VisibleAsync(id, context, cancellation) is not { } round)
        {
            return NoSuchRound();
        }
        if (FormOf(context) is not { } form)
        {
            return ApiProblems.Of(
                StatusCodes.Status406NotAcceptable,
                "There is no such form of this",
                "not-acceptable",
                ("forms", new[] { "application/json", Csv })
            );
        }
        var most = context.ReadNumber(ApiParameters.Limit)!.Value;
        var found = await results
            .ItemsAsync(
                round,
                context.Read(ApiParameters.AfterDomain),
                most + 1,
                context.Read(ApiParameters.Organisation),
                cancellation
            )
            .ToListAsync(cancellation);
        var page = found.Take(most).ToList();
        if (found.Count > most)
        {
            ApiAnswer.LinkNext(context, page[^1].Domain);
        }
        if (form != Csv)
        {
            return ApiAnswer.Of(context, page, IsPublic(round));
        }
        var words = ApiTexts.IsDutch ? ExportWords.Dutch : ExportWords.English;
        var table = ResultsTable.Of(words, _ => page.ToAsyncEnumerable());
        using var octets = new MemoryStream();
        await new CsvExport(table, words).WriteAsync(
            table.RowsAsync(cancellation),
            octets,
            cancellation
        );
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        context.Response.Headers.ContentLanguage = words.Language;
        return ApiAnswer.Of(context, octets.ToArray(), Csv, IsPublic(round));
    }

    /// <summary>By RFC 9110 section 12.5.1, JSON where both are as welcome; null where neither is.</summary>
    private static string? FormOf(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return "application/json";
        }
        return new[] { "application/json", Csv }
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
