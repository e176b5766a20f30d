using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>The public pages of organisations, over rounds that were really measured.</summary>
[Collection(MonitorGroup.Name)]
public sealed class OrganisationPageTests(MonitorFixture fixture)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_shows_domains_steps_place_and_explanation_of_the_published_round()
    {
        var page = await ReadAsync($"/organisations/{MonitorSite.Mixed}");

        page.ShouldContain("Gemeente Proefdam");
        page.ShouldContain("1 van de 3 gemeten maildomeinen is beschermd");
        page.ShouldContain(
            "van de 2 gemeten gemeenten hebben er 1 al hun gemeten domeinen beschermd"
        );
        page.ShouldContain(MonitorSite.FirstRound);
        page.ShouldContain("café.example");
        page.ShouldContain("href=\"/domains/rollover-missed.example\"");
        page.ShouldContain("Wordt geweigerd door DANE-verzenders");
        page.ShouldContain("Publiceer TLSA-records");
        page.ShouldContain("De leverancier levert DANE in het voorjaar.");
        page.ShouldContain("Gegeven door: gemeentesecretaris.");
        page.ShouldNotContain("class=\"bars\"", Case.Sensitive, "one round is no timeline");
    }

    [Fact]
    public async Task Page_of_an_organisation_without_mail_says_so()
    {
        var page = await ReadAsync($"/organisations/{MonitorSite.Silent}");

        page.ShouldContain("Niet te meten, of ontvangt geen e-mail");
        page.ShouldContain("Ontvangt geen e-mail");
        page.ShouldNotContain("Ter vergelijking");
    }

    [Fact]
    public async Task Nothing_of_a_round_shows_before_it_is_published()
    {
        var page = await ReadAsync($"/organisations/{MonitorSite.NotPublished}");
        var all = await ReadAsync("/organisations");
        var domain = await ReadAsync("/domains/plain-starttls-not-offered.example");
        var feed = await ReadAsync($"/organisations/{MonitorSite.NotPublished}/feed");

        page.ShouldContain("zijn nog geen meetresultaten gepubliceerd");
        page.ShouldContain("plain-starttls-not-offered.example");
        page.ShouldNotContain("Onversleuteld");
        domain.ShouldContain("Gemeente Nieuwland");
        domain.ShouldNotContain("In gepubliceerde metingen");
        all.ShouldContain("Gemeente Nieuwland");
        feed.ShouldNotContain("<entry>");
        foreach (var seen in new[] { page, all, domain, feed })
        {
            seen.ShouldNotContain(MonitorSite.SecondRound);
        }
    }

    [Fact]
    public async Task Domain_page_joins_organisation_published_results_and_explanation()
    {
        var page = await ReadAsync("/domains/tlsa-absent.example");

        page.ShouldContain($"href=\"/organisations/{MonitorSite.Mixed}\"");
        page.ShouldContain("In gepubliceerde metingen");
        page.ShouldContain(MonitorSite.FirstRound);
        page.ShouldContain("De leverancier levert DANE in het voorjaar.");
    }

    [Theory]
    [InlineData("?q=proefdam", "Gemeente Proefdam", "Waterschap Stilwater")]
    [InlineData("?q=null-mx", "Waterschap Stilwater", "Gemeente Proefdam")]
    [InlineData("?layer=waterschap", "Waterschap Stilwater", "Gemeente Proefdam")]
    [InlineData("?after=gm9002", "Waterschap Stilwater", "Gemeente Proefdam")]
    [InlineData("?q=%25", "Geen organisatie gevonden", "Gemeente Proefdam")]
    [InlineData("?q=zq%00zq", "Geen organisatie gevonden", "Gemeente Proefdam")]
    public async Task List_is_searched_and_browsed(string query, string there, string notThere)
    {
        var page = await ReadAsync("/organisations" + query);

        page.ShouldContain(there);
        page.ShouldNotContain(notThere);
    }

    [Theory]
    [InlineData("/organisations/none")]
    [InlineData("/organisations/none/feed")]
    [InlineData("/organisations/none/badge")]
    [InlineData($"/organisations/{MonitorSite.Mixed}/badge")]
    [InlineData($"/organisations/{MonitorSite.Silent}/badge")]
    [InlineData($"/organisations/{MonitorSite.NotPublished}/badge")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        var site = fixture.Scene;

        using var answer = await site.App.Client.GetAsync(path, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nl", "ontvangst beschermd, gemeten ")]
    [InlineData("en", "receiving protected, measured ")]
    public async Task Badge_says_when_every_mail_domain_was_measured_and_may_be_shown_anywhere(
        string language,
        string words
    )
    {
        var site = fixture.Scene;

        using var answer = await site.App.Client.GetAsync(
            $"/organisations/{MonitorSite.Good}/badge?language={language}",
            Cancellation
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(10));
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        var svg = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        XNamespace ns = "http://www.w3.org/2000/svg";
        svg.Element(ns + "title")!.Value.ShouldStartWith("Gemeente Voorbeeldstad: ");
        // The round may have been measured before a midnight that is over.
        var today = DutchTime.DayOf(DateTimeOffset.UtcNow);
        svg.Descendants(ns + "text")
            .Last()
            .Value.ShouldBeOneOf([
                .. new[] { today, today.AddDays(-1) }.Select(day =>
                    words + day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo(language))
                ),
            ]);
    }

    [Fact]
    public async Task Feed_is_Atom_with_ids_that_stay_and_is_not_sent_twice()
    {
        var site = fixture.Scene;
        var path = $"/organisations/{MonitorSite.Mixed}/feed";

        using var answer = await site.App.Client.GetAsync(path, Cancellation);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/atom+xml");
        var feed = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        feed.Name.ShouldBe(Atom + "feed");
        feed.Element(Atom + "id")!.Value.ShouldStartWith("urn:uuid:");
        feed.Element(Atom + "author")!.Element(Atom + "name").ShouldNotBeNull();
        var entries = feed.Elements(Atom + "entry").ToList();
        entries.Count.ShouldBe(2);
        foreach (var entry in entries)
        {
            entry.Element(Atom + "id")!.Value.ShouldStartWith("urn:uuid:");
            entry.Element(Atom + "title")!.Value.ShouldNotBeNullOrWhiteSpace();
            DateTimeOffset
                .TryParse(
                    entry.Element(Atom + "updated")!.Value,
                    CultureInfo.InvariantCulture,
                    out _
                )
                .ShouldBeTrue();
        }
        entries
            .Select(entry => entry.Element(Atom + "summary")!.Value)
            .ShouldContain("1 van de 3 gemeten maildomeinen ontvangt e-mail beschermd.");
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await site.App.Client.SendAsync(again, Cancellation);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await ReadAsync(path)).ShouldContain(feed.Element(Atom + "id")!.Value);
    }

    /// <summary>What is published, and nothing of the round in its correction period.</summary>
    [Theory]
    [InlineData("/adoption/feed", "/adoption", 1)]
    [InlineData("/domains/ee-rsa.example/feed", "/domains/ee-rsa.example", 1)]
    [InlineData("/domains/nobodys.example/feed", "/domains/nobodys.example", 0)]
    public async Task Rounds_and_domains_have_feeds_of_what_is_published(
        string path,
        string page,
        int entries
    )
    {
        var site = fixture.Scene;
        var ids = new HashSet<string>();
        foreach (var language in new[] { "nl", "en" })
        {
            using var answer = await site.App.Client.GetAsync(
                $"{path}?language={language}",
                Cancellation
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/atom+xml");
            var feed = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
            ids.Add(feed.Element(Atom + "id")!.Value);
            feed.Attribute(XNamespace.Xml + "lang")!.Value.ShouldBe(language);
            feed.Elements(Atom + "entry").Count().ShouldBe(entries);
            foreach (var entry in feed.Elements(Atom + "entry"))
            {
                entry.Element(Atom + "summary")!.Value.ShouldNotBeNullOrWhiteSpace();
                var leads = new Uri(entry.Element(Atom + "link")!.Attribute("href")!.Value);
                using var led = await site.App.Client.GetAsync(leads.PathAndQuery, Cancellation);
                led.StatusCode.ShouldBe(HttpStatusCode.OK, leads.PathAndQuery);
            }
        }
        ids.Count.ShouldBe(1);
        (await ReadAsync(page)).ShouldContain($"href=\"{path}?language=");
        using var wrong = await site.App.Client.GetAsync("/domains/-/feed", Cancellation);
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Register_shows_organisation_standard_scope_role_and_last_day()
    {
        var page = await ReadAsync("/comply-or-explain");

        page.ShouldContain("Gemeente Proefdam");
        page.ShouldContain("<strong>DANE bij ontvangen</strong>");
        page.ShouldContain("tlsa-absent.example");
        page.ShouldContain("Gegeven door: gemeentesecretaris.");
        page.ShouldContain("Geldig van ");
        (await ReadAsync($"/comply-or-explain?organisation={MonitorSite.Good}")).ShouldContain(
            "Er zijn geen geldige verklaringen."
        );
    }

    [Fact]
    public void Every_state_has_its_words() =>
        TextsTests.Covers<OrganisationTexts>([
            .. Enum.GetValues<SendingState>()
                .SelectMany(state =>
                    new[] { $"sending.{Slug.Of(state)}", $"sending.{Slug.Of(state)}.text" }
                ),
        ]);

    private async Task<string> ReadAsync(string path)
    {
        var site = fixture.Scene;
        using var answer = await site.App.Client.GetAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
