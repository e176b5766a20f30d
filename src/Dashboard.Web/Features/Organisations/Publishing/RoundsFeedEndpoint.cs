using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Publishing;

/// <summary>The published rounds as Atom (RFC 4287): an entry a round, which leads to its report.</summary>
internal static class RoundsFeedEndpoint
{
    public static void MapRoundsFeed(this IEndpointRouteBuilder app) =>
        app.MapGet(SitePaths.RoundsFeed, AnswerAsync)
            .WithMetadata(new EmbeddedAnywhere())
            .ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(
        string? language,
        IDbContextFactory<DashboardDb> databases,
        RoundReports reports,
        IStringLocalizer<OrganisationTexts> texts,
        HttpContext context
    )
    {
        var cancellation = context.RequestAborted;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rounds = await db.Published()
            .OrderByDescending(r => r.StartedAt)
            .Take(AtomFeed.MostEntries)
            .ToListAsync(cancellation);
        var told = new List<(RoundRow Round, Share Dane)>();
        foreach (var round in rounds)
        {
            var figures = await reports.FiguresAsync(
                round,
                AdoptionDimension.All,
                AdoptionView.Strict,
                cancellation
            );
            told.Add(
                (
                    round,
                    figures.FirstOrDefault(f => f.Standard == FigureStandard.Dane)?.Share ?? default
                )
            );
        }
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        return AtomFeed.Answer(
            context,
            language,
            () =>
                AtomFeed.Of(
                    AtomFeed.Id("rounds"),
                    texts["feed.rounds.title"],
                    texts["feed.author"],
                    site + SitePaths.Adoption,
                    site + SitePaths.RoundsFeed,
                    told.Select(of => Entry(site, of.Round, of.Dane, texts))
                )
        );
    }

    private static AtomEntry Entry(
        string site,
        RoundRow round,
        Share dane,
        IStringLocalizer texts
    ) =>
        AtomFeed.Entry(
            AtomFeed.Id("rounds", round.Id.ToString(CultureInfo.InvariantCulture)),
            texts["feed.round.title", Days.Of(round.MeasuredOn)],
            round.PublishedAt ?? round.StartedAt,
            AtomFeed.ChangedAt(round),
            site
                + SitePaths.Report(round.Id, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName),
            dane.Measured == 0
                ? texts["feed.round.nothing"]
                : texts["feed.round.text", dane.Passed, dane.Measured]
        );
}
