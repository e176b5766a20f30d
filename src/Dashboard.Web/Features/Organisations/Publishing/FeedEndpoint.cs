using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Organisations.Publishing;

/// <summary>What is new about an organisation, as Atom (RFC 4287): an entry a published round, an entry an explanation.</summary>
internal static class FeedEndpoint
{
    private const int MostEntries = 50;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

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
        var published = await db.Published().OrderBy(r => r.StartedAt).ToListAsync(cancellation);
        var timeline = await rounds.TimelineAsync(key, published, cancellation);
        var explanations = await db.Set<ExplanationRow>()
            .AsNoTracking()
            .Where(e => e.OrganisationKey == key)
            .OrderByDescending(e => e.CreatedAt)
            .Take(MostEntries)
            .ToListAsync(cancellation);
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        var culture = CultureInfo.GetCultureInfo(
            language == Languages.English ? Languages.English : Languages.Dutch
        );
        var (readers, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return Answer(
                Feed(organisation, site, timeline, explanations, texts, names),
                context.Request.Headers.IfNoneMatch,
                context.Response
            );
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (readers, words);
        }
    }

    private static IResult Answer(XElement feed, string? known, HttpResponse response)
    {
        var text = Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed.ToString()
        );
        var tag = new EntityTagHeaderValue(
            $"\"{Convert.ToHexStringLower(SHA256.HashData(text))[..32]}\""
        );
        response.Headers.CacheControl = "public, max-age=600";
        response.Headers.ETag = tag.ToString();
        return
            known is not null
            && EntityTagHeaderValue.TryParseList([known], out var tags)
            && tags.Any(one => one.Compare(tag, useStrongComparison: false) || one.Tag == "*")
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(text, "application/atom+xml; charset=utf-8");
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
        var entries = timeline
            .Select(at => RoundEntry(organisation, page, at, texts))
            .Concat(explanations.Select(e => ExplanationEntry(organisation, site, e, texts, names)))
            .OrderByDescending(e => e.Updated)
            .Take(MostEntries)
            .ToList();
        return new(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", CultureInfo.CurrentUICulture.Name),
            new XElement(Atom + "id", Id("feed", organisation.Key)),
            Text("title", texts["feed.title", organisation.Name]),
            // A feed without entries is as old as the page that it tells of: nothing happened yet.
            new XElement(
                Atom + "updated",
                Moment(entries.Count > 0 ? entries[0].Updated : DateTimeOffset.UnixEpoch)
            ),
            new XElement(Atom + "author", Text("name", texts["feed.author"])),
            Link("alternate", page, "text/html"),
            Link(
                "self",
                site
                    + SitePaths.OrganisationFeed(organisation.Key)
                    + $"?language={CultureInfo.CurrentUICulture.Name}",
                "application/atom+xml"
            ),
            entries.Select(e => e.Element)
        );
    }

    private static (DateTimeOffset Updated, XElement Element) RoundEntry(
        Organisation organisation,
        string page,
        OrganisationRound at,
        IStringLocalizer texts
    )
    {
        var round = at.Round;
        var published = round.PublishedAt ?? round.StartedAt;
        var updated = round
            .Notes.Where(note => note.Slug == "erratum")
            .Select(note => note.At)
            .Append(published)
            .Max();
        var sentence =
            at.Protected.Measured == 0
                ? texts["feed.round.nothing"]
                : texts["feed.round.text", at.Protected.Passed, at.Protected.Measured];
        return (
            updated,
            new(
                Atom + "entry",
                new XElement(
                    Atom + "id",
                    Id("round", organisation.Key, round.Id.ToString(CultureInfo.InvariantCulture))
                ),
                Text("title", texts["feed.round.title", Days.Of(round.MeasuredOn)]),
                new XElement(Atom + "published", Moment(published)),
                new XElement(Atom + "updated", Moment(updated)),
                Link("alternate", page, "text/html"),
                Text("summary", sentence)
            )
        );
    }

    private static (DateTimeOffset Updated, XElement Element) ExplanationEntry(
        Organisation organisation,
        string site,
        ExplanationRow explanation,
        IStringLocalizer texts,
        IStringLocalizer<NameTexts> names
    )
    {
        var updated = explanation.EndedAt ?? explanation.CreatedAt;
        var standard = names.Standard(explanation.Standard);
        return (
            updated,
            new(
                Atom + "entry",
                new XElement(
                    Atom + "id",
                    Id(
                        "explanation",
                        organisation.Key,
                        explanation.Id.ToString(CultureInfo.InvariantCulture)
                    )
                ),
                Text(
                    "title",
                    texts[
                        explanation.EndedAt is null
                            ? "feed.explanation.title"
                            : "feed.explanation.ended",
                        standard
                    ]
                ),
                new XElement(Atom + "published", Moment(explanation.CreatedAt)),
                new XElement(Atom + "updated", Moment(updated)),
                Link(
                    "alternate",
                    $"{site}{SitePaths.ComplyOrExplain}?organisation={Uri.EscapeDataString(organisation.Key)}",
                    "text/html"
                ),
                Text("summary", explanation.Text.ReplaceLineEndings(" "))
            )
        );
    }

    /// <summary>The same for good, whatever the site is called.</summary>
    private static string Id(params ReadOnlySpan<string> parts)
    {
        var octets = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..16];
        // RFC 9562 section 5.8: version 8, made by a rule of our own.
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(octets, bigEndian: true)}";
    }

    private static XElement Text(string name, string text) =>
        new(Atom + name, PrintableText.Of(text));

    private static XElement Link(string relation, string address, string type) =>
        new(
            Atom + "link",
            new XAttribute("rel", relation),
            new XAttribute("type", type),
            new XAttribute("href", address)
        );

    private static string Moment(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
