using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Tables of a round that exports have and no command prints.</summary>
internal static class RoundTableEndpoints
{
    public static void MapRoundTables(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id:int}/organisations", OrganisationsAsync)
            .Answers<IReadOnlyList<RoundOrganisationItem>>(
                "listRoundOrganisations",
                "Organisations of a round: protected of measured domains, and how each sends",
                ApiExamples.RoundOrganisations
            )
            .AlsoAsCsv<IReadOnlyList<RoundOrganisationItem>>("organisations")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/rounds/{id:int}/explanations", ExplanationsAsync)
            .Answers<IReadOnlyList<RoundExplanationItem>>(
                "listRoundExplanations",
                "Explanations that were valid on the measuring date",
                ApiExamples.RoundExplanations
            )
            .AlsoAsCsv<IReadOnlyList<RoundExplanationItem>>("explanations")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> OrganisationsAsync(
        int id,
        HttpContext context,
        RoundTables tables,
        CancellationToken cancellation
    ) =>
        RoundEndpoints.OfAsync(
            id,
            context,
            round => tables.OrganisationsAsync(round, cancellation),
            cancellation
        );

    private static Task<IResult> ExplanationsAsync(
        int id,
        HttpContext context,
        RoundTables tables,
        CancellationToken cancellation
    ) =>
        RoundEndpoints.OfAsync(
            id,
            context,
            round => tables.ExplanationsAsync(round, cancellation),
            cancellation
        );
}
