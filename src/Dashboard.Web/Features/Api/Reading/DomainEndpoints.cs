using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>Mail domains of the registers, and all that is public of one.</summary>
internal static class DomainEndpoints
{
    public static void MapDomains(this RouteGroupBuilder api)
    {
        api.MapGet("/domains", ListAsync)
            .Answers<IReadOnlyList<DomainResource>>(
                "listDomains",
                "Mail domains of the registers today, by name",
                ApiExamples.Domains,
                ApiParameters.Organisation,
                ApiParameters.AfterDomain,
                ApiParameters.Limit
            );
        api.MapGet("/domains/{domain}", FindAsync)
            .Answers<DomainDetail>(
                "getDomain",
                "A mail domain: whose it is, its newest receiving tests, and its results in published rounds",
                ApiExamples.DomainDetail
            )
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        DomainQueries domains,
        CancellationToken cancellation
    )
    {
        var most = context.ReadNumber(ApiParameters.Limit)!.Value;
        var found = await domains.ListAsync(
            context.Read(ApiParameters.Organisation),
            context.Read(ApiParameters.AfterDomain),
            most + 1,
            cancellation
        );
        var page = found.Take(most).ToList();
        if (found.Count > most)
        {
            ApiAnswer.LinkNext(context, page[^1].Domain);
        }
        return ApiAnswer.Of(context, page, isPublic: true);
    }

    private static async Task<IResult> FindAsync(
        string domain,
        HttpContext context,
        DomainQueries domains,
        CancellationToken cancellation
    ) =>
        MailDomainInput.TryRead(domain, out var name, out _)
        && await domains.FindAsync(name, cancellation) is { } found
            ? ApiAnswer.Of(context, found, isPublic: true)
            : ApiProblems.Of(
                StatusCodes.Status404NotFound,
                "Nothing is known of such a domain",
                "not-found"
            );
}
