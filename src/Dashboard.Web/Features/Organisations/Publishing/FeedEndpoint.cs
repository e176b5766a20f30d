using System.Globalization;
using System.Xml.Linq;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Publishing;

/// <summary>What is new about an organisation, as Atom (RFC 4287): an entry a published round, an entry an explanation.</summary>
internal static class FeedEndpoint
{
    public static void MapOrganisationFeed(this IEndpointRouteBuilder app) =>
        app.MapGet($"{SitePaths.Organisations}/{{key}}/feed", AnswerAsync)
            .WithMetadata(new EmbeddedAnywhere())
            .ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(
        string key,
        string? language,
        OrganisationProfiles organisations,
        OrganisationRounds rounds,
        IDbContextFactory<DashboardDb> databases,
        IStringLocalizer<OrganisationTexts> texts,
        IStringLocalizer<NameTexts> names,
        HttpContext context
    )
    {
        var cancellation = context.RequestAborted;
        if (await organisations.FindOrganisationAsync(key, cancellation) is not { } organisation)
        {
            return Results.NotFound();
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var published = await rounds.NewestAsync(key, int.MaxValue, cancellation);
        var timeline = await rounds.TimelineAsync(key, published, cancellation);
        var explanations = await db.Set<ExplanationRow>()
            .AsNoTracking()
            .Where(e => e.OrganisationKey == organisation.Key)
            .OrderByDescending(e => e.CreatedAt)
            .Take(AtomFeed.MostEntries)
            .ToListAsync(cancellation);
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        return AtomFeed.Answer(
            context,
            language,
            () => Feed(organisation, site, timeline, explanations, texts, names)
        );
    }

    private static XElement Feed(
        Organisation organisation,
        string site,
        IReadOnlyList<OrganisationRound> timeline,
        IReadOnlyList<ExplanationRow> explanations,
        IStringLocalizer texts,
        IStringLocalizer<NameTexts> names
    )
    {
        var page = site + SitePaths.Organisation(organisation.Key);
        return AtomFeed.Of(
            AtomFeed.Id("feed", organisation.Key),
            texts["feed.title", organisation.Name],
            texts["feed.author"],
            page,
            site + SitePaths.OrganisationFeed(organisation.Key),
            timeline
                .Select(at => RoundEntry(organisation, page, at, texts))
                .Concat(
                    explanations.Select(e =>
                        ExplanationEntry(organisation.Key, site, e, texts, names)
                    )
                )
        );
    }

    private static AtomEntry RoundEntry(
        Organisation organisation,
        string page,
        OrganisationRound at,
        IStringLocalizer texts
    ) =>
        AtomFeed.Entry(
            AtomFeed.Id(
                "round",
                organisation.Key,
                at.Round.Id.ToString(CultureInfo.InvariantCulture)
            ),
            texts["feed.round.title", Days.Of(at.Round.MeasuredOn)],
            at.Round.PublishedAt ?? at.Round.StartedAt,
            AtomFeed.ChangedAt(at.Round),
            page,
            at.Protected.Measured == 0
                ? texts["feed.round.nothing"]
                : texts["feed.round.text", at.Protected.Passed, at.Protected.Measured]
        );

    /// <param name="of">What the feed is of.</param>
    public static AtomEntry ExplanationEntry(
        string of,
        string site,
        ExplanationRow explanation,
        IStringLocalizer texts,
        IStringLocalizer<NameTexts> names
    ) =>
        AtomFeed.Entry(
            AtomFeed.Id("explanation", of, explanation.Id.ToString(CultureInfo.InvariantCulture)),
            texts[
                explanation.EndedAt is null ? "feed.explanation.title" : "feed.explanation.ended",
                names.Standard(explanation.Standard)
            ],
            explanation.CreatedAt,
            explanation.EndedAt ?? explanation.CreatedAt,
            $"{site}{SitePaths.ComplyOrExplain}?organisation={Uri.EscapeDataString(explanation.OrganisationKey)}",
            explanation.Text.ReplaceLineEndings(" ")
        );
}
