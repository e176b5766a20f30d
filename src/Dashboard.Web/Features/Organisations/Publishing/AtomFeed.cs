using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.RoundStore;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Organisations.Publishing;

/// <summary>An entry of a feed with when it changed last.</summary>
internal sealed record AtomEntry(DateTimeOffset Updated, XElement Element);

/// <summary>Feeds and their entries as Atom has them (RFC 4287).</summary>
internal static class AtomFeed
{
    public const int MostEntries = 50;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <param name="language"><c>en</c> for English, Dutch for all else: a feed has an address in each language.</param>
    /// <param name="feed">Makes it, in that language.</param>
    public static IResult Answer(HttpContext context, string? language, Func<XElement> feed)
    {
        var culture = CultureInfo.GetCultureInfo(
            language == Languages.English ? Languages.English : Languages.Dutch
        );
        var (readers, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return Answer(feed(), context.Request.Headers.IfNoneMatch, context.Response);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (readers, words);
        }
    }

    /// <param name="id">What it is of.</param>
    /// <param name="page">The page that it follows.</param>
    /// <param name="self">Its own address, without a language.</param>
    /// <param name="entries">In any order.</param>
    public static XElement Of(
        string id,
        string title,
        string author,
        string page,
        string self,
        IEnumerable<AtomEntry> entries
    )
    {
        var newest = entries.OrderByDescending(e => e.Updated).Take(MostEntries).ToList();
        return new(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", CultureInfo.CurrentUICulture.Name),
            new XElement(Atom + "id", id),
            Text("title", title),
            // A feed without entries is as old as the page that it tells of: nothing happened yet.
            new XElement(
                Atom + "updated",
                Moment(newest.Count > 0 ? newest[0].Updated : DateTimeOffset.UnixEpoch)
            ),
            new XElement(Atom + "author", Text("name", author)),
            Link("alternate", page, "text/html"),
            Link(
                "self",
                $"{self}?language={CultureInfo.CurrentUICulture.Name}",
                "application/atom+xml"
            ),
            newest.Select(e => e.Element)
        );
    }

    public static AtomEntry Entry(
        string id,
        string title,
        DateTimeOffset published,
        DateTimeOffset updated,
        string page,
        string summary
    ) =>
        new(
            updated,
            new(
                Atom + "entry",
                new XElement(Atom + "id", id),
                Text("title", title),
                new XElement(Atom + "published", Moment(published)),
                new XElement(Atom + "updated", Moment(updated)),
                Link("alternate", page, "text/html"),
                Text("summary", summary)
            )
        );

    /// <summary>When it was published, or its last erratum.</summary>
    public static DateTimeOffset ChangedAt(RoundRow round) =>
        round
            .Notes.Where(note => note.Slug == RoundNotes.Erratum)
            .Select(note => note.At)
            .Append(round.PublishedAt ?? round.StartedAt)
            .Max();

    /// <summary>The same for good, whatever the site is called.</summary>
    public static string Id(params ReadOnlySpan<string> parts)
    {
        var octets = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..16];
        // RFC 9562 section 5.8: version 8, made by a rule of our own.
        octets[6] = (byte)((octets[6] & 0x0F) | 0x80);
        octets[8] = (byte)((octets[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(octets, bigEndian: true)}";
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
