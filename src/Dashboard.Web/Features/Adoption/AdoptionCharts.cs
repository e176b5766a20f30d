using System.Globalization;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Inbound.Front;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Adoption;

/// <summary>The rows of one chart as a file, for who may see the page that the chart is on.</summary>
internal static class AdoptionCharts
{
    public static void AddAdoption(this IServiceCollection services)
    {
        services.AddSingleton<Aliases.ProviderAliases>();
        services.AddSingleton<AdoptionReader>();
        services.AddPagePart<FrontPlace, AdoptionStrip>();
    }

    public static void MapAdoptionCharts(this IEndpointRouteBuilder app)
    {
        app.MapGet(SitePaths.AdoptionChart("{chart}"), GetAsync).ExcludeFromDescription();
        app.MapGet($"{SitePaths.Providers}/{{name}}/domains", DomainsAsync)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(
        string chart,
        HttpContext context,
        VisibleRounds rounds,
        AdoptionReader reader,
        AdoptionTables tables
    )
    {
        var cancellation = context.RequestAborted;
        if (
            !AdoptionTables.Slugs.Contains(chart)
            || AdoptionAddress.Read(context.Request.Query) is not { Ignored.Count: 0 } address
            || await rounds.FindAsync(address.Round, context.User, cancellation) is not { } round
        )
        {
            return Results.NotFound();
        }
        var overview = await reader.ReadAsync(address, round, cancellation);
        if (overview.Address.Ignored.Count > 0)
        {
            // Rows of something else than what was asked for are worse than none.
            return Results.NotFound();
        }
        return File(tables.Of(overview, chart)!, round, context);
    }

    private static async Task<IResult> DomainsAsync(
        string name,
        HttpContext context,
        VisibleRounds rounds,
        RoundProviderDomains providers,
        AdoptionTables tables
    )
    {
        var cancellation = context.RequestAborted;
        return
            AdoptionAddress.Read(context.Request.Query) is { Ignored.Count: 0 } address
            && await rounds.FindAsync(address.Round, context.User, cancellation) is { } round
            && await providers.FindAsync(round, name, cancellation) is { Count: > 0 } domains
            ? File(tables.Domains(domains), round, context)
            : Results.NotFound();
    }

    private static IResult File(ChartTable table, RoundRow round, HttpContext context) =>
        ChartDownload.Of(
            table,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Slug}-{round.MeasuredOn:yyyy-MM-dd}.csv"
            ),
            context
        );
}
