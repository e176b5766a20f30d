using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Organisations and explanations as they are now, and the providers of the newest published round.</summary>
internal static class RegisterEndpoints
{
    public static void MapRegisters(this RouteGroupBuilder api)
    {
        api.MapGet("/organisations", OrganisationsAsync)
            .Answers<IReadOnlyList<OrganisationResource>>(
                "listOrganisations",
                "Organisations of the registers, by id",
                new[] { ApiExamples.Organisation },
                ApiParameters.Tooi,
                ApiParameters.Oin,
                ApiParameters.Layer,
                ApiParameters.AfterKey,
                ApiParameters.Limit
            );
        api.MapGet("/organisations/{id}", OrganisationAsync)
            .Answers<OrganisationDetail>(
                "getOrganisation",
                "An organisation with its mail domains of today",
                ApiExamples.OrganisationDetail
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/explanations", ExplanationsAsync)
            .Answers<IReadOnlyList<ExplanationResource>>(
                "listExplanations",
                "Every explanation of a standard that is not met, with those that hold no more",
                ApiExamples.Explanations,
                ApiParameters.Organisation,
                ApiParameters.Standard,
                ApiParameters.AfterNumber,
                ApiParameters.Limit
            );
        api.MapGet("/providers", ProvidersAsync)
            .Answers<IReadOnlyList<ProviderItem>>(
                "listProviders",
                "Operators of mail servers in the newest published round; none before there is one",
                ApiExamples.Providers
            );
    }

    private static async Task<IResult> OrganisationsAsync(
        HttpContext context,
        RegisterQueries registers,
        CancellationToken cancellation
    )
    {
        var most = context.ReadNumber(ApiParameters.Limit)!.Value;
        var found = await registers.OrganisationsAsync(
            context.Read(ApiParameters.Tooi),
            context.Read(ApiParameters.Oin),
            context.Read(ApiParameters.Layer),
            context.Read(ApiParameters.AfterKey),
            most + 1,
            cancellation
        );
        var page = found.Take(most).ToList();
        if (found.Count > most)
        {
            ApiAnswer.LinkNext(context, page[^1].Id);
        }
        return ApiAnswer.Of(context, page, isPublic: true);
    }

    private static async Task<IResult> OrganisationAsync(
        string id,
        HttpContext context,
        RegisterQueries registers,
        CancellationToken cancellation
    ) =>
        await registers.OrganisationAsync(id, cancellation) is { } found
            ? ApiAnswer.Of(context, found, isPublic: true)
            : ApiProblems.Of(
                StatusCodes.Status404NotFound,
                "There is no such organisation",
                "not-found"
            );

    private static async Task<IResult> ExplanationsAsync(
        HttpContext context,
        RegisterQueries registers,
        CancellationToken cancellation
    )
    {
        var most = context.ReadNumber(ApiParameters.Limit)!.Value;
        var found = await registers.ExplanationsAsync(
            context.Read(ApiParameters.Organisation),
            context.ReadWord<FigureStandard>(ApiParameters.Standard),
            context.ReadNumber(ApiParameters.AfterNumber),
            most + 1,
            cancellation
        );
        var page = found.Take(most).ToList();
        if (found.Count > most)
        {
            ApiAnswer.LinkNext(context, page[^1].Id.ToString(CultureInfo.InvariantCulture));
        }
        return ApiAnswer.Of(context, page, isPublic: true);
    }

    private static async Task<IResult> ProvidersAsync(
        HttpContext context,
        ReadableRounds rounds,
        RoundReports reports,
        CancellationToken cancellation
    ) =>
        ApiAnswer.Of(
            context,
            await rounds.NewestAsync(cancellation) is { } newest
                ? await reports.ProvidersAsync(newest, cancellation)
                : [],
            isPublic: true
        );
}
