using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
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
        IStringLocalizer<OrganisationTexts> texts,
        HttpContext context
    )
    {
        var cancellation = context.RequestAborted;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rounds = await db.Published()
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .Take(AtomFeed.MostEntries)
            .ToListAsync(cancellation);
        var shares = await SharesAsync(db, [.. rounds.Select(r => r.Id)], cancellation);
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
                    rounds.Select(of => Entry(site, of, shares.GetValueOrDefault(of.Id), texts))
                )
        );
    }

    /// <summary>Of the whole list, how many of the measured domains have DANE; by number of the round.</summary>
    private static Task<Dictionary<int, Share>> SharesAsync(
        DashboardDb db,
        int[] rounds,
        CancellationToken cancellation
    ) =>
        db.Set<RoundRow>()
            .Where(r => rounds.Contains(r.Id))
            .Join(
                db.Set<RoundFigureRow>()
                    .Where(f =>
                        f.Dimension == AdoptionDimension.All
                        && f.Standard == FigureStandard.Dane
                        && f.View == AdoptionView.Strict
                    ),
                r => new { RoundId = r.Id, r.Edition },
                f => new { f.RoundId, f.Edition },
                (_, f) =>
                    new
                    {
                        f.RoundId,
                        f.Passed,
                        f.Failed,
                    }
            )
            .ToDictionaryAsync(
                f => f.RoundId,
                f => new Share(f.Passed, f.Passed + f.Failed),
                cancellation
            );

    private static AtomEntry Entry(
        string site,
        RoundRow round,
        Share dane,
        IStringLocalizer texts
    ) =>
        AtomFeed.Entry(
            AtomFeed.Id("rounds", round.Id.ToString(CultureInfo.InvariantCulture)),
            round.ListName is { } list
                ? $"{texts["feed.round.title", Days.Of(round.MeasuredOn)].Value} ({PrintableText.Of(list)})"
                : texts["feed.round.title", Days.Of(round.MeasuredOn)],
            round.PublishedAt ?? round.StartedAt,
            AtomFeed.ChangedAt(round),
            site
                + SitePaths.Report(round.Id, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName),
            dane.Measured == 0
                ? texts["feed.round.nothing"]
                : texts["feed.round.text", dane.Passed, dane.Measured]
        );
}
