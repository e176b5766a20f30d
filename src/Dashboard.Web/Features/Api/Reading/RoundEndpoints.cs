using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Rounds, and what the <c>round</c> commands print of one.</summary>
internal static class RoundEndpoints
{
    private const string One = "/rounds/{id:int}";

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
            .AlsoAsCsv<IReadOnlyList<FigureRow>>("adoption")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/agreements", AgreementsAsync)
            .Answers<IReadOnlyList<AgreementItem>>(
                "listAgreements",
                "How far the agreements about mail are met in a round",
                ApiExamples.Agreements
            )
            .AlsoAsCsv<IReadOnlyList<AgreementItem>>("agreements")
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
            .AlsoAsCsv<MailFlowReport>("mail-flow")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet(One + "/providers", ProvidersAsync)
            .Answers<IReadOnlyList<ProviderItem>>(
                "listRoundProviders",
                "Operators of mail servers in a round, and what each could change",
                ApiExamples.Providers
            )
            .AlsoAsCsv<IReadOnlyList<ProviderItem>>("providers")
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
            .AlsoAsCsv<IReadOnlyList<ResultItem>>("results")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static IResult NoSuchRound() =>
        ApiProblems.Of(StatusCodes.Status404NotFound, "There is no such round", "not-found");

    /// <summary>What a round that the visitor may see says.</summary>
    /// <param name="counts">Which rows of the endpoint's table are part of the answer; null for all of them.</param>
    public static async Task<IResult> OfAsync<T>(
        int id,
        HttpContext context,
        Func<RoundRow, Task<T>> read,
        CancellationToken cancellation,
        Func<Func<string, string?>, bool>? counts = null
    )
    {
        if (await VisibleAsync(id, context, cancellation) is not { } round)
        {
            return NoSuchRound();
        }
        return ApiForms.IsCsv(context)
            ? await ApiForms.CsvAsync(context, round, counts, cancellation)
            : ApiAnswer.Of(context, await read(round), IsPublic(round));
    }

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

    private static async Task<IResult> FiguresAsync(
        int id,
        HttpContext context,
        RoundReports reports,
        CancellationToken cancellation
    )
    {
        var dimension = context.ReadWord<AdoptionDimension>(ApiParameters.Dimension)!.Value;
        var view = context.ReadWord<AdoptionView>(ApiParameters.View);
        return await InTurnAsync(
            context,
            // The table has what changed of each part too, for which both rounds are read whole.
            takesTurn: ApiForms.IsCsv(context),
            () =>
                OfAsync<List<object>>(
                    id,
                    context,
                    async round =>
                        [
                            .. await reports.FiguresAsync(round, dimension, view, cancellation),
                            .. await reports.StatusesAsync(round, dimension, cancellation),
                        ],
                    cancellation,
                    cell =>
                        cell("dimension") == Slug.Of(dimension)
                        && (view is null || cell("view") == Slug.Of(view.Value))
                ),
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
    ) =>
        OfAsync(
            id,
            context,
            round => reports.ProvidersAsync(round, cancellation),
            cancellation,
            // The table has each layer too.
            cell => cell("layer") is null
        );

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
        return await InTurnAsync(
            context,
            takesTurn: true,
            async () =>
                await changes.FindAsync(round, against, cancellation) is { } report
                    ? ApiAnswer.Of(context, report, isPublic)
                    : ApiProblems.Of(
                        StatusCodes.Status404NotFound,
                        "There is no earlier published round to compare with",
                        "nothing-to-compare"
                    ),
            cancellation
        );
    }

    /// <summary>What reads two rounds whole is done one at a time, so that many who ask do not fill the memory.</summary>
    private static async Task<IResult> InTurnAsync(
        HttpContext context,
        bool takesTurn,
        Func<Task<IResult>> answer,
        CancellationToken cancellation
    )
    {
        if (!takesTurn)
        {
            return await answer();
        }
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
            return await answer();
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
        if (!ApiForms.IsCsv(context))
        {
            return ApiAnswer.Of(context, page, IsPublic(round));
        }
        var table = ResultsTable.Of(ApiForms.Words, _ => page.ToAsyncEnumerable());
        return await ApiForms.CsvAsync(
            context,
            round,
            table,
            table.RowsAsync(cancellation),
            cancellation
        );
    }
}
