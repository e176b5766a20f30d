using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>The worked example as everybody sees it: on pages and in the files under their charts.</summary>
internal static class PublicFigures
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A round that is not published is as one that does not exist.</summary>
    public static async Task ShouldBeAbsentAsync(DashboardApp app, int round)
    {
        foreach (
            var path in new[]
            {
                $"/adoption?round={round}",
                $"/adoption/charts/layers?round={round}",
                $"/providers?round={round}",
                $"/providers/Huis?round={round}",
                $"/providers/Huis/domains?round={round}",
            }
        )
        {
            using var answer = await app.Client.GetAsync(path, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        var front = await app.Client.GetStringAsync("/", Cancellation);
        front.ShouldNotContain(
            $"round={round}",
            customMessage: "the strip is of a published round"
        );
    }

    public static async Task ShouldBeThoseOfTheExampleAsync(DashboardApp app, int round)
    {
        var strict = await PageAsync(app, "/adoption");
        Key(strict, "STARTTLS").ShouldContain("90,0%");
        Key(strict, "STARTTLS").ShouldContain("9 van 10");
        Key(strict, "DANE bij ontvangen").ShouldContain("50,0%");
        Key(strict, "DANE bij ontvangen").ShouldContain("5 van 10");
        Key(strict, "DANE bij ontvangen").ShouldContain("ontvangt geen e-mail (1)");
        Key(strict, "DANE bij ontvangen").ShouldContain("▼ 5,6 procentpunt");
        Key(strict, "DANE bij ontvangen").ShouldContain("Beide keren gemeten (8)");
        Key(strict, "DANE bij ontvangen").ShouldContain("Zoals Forum telt: 66,7% (6 van 9)");
        Key(strict, "DANE bij ontvangen").ShouldContain("was 55,6% (5 van 9)");
        Key(strict, "DANE bij ontvangen").ShouldContain("voldoet of met uitleg: 60,0% (6 van 10)");
        Key(strict, "DANE bij verzenden").ShouldContain("2 van 3");
        Key(strict, "DANE bij verzenden").ShouldContain("geen percentage");
        Key(strict, "DANE bij verzenden").ShouldContain("3 van 5 organisaties getest");
        strict
            .QuerySelector("[aria-labelledby=mail-flow-title] .chart-summary")!
            .TextContent.ShouldBe(
                "Van de e-mail tussen 20 paren van organisaties, die elk even zwaar tellen, is bewezen beschermd: 16,7%. Maximaal mogelijk: 43,3%. Van wat aan beide kanten is getest: 27,8%."
            );

        var forum = await PageAsync(app, "/adoption?view=forum");
        Key(forum, "DANE bij ontvangen").ShouldContain("66,7%");
        Key(forum, "DANE bij ontvangen").ShouldContain("voldoet of met uitleg: 77,8% (7 van 9)");
        Key(forum, "DANE bij ontvangen").ShouldContain("▲ 11,1 procentpunt");
        Key(forum, "DANE bij ontvangen").ShouldContain("▲ 14,3 procentpunt");
        forum.Body!.TextContent.ShouldContain("geen cijfer van Forum");

        var layer = await PageAsync(app, "/adoption?layer=gemeente");
        Key(layer, "DANE bij ontvangen").ShouldContain("40,0%");
        Key(layer, "DANE bij ontvangen").ShouldContain("2 van 5");

        var provider = await PageAsync(app, "/providers/Huis");
        provider.QuerySelector(".lead")!.TextContent.ShouldStartWith("2 domeinen worden beschermd");
        (await app.Client.GetStringAsync("/providers/Huis/domains", Cancellation)).ShouldContain(
            "\"d4.example\""
        );
        (await app.Client.GetStringAsync("/adoption/charts/providers", Cancellation))
            .Split("\r\n")
            .ShouldContain("\"Huis\",3,1,2,0,0");
        (
            await app.Client.GetStringAsync(
                $"/adoption/charts/movers?view=forum&round={round}",
                Cancellation
            )
        )
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(',')[0].Trim('"') + " " + line.Split(',')[2].Trim('"'))
            .ShouldBe([
                "d2.example Verbeterd",
                "d5.example Verbeterd",
                "d4.example Verslechterd",
                "d8.example Telt niet meer mee",
                "d11.example Telt nu wel mee",
            ]);
        var strip = (await PageAsync(app, "/")).QuerySelector(".strip")!.TextContent;
        strip.ShouldContain("50,0%");
        strip.ShouldContain("(5 van 10)");
        strip.ShouldContain("ontvangt geen e-mail (1)");
        strip.ShouldContain("2 van 5");
        using var none = await app.Client.GetAsync("/adoption?round=0", Cancellation);
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>What is counted from results under a filter is what the summaries have of the same value.</summary>
    public static async Task ShouldBeTheSameFromResultsAsync(DashboardApp app, int id)
    {
        var reports = app.Services.GetRequiredService<RoundReports>();
        var summaries = app.Services.GetRequiredService<RoundSummaries>();
        var round = (await reports.FindAsync(id, Cancellation))!;
        await using var db = await app.OpenDatabaseAsync();
        var all = await FilteredRound.ReadAsync(db, round, RoundFilter.None, Cancellation);
        foreach (var dimension in new[] { AdoptionDimension.All, AdoptionDimension.Layer })
        {
            Counts(all.Figures(dimension))
                .ShouldBe(Counts(await reports.FiguresAsync(round, dimension, null, Cancellation)));
            all.States(dimension)
                .ShouldBe(await summaries.StatesAsync(round, dimension, Cancellation));
        }
        (await FilteredRound.ProvidersAsync(db, round, RoundFilter.None, Cancellation)).ShouldBe(
            await reports.ProvidersAsync(round, Cancellation)
        );
        var tables = app.Services.GetRequiredService<RoundTables>();
        var former = (await tables.ComparedWithAsync(round, Cancellation))!;
        var before = await FilteredRound.ReadAsync(db, former, RoundFilter.None, Cancellation);
        var stored = (await tables.DeltasAsync(round, Cancellation))
            .Where(d => d.Standard is FigureStandard.Dane or FigureStandard.StartTls)
            .ToList();
        var counted = await FilteredRound.DeltasAsync(
            db,
            before,
            all,
            [FigureStandard.StartTls, FigureStandard.Dane],
            Cancellation
        );
        counted
            .Select(d => (d.Standard, d.View, d.Before, d.After, d.CohortBefore, d.CohortAfter))
            .ShouldBe(
                stored.Select(d =>
                    (d.Standard, d.View, d.Before, d.After, d.CohortBefore, d.CohortAfter)
                )
            );
        counted
            .Select(d =>
                Enum.GetValues<OutcomeChange>().Select(c => d.Changes.GetValueOrDefault(c))
            )
            .ShouldBe(
                stored.Select(d =>
                    Enum.GetValues<OutcomeChange>().Select(c => d.Changes.GetValueOrDefault(c))
                )
            );
        foreach (var value in await summaries.ValuesAsync(round, Cancellation))
        {
            var filter = value.Dimension switch
            {
                AdoptionDimension.Layer => new RoundFilter(Layer: value.Key),
                AdoptionDimension.Provider => new RoundFilter(Provider: value.Key),
                _ => RoundFilter.None,
            };
            if (filter.IsNone)
            {
                continue;
            }
            var narrowed = await FilteredRound.ReadAsync(db, round, filter, Cancellation);
            narrowed.Domains.ShouldBe(value.Domains, value.Key);
            Counts(narrowed.Figures(AdoptionDimension.All), named: false)
                .ShouldBe(
                    Counts(
                        (
                            await reports.FiguresAsync(round, value.Dimension, null, Cancellation)
                        ).Where(f => f.Value == value.Key),
                        named: false
                    ),
                    value.Key
                );
        }
    }

    private static IReadOnlyList<(
        FigureStandard,
        AdoptionView,
        string?,
        int,
        int,
        int,
        int
    )> Counts(IEnumerable<FigureItem> figures, bool named = true) =>
        [
            .. figures
                .Where(f => f.Standard != FigureStandard.DaneSending)
                .Select(f =>
                    (
                        f.Standard,
                        f.View,
                        named ? f.Value : null,
                        f.Passed,
                        f.Failed,
                        f.Explained,
                        f.Excluded.Values.Sum()
                    )
                ),
        ];

    private static string Key(IDocument page, string standard) =>
        page.QuerySelectorAll(".key-figure")
            .Single(card => card.QuerySelector("h2")!.TextContent == standard)
            .TextContent;

    private static async Task<IDocument> PageAsync(DashboardApp app, string path)
    {
        using var answer = await app.Client.GetAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
