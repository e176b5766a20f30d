using System.Net;
using AngleSharp.Html.Parser;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Reports;

public sealed class ReportPageTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nl", "en", "Publicatieversie")]
    [InlineData("en", "nl", "Public version")]
    public async Task Address_decides_the_language_whatever_the_visitor_asks_for(
        string language,
        string asked,
        string word
    )
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            SitePaths.Report(scene.Second, language)
        );
        request.Headers.AcceptLanguage.ParseAdd(asked);
        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        var page = new HtmlParser().ParseDocument(
            await response.Content.ReadAsStringAsync(Cancellation)
        );
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelector(".report .kicker")!.TextContent.ShouldBe(word);
        // The switch leads to the same report in the other language.
        page.QuerySelectorAll(".switch a")
            .Select(a => a.GetAttribute("href")!)
            .ShouldContain(href =>
                href.Contains(
                    Uri.EscapeDataString(SitePaths.Report(scene.Second, asked)),
                    StringComparison.Ordinal
                )
            );
        // Tables are those of the file.
        var document = await ReportDocumentTests.PageAsync(scene, scene.Second, language);
        foreach (var table in new[] { "T1", "T2", "T5", "T6", "T7", "T8" })
        {
            ReportDocumentTests
                .Rows(page, table)
                .ShouldBe(ReportDocumentTests.Rows(document, table), table);
        }
        page.QuerySelectorAll("a[href^='#'], a[href*='/report/'][href*='#']")
            .Select(a => a.GetAttribute("href")!.Split('#')[1])
            .ShouldAllBe(id => id == "content" || page.GetElementById(id) != null);
    }

    [Fact]
    public async Task Round_leads_to_the_report_in_the_language_of_the_visitor()
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/rounds/{scene.Second}/report"
        );
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.OriginalString.ShouldBe(SitePaths.Report(scene.Second, "en"));
    }

    [Fact]
    public async Task Page_without_chromium_says_that_there_is_no_pdf()
    {
        var scene = published.Scene;
        var page = await scene.App.Client.GetStringAsync(
            SitePaths.Report(scene.Second, "en"),
            Cancellation
        );

        page.ShouldContain("A PDF is not available on this installation");
        page.ShouldNotContain(SitePaths.ReportPdf(scene.Second, "en"));
        using var pdf = await scene.App.Client.GetAsync(
            SitePaths.ReportPdf(scene.Second, "en"),
            Cancellation
        );
        pdf.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/report/de")]
    [InlineData("/report/nl/none")]
    [InlineData("/report/en/pdf?edition=2")]
    [InlineData("/report/en/pdf?edition=-1")]
    [InlineData("/report/en/pdf?edition=99999999")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var response = await published.Scene.App.Client.GetAsync(
            $"/rounds/{published.Scene.Second}{path}",
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Concept_is_there_for_readers_only_and_says_that_it_is_one()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        string[] paths =
        [
            $"/rounds/{scene.Second}/report",
            SitePaths.Report(scene.Second, "nl"),
            SitePaths.ReportAnnex(scene.Second, "nl"),
            SitePaths.ReportPdf(scene.Second, "nl"),
        ];
        foreach (var path in paths)
        {
            using var stranger = await scene.App.Client.GetAsync(path, Cancellation);
            stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        using var member = await AccountVisitor.SignedInAsync(
            scene.App,
            "analyst",
            AccountRole.Analyst
        );
        using var reader = await AccountVisitor.SignedInAsync(
            scene.App,
            "reader",
            AccountRole.Reader
        );
        foreach (var path in paths[1..3])
        {
            (await reader.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
            var answer = await member.GetAsync(path);
            answer.Status.ShouldBe(HttpStatusCode.OK, path);
            answer.Body.ShouldContain("Concept: niet openbaar");
        }
    }

    [Fact]
    public async Task Annex_has_every_domain_of_the_list()
    {
        var scene = published.Scene;
        var page = await scene.App.Client.GetStringAsync(
            SitePaths.ReportAnnex(scene.Second, "nl"),
            Cancellation
        );

        foreach (var domain in (await scene.ReadAsync(scene.Second)).Domains)
        {
            page.ShouldContain(domain.Domain.Value);
        }
    }

    [Fact]
    public async Task Figures_lead_to_the_report()
    {
        var scene = published.Scene;
        var page = await scene.App.Client.GetStringAsync("/adoption", Cancellation);

        page.ShouldContain(SitePaths.Report(scene.Second, "nl"));
    }
}
