using System.Security.Claims;
using System.Text.Json;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Api.Reading;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Catalogue;

internal static class CatalogueEndpoint
{
    private const string JsonLinkedData = "application/ld+json";

    public static void MapCatalogue(this IEndpointRouteBuilder app) =>
        app.MapGet(SitePaths.Catalogue, SendAsync).ExcludeFromDescription();

    /// <summary>Not there where the site does not say who publishes.</summary>
    private static async Task<IResult> SendAsync(
        HttpContext context,
        IOptions<CatalogueOptions> options,
        RoundExportTables tables,
        ReadableRounds rounds,
        CancellationToken cancellation
    )
    {
        if (DataCatalogue.Of(options.Value, tables) is not { } catalogue)
        {
            return Results.NotFound();
        }
        var published = await PublishedAsync(rounds, cancellation);
        return ApiAnswer.Of(
            context,
            JsonSerializer.SerializeToUtf8Bytes(catalogue.Describe(published)),
            JsonLinkedData,
            isPublic: true
        );
    }

    private static async Task<List<RoundRow>> PublishedAsync(
        ReadableRounds rounds,
        CancellationToken cancellation
    )
    {
        var all = new List<RoundRow>();
        IReadOnlyList<RoundRow> page;
        do
        {
            page = await rounds.ListAsync(
                new ClaimsPrincipal(),
                all.Count == 0 ? null : all[^1].Id,
                ApiParameters.MostItems,
                cancellation
            );
            all.AddRange(page);
        } while (page.Count == ApiParameters.MostItems);
        return all;
    }
}
