using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Reports;

/// <summary>What the report of the second round of the worked example says.</summary>
public sealed class ReportDocumentTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ExportScene Scene => published.Scene;

    [Fact]
    public async Task Report_api_and_export_give_the_same_numbers()
    {
        var page = await PageAsync(Scene, Scene.Second, "nl");
        foreach (
            var (table, dimension, now, passed, measured) in new[]
            {
                ("T1", AdoptionDimension.All, 2, 7, 8),
                ("T8", AdoptionDimension.Layer, 2, 3, 4),
            }
        )
        {
            var rows = Rows(page, table);
            using var api = JsonDocument.Parse(
                await Scene.App.Client.GetStringAsync(
                    $"/api/v1/rounds/{Scene.Second}/figures?dimension={Slug.Of(dimension)}",
                    Cancellation
                )
            );
            var compared = 0;
            foreach (var figure in api.RootElement.EnumerateArray())
            {
                var standard = Names[figure.GetProperty("standard").GetString()!];
                var row = rows.Find(r =>
                    dimension == AdoptionDimension.All
                        ? (r[0], r[1])
                            == (
                                standard,
                                figure.GetProperty("standard").GetString() == "dane-sending"
                                    ? "organisaties"
                                    : Views[figure.GetProperty("view").GetString()!]
                            )
                        : (r[0], r[1])
                            == (Layers[figure.GetProperty("value").GetString()!], standard)
                            && figure.GetProperty("view").GetString() == "strict"
                );
                if (row is null)
                {
                    continue;
                }
                compared++;
                row[now].ShouldBe(Shown(figure.GetProperty("percentage")), string.Join('|', row));
                row[passed].ShouldBe(figure.GetProperty("passed").ToString());
                row[measured]
                    .ShouldBe(
                        (
                            figure.GetProperty("passed").GetInt32()
                            + figure.GetProperty("failed").GetInt32()
                        ).ToString(Dutch)
                    );
            }
            // Every row that is a figure was compared with one; both rows of an agreement have none.
            compared.ShouldBeGreaterThanOrEqualTo(
                rows.Count(r => !r[1].StartsWith("Voldoet aan", StringComparison.Ordinal))
            );
        }
        var (directory, _) = await Scene.WriteAsync(Scene.Second, ExportFormat.Json);
        await using var file = File.OpenRead(Path.Combine(directory, "mail-flow.json"));
        using var flow = await JsonDocument.ParseAsync(file, cancellationToken: Cancellation);
        var exported = flow.RootElement.EnumerateArray().ToList();
        Rows(page, "T6").Count.ShouldBe(exported.Count);
        Rows(page, "T6")[^1]
            .Skip(2)
            .Take(4)
            .ShouldBe([
                Shown(exported[0].GetProperty("proven")),
                Shown(exported[0].GetProperty("possible")),
                Shown(exported[0].GetProperty("amongTested")),
                exported[0].GetProperty("pairs").ToString(),
            ]);
    }

    [Fact]
    public async Task Sentences_are_filled_with_the_figures_of_the_example()
    {
        var dutch = (await PageAsync(Scene, Scene.Second, "nl")).Body!.TextContent;
        var english = (await PageAsync(Scene, Scene.Second, "en")).Body!.TextContent;

        foreach (
            var sentence in new[]
            {
                "Van de 10 gemeten maildomeinen past 50,0% DANE toe voor ontvangst (5 van 10).",
                "Vorige meting: 55,6% (5 van 9).",
                "Van de 8 domeinen die in beide metingen gemeten zijn ging het van 62,5% (5 van 8) naar 62,5% (5 van 8).",
                "Verschil over de hele lijst: −5,6 procentpunt; over dezelfde domeinen: 0,0 procentpunt.",
                "1 domein telt niet mee: ontvangt geen e-mail (1).",
                "Geteld zoals Forum doet: 66,7% (6 van 9); niet meegeteld: ",
                "Over verzenden kunnen wij alleen iets zeggen voor 3 van de 5 organisaties. Daarvan controleren 2 DANE bij het verzenden: 2 van 3.",
                "Van de e-mail tussen 20 paren van organisaties, die elk even zwaar tellen, is 16,7% bewezen met DANE beschermd.",
                "zou het maximaal 43,3% zijn",
                "Niet gemeten in deze meting: TLS volgens het NCSC, MTA-STS, TLS-RPT, SPF, DKIM, DMARC, IPv6 van de mailservers",
                "Als Huis zijn mailservers op orde brengt (bereikbaar, STARTTLS, kloppende DANE), zijn 2 domeinen meer beschermd.",
                "1 domein",
            }
        )
        {
            dutch.ShouldContain(sentence);
        }
        english.ShouldContain(
            "Of 10 measured mail domains, 50.0% apply DANE for receiving (5 of 10). Previous measurement: 55.6% (5 of 9)."
                + " Among the 8 domains measured both times it went from 62.5% (5 of 8) to 62.5% (5 of 8)."
        );
        english.ShouldContain(
            "Of the mail between 20 pairs of organisations, which all count the same, 16.7% is proven to be protected by DANE."
        );
        english.ShouldContain("1 domain is not counted: accepts no mail (1).");
    }

    /// <summary>It says of drops what was done in this round: nothing where there is no round to drop from.</summary>
    [Fact]
    public async Task Account_says_how_drops_of_this_round_were_measured_again()
    {
        const string waited =
            "Een daling is na ten minste 30 minuten opnieuw gemeten voordat die telt.";
        const string atOnce =
            "Een daling is opnieuw gemeten voordat die telt, op verzoek zonder wachttijd.";
        var round = await Scene.RoundAsync(Scene.Second);
        var wasAtOnce = round.Notes.Any(note => note.Slug == RoundNotes.ConfirmNow);

        var second = (await PageAsync(Scene, Scene.Second, "nl")).Body!.TextContent;
        var first = (await PageAsync(Scene, Scene.First, "nl")).Body!.TextContent;

        second.Contains(waited, StringComparison.Ordinal).ShouldBe(!wasAtOnce);
        second.Contains(atOnce, StringComparison.Ordinal).ShouldBe(wasAtOnce);
        first.ShouldNotContain(waited);
        first.ShouldNotContain(atOnce);
    }

    /// <summary>A percentage without its exclusions beside it is half a figure.</summary>
    [Fact]
    public async Task Each_row_with_a_percentage_has_its_exclusions_beside_it()
    {
        var page = await PageAsync(Scene, Scene.Second, "nl");

        foreach (var (table, standard, excluded) in new[] { ("T1", 0, 9), ("T8", 1, 5) })
        {
            var rows = Rows(page, table);
            rows.ShouldContain(r => r[excluded].Contains("ontvangt geen e-mail (1)"), table);
            var figures = await Scene
                .Service<RoundReports>()
                .FiguresAsync(
                    await Scene.RoundAsync(Scene.Second),
                    table == "T1" ? AdoptionDimension.All : AdoptionDimension.Layer,
                    AdoptionView.Strict,
                    Cancellation
                );
            foreach (var figure in figures.Where(f => f.Standard != FigureStandard.DaneSending))
            {
                var name = Names[Slug.Of(figure.Standard)];
                var row = rows.First(r =>
                    r[standard] == name
                    && (table == "T1" ? r[1] == "streng" : r[0] == Layers[figure.Value!])
                );
                (row[excluded] != "–").ShouldBe(figure.Excluded.Count > 0, string.Join('|', row));
            }
        }
    }

    /// <summary>Of a layer, and of those that meet all of an agreement: the list without those that were measured.</summary>
    [Fact]
    public async Task Numbers_that_are_not_counted_are_beside_shares_of_parts()
    {
        var page = await PageAsync(Scene, Scene.Second, "nl");
        var parts = Rows(page, "T8");
        var domains = parts
            .Where(r => !r[1].StartsWith("Voldoet aan", StringComparison.Ordinal))
            .Select(r => (Layer: r[0], All: Whole(r[4]) + Left(r[5])))
            .Distinct()
            .ToDictionary(r => r.Layer, r => r.All);
        var agreements = parts
            .Where(r => r[1].StartsWith("Voldoet aan", StringComparison.Ordinal))
            .ToList();

        domains.Count.ShouldBe(4);
        agreements.ShouldNotBeEmpty();
        foreach (var row in agreements)
        {
            (Whole(row[4]) + Left(row[5])).ShouldBe(domains[row[0]], string.Join('|', row));
        }
        agreements.Sum(row => Left(row[5])).ShouldBeGreaterThan(0);
        Rows(page, "T2")
            .Single(r => r[0] == "DANE bij ontvangen")[1]
            .ShouldBe(
                "50,0% (5 van 10); 1 telt niet mee; zoals Forum telt 66,7% (6 van 9); 2 tellen niet mee"
            );

        static int Whole(string cell) => int.Parse(cell, NumberStyles.AllowThousands, Dutch);
        static int Left(string cell) =>
            Regex.Matches(cell, @"\((\d+)\)").Sum(m => Whole(m.Groups[1].Value));
    }

    [Fact]
    public async Task Under_five_measured_there_is_no_percentage()
    {
        var page = await PageAsync(Scene, Scene.Second, "nl");

        var rows = Rows(page, "T8")
            .Where(r => int.Parse(r[4], CultureInfo.InvariantCulture) < Share.SmallestMeasured)
            .ToList();
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(r => r[2] == "–" && r[6] == "–");
    }

    [Fact]
    public async Task First_round_says_that_there_is_nothing_to_compare_with()
    {
        var page = await PageAsync(Scene, Scene.First, "nl");

        page.Body!.TextContent.ShouldContain(
            "Er is geen vorige meting van deze lijst om mee te vergelijken."
        );
        Rows(page, "T3").ShouldBeEmpty();
    }

    [Fact]
    public async Task Figures_of_parts_differ_from_before_as_a_filter_counts_them()
    {
        var former = await Scene.RoundAsync(Scene.First);
        var round = await Scene.RoundAsync(Scene.Second);
        var parts = await Scene.Service<RoundPartDeltas>().ReadAsync(former, round, Cancellation);
        parts.Count.ShouldBe(4);
        await using var db = await Scene.App.OpenDatabaseAsync();

        foreach (var part in parts)
        {
            var filter = new RoundFilter(Layer: part.Key.Key);
            var expected = await FilteredRound.DeltasAsync(
                db,
                await FilteredRound.ReadAsync(db, former, filter, Cancellation),
                await FilteredRound.ReadAsync(db, round, filter, Cancellation),
                Enum.GetValues<FigureStandard>(),
                Cancellation
            );
            part.Select(d => (d.Standard, d.View, d.Before, d.After, d.CohortBefore, d.CohortAfter))
                .ShouldBe(
                    expected.Select(d =>
                        (d.Standard, d.View, d.Before, d.After, d.CohortBefore, d.CohortAfter)
                    ),
                    part.Key.Key
                );
        }
    }

    [Fact]
    public async Task Correction_shows_the_figures_before_and_after_it()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        var before = await FiguresAsync(scene);
        await CorrectAsync(scene, "d11.example");
        var after = await FiguresAsync(scene);

        var report = await scene.ReadAsync(scene.Second);

        foreach (var figure in report.Corrections.Figures)
        {
            figure.Before.ShouldBe(before[(figure.Standard, figure.View)]);
            figure.After.ShouldBe(after[(figure.Standard, figure.View)]);
        }
        report.Corrections.Figures.ShouldContain(f => f.Before != f.After);
        var page = await PageAsync(scene, scene.Second, "nl");
        page.Body!.TextContent.ShouldContain("1 domein is opnieuw gemeten");
        Rows(page, "T11").ShouldContain(r => r[0] == "DANE bij ontvangen" && r[1] == "streng");
        Rows(page, "T11a").ShouldContain(r => r[0] == "d11.example" && r[6] == "<b>Storing</b>");
        page.Body.TextContent.ShouldContain("O5, d12.example: meting betwijfeld");
    }

    [Fact]
    public async Task Document_needs_nothing_beside_it_and_is_the_same_each_time()
    {
        foreach (var language in new[] { "nl", "en" })
        {
            var html = await Scene.HtmlAsync(Scene.Second, language);
            var page = new HtmlParser().ParseDocument(html);

            (await Scene.HtmlAsync(Scene.Second, language)).ShouldBe(html);
            page.DocumentElement.GetAttribute("lang").ShouldBe(language);
            page.QuerySelectorAll("script, link, img, iframe, object, embed").ShouldBeEmpty();
            page.QuerySelectorAll("[href]")
                .ShouldAllBe(a => a.GetAttribute("href")!.StartsWith('#'));
            page.QuerySelectorAll("a")
                .Select(a => a.GetAttribute("href")![1..])
                .ShouldAllBe(id => page.GetElementById(id) != null);
            page.QuerySelector("style")!.TextContent.ShouldNotContain("url(\"fonts");
            page.QuerySelectorAll("svg:not([aria-hidden])")
                .ShouldAllBe(svg => svg.GetAttribute("aria-label")!.Length > 0);
            page.QuerySelectorAll("table").ShouldAllBe(t => t.QuerySelector("caption") != null);
            // Of outside origin, and text only.
            page.Body!.TextContent.ShouldContain(StoredExample.HostileText);
            foreach (var text in new[] { "{0}", "{1}", "ReportTexts" })
            {
                page.Body.TextContent.ShouldNotContain(text);
            }
        }
    }

    /// <summary>On the page its parts lead to its words; in a file it is a picture with a text of its own.</summary>
    [Fact]
    public async Task Relations_of_the_standards_are_drawn_and_said_in_the_account()
    {
        var page = await PageAsync(Scene, Scene.Second, "nl");
        var document = new HtmlParser().ParseDocument(await Scene.HtmlAsync(Scene.Second, "nl"));

        foreach (var report in new[] { page, document })
        {
            var account = report.QuerySelector("#chapter-8")!;
            account.QuerySelectorAll("figure.relations svg").Length.ShouldBe(1);
            account.QuerySelectorAll("[id^='relation-']").Length.ShouldBe(12);
            account.QuerySelector("#relations-list")!.LocalName.ShouldBe("h4");
            account
                .QuerySelectorAll("svg .relations-name")
                .Select(name => name.TextContent)
                .ShouldBe(
                    account.QuerySelectorAll(".relations-words dt").Select(word => word.TextContent)
                );
        }
        page.QuerySelectorAll("figure.relations svg a")
            .Select(a => a.GetAttribute("href")!)
            .ShouldAllBe(href =>
                href.StartsWith(
                    $"/rounds/{Scene.Second}/report/nl#relation-",
                    StringComparison.Ordinal
                )
            );
        var picture = document.QuerySelector("figure.relations svg")!;
        picture.GetAttribute("role").ShouldBe("img");
        picture.QuerySelectorAll("a").ShouldBeEmpty();
        picture.GetAttribute("aria-label")!.ShouldStartWith("STARTTLS en DANE tussen");
        document.QuerySelectorAll("figure.relations [tabindex]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_figure_has_its_table_and_all_tables_are_there()
    {
        var page = await PageAsync(Scene, Scene.Second, "nl");

        var captions = page.QuerySelectorAll("caption").Select(c => c.TextContent).ToList();
        foreach (
            var number in new[]
            {
                "T1",
                "T2",
                "T3",
                "T4",
                "T5",
                "T6",
                "T7",
                "T8",
                "T10",
                "T12",
                "F1",
                "F2",
                "A1",
            }
        )
        {
            captions.ShouldContain(c => c.StartsWith(number + ".", StringComparison.Ordinal));
        }
        // What is empty is said, not left out.
        page.Body!.TextContent.ShouldContain(
            "T9. Alle standaarden per ministerie: er zijn geen rijen."
        );
        page.Body.TextContent.ShouldContain(
            "T11. Cijfers voor en na correctie: er zijn geen rijen."
        );
        Rows(page, "A1").Count.ShouldBeGreaterThan(0);
        page.QuerySelectorAll("caption")
            .Where(c => c.TextContent.StartsWith('A'))
            .Sum(c => c.Closest("table")!.QuerySelectorAll("tbody tr").Length)
            .ShouldBe(11);
    }

    [Fact]
    public async Task Since_goes_back_to_the_first_round_with_the_same_outcome()
    {
        var domains = (await Scene.ReadAsync(Scene.Second)).Domains.ToDictionary(
            d => d.Domain.Value,
            d => d.Since
        );

        domains["d1.example"].ShouldBe(new DateOnly(2026, 3, 2));
        domains["d2.example"].ShouldBe(new DateOnly(2026, 9, 2));
        domains["d12.example"].ShouldBe(new DateOnly(2026, 9, 2));
    }

    private static async Task<
        IReadOnlyDictionary<(FigureStandard, AdoptionView), Share>
    > FiguresAsync(ExportScene scene) =>
        (
            await scene
                .Service<RoundReports>()
                .FiguresAsync(
                    await scene.RoundAsync(scene.Second),
                    AdoptionDimension.All,
                    null,
                    Cancellation
                )
        ).ToDictionary(f => (f.Standard, f.View), f => f.Share);

    /// <summary>A domain is measured again and passes all; another has a comment that nobody decided on.</summary>
    private static async Task CorrectAsync(ExportScene scene, string name)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        var round = await scene.RoundAsync(scene.Second);
        var domain = await db.Set<MeasuredDomainRow>()
            .SingleAsync(d => d.Name == name, Cancellation);
        var was = await db.Set<RoundResultRow>()
            .SingleAsync(r => r.RoundId == round.Id && r.DomainId == domain.Id, Cancellation);
        was.SupersededIn = 1;
        var passed = new StandardOutcomes(StandardOutcome.Passed, StandardOutcome.Passed).Code;
        db.Add(
            new RoundCorrectionRow
            {
                RoundId = round.Id,
                DomainId = domain.Id,
                Wave = 2,
                Reason = "<b>Storing</b>",
                RequestedAt = round.StartedAt.AddDays(3),
                Version = 2,
            }
        );
        db.Add(
            new RoundCommentRow
            {
                RoundId = round.Id,
                OrganisationKey = "O5",
                Domain = "d12.example",
                Kind = CommentKind.Technical,
                Text = "Klopt niet.",
                CreatedAt = round.StartedAt.AddDays(2),
            }
        );
        await db.SaveChangesAsync(Cancellation);
        await db.Database.OpenConnectionAsync(Cancellation);
        await ResultRows.AddAsync(
            db,
            [
                new RoundResultRow
                {
                    RoundId = was.RoundId,
                    DomainId = was.DomainId,
                    Version = 2,
                    Edition = 1,
                    Wave = 2,
                    MeasuredAt = was.MeasuredAt.AddDays(3),
                    Organisation = was.Organisation,
                    Layer = was.Layer,
                    Provider = was.Provider,
                    Status = (short)DomainStatus.Protected,
                    Delivery = was.Delivery,
                    ConnectionType = 3,
                    AttackerConnectionType = 3,
                    Flags = ResultFlags.Corrected | ResultFlags.OwnZoneSecure,
                    Explained = 0,
                    Outcomes = [passed, passed, passed, passed],
                },
            ],
            Cancellation
        );
        await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
    }

    internal static async Task<IDocument> PageAsync(
        ExportScene scene,
        int round,
        string language
    ) => new HtmlParser().ParseDocument(await scene.HtmlAsync(round, language));

    internal static List<List<string>> Rows(IDocument page, string number) =>
        [
            .. page.QuerySelectorAll("caption")
                .Where(c => c.TextContent.StartsWith(number + ".", StringComparison.Ordinal))
                .SelectMany(c => c.Closest("table")!.QuerySelectorAll("tbody tr"))
                .Select(row => row.Children.Select(cell => cell.TextContent).ToList()),
        ];

    private static string Shown(JsonElement number) =>
        number.ValueKind == JsonValueKind.Null ? "–" : number.GetDecimal().ToString("N1", Dutch);

    private static readonly Dictionary<string, string> Names = new()
    {
        ["starttls"] = "STARTTLS",
        ["dane"] = "DANE bij ontvangen",
        ["dane-sending"] = "DANE bij verzenden",
        ["dnssec"] = "DNSSEC (domein en mailservers)",
        ["dnssec-domain"] = "DNSSEC van het domein",
        ["dnssec-mx"] = "DNSSEC van de mailservers",
    };

    private static readonly Dictionary<string, string> Views = new()
    {
        ["strict"] = "streng",
        ["forum"] = "zoals Forum telt",
    };

    private static readonly Dictionary<string, string> Layers = new()
    {
        ["rijk"] = "Rijk",
        ["gemeente"] = "Gemeente",
        ["waterschap"] = "Waterschap",
        ["provincie"] = "Provincie",
        ["Rijk"] = "Rijk",
        ["Gemeente"] = "Gemeente",
        ["Waterschap"] = "Waterschap",
        ["Provincie"] = "Provincie",
    };
}
