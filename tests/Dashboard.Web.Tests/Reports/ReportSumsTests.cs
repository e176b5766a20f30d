using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Web.Tests.Reports;

/// <summary>
/// The tables of the report as a reader with a calculator checks them: rows add up to their totals, and percentages follow from the counts
/// beside them. Of the rounds of the worked example, and of rounds in which every outcome was drawn by lot.
/// </summary>
public sealed partial class ReportSumsTests(PostgresFixture postgres)
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_of_the_worked_example_add_up()
    {
        await using var scene = await ExportScene.StartAsync(postgres);

        await HoldsAsync(scene.App, scene.First);
        await HoldsAsync(scene.App, scene.Second);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Tables_of_any_round_add_up(int seed)
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await using (var db = await scene.App.OpenDatabaseAsync())
        {
            var lot = new Random(seed);
            foreach (
                var row in await db.Set<RoundResultRow>()
                    .Where(r => r.RoundId == scene.Second && r.SupersededIn == null)
                    .OrderBy(r => r.DomainId)
                    .ToListAsync(Cancellation)
            )
            {
                await db.Set<RoundResultRow>()
                    .Where(r => r.RoundId == row.RoundId && r.DomainId == row.DomainId)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(r => r.Outcomes, Drawn(lot, row.Outcomes)),
                        Cancellation
                    );
            }
            var round = await scene.RoundAsync(scene.Second);
            await FiguresWriter.WriteAsync(db, round, round.Edition, Cancellation);
        }

        await HoldsAsync(scene.App, scene.Second);
    }

    /// <summary>Passed, warned, failed and every reason of exclusion, in each view by itself.</summary>
    private static short?[] Drawn(Random lot, short?[] outcomes)
    {
        StandardOutcomes[] all =
        [
            new(Passed, Passed),
            new(Warning, Failed),
            new(Failed, Failed),
            new(Info, Passed),
            .. Enum.GetValues<ExclusionReason>()
                .Select(why => new StandardOutcomes(Excluded, Excluded, why)),
            new(Excluded, Failed, ExclusionReason.Unreachable),
        ];
        return [.. outcomes.Select(code => code is null ? code : all[lot.Next(all.Length)].Code)];
    }

    internal static async Task HoldsAsync(DashboardApp app, int id)
    {
        var round = (
            await app.Services.GetRequiredService<RoundReports>().FindAsync(id, Cancellation)
        ).ShouldNotBeNull();
        var content = await app
            .Services.GetRequiredService<RoundReportReader>()
            .ReadAsync(round, withDomains: true, Cancellation);
        var report = new HtmlParser().ParseDocument(
            await app.Services.GetRequiredService<ReportHtml>().WriteAsync(content, "nl")
        );
        var list = round.Domains;

        KeyFigures(report, list);
        Parts(report, "T8");
        Parts(report, "T9");
        Failures(report);
        Sending(report);
        MailFlow(report);
        Providers(report);
        Timeline(report);
    }

    /// <summary>T1: the percentage is of passed and measured; what is not measured is excluded for a reason.</summary>
    private static void KeyFigures(IDocument report, int list)
    {
        var rows = ReportDocumentTests.Rows(report, "T1");
        rows.Count.ShouldBeGreaterThan(3);
        foreach (var row in rows)
        {
            Percentage(Number(row[7]), Number(row[8])).ShouldBe(row[2], Line(row));
            if (row[1] != "organisaties")
            {
                (
                    Number(row[8]) + Counts().Matches(row[9]).Sum(m => Number(m.Groups[1].Value))
                ).ShouldBe(list, Line(row));
            }
        }
    }

    /// <summary>T8 and T9: each percentage is of the counts in its row.</summary>
    private static void Parts(IDocument report, string table)
    {
        var rows = ReportDocumentTests.Rows(report, table);
        // Municipalities have no ministry.
        (rows.Count > 0 || table == "T9").ShouldBeTrue(table);
        foreach (var row in rows)
        {
            Number(row[3]).ShouldBeLessThanOrEqualTo(Number(row[4]), Line(row));
            Percentage(Number(row[3]), Number(row[4])).ShouldBe(row[2], Line(row));
        }
    }

    /// <summary>
    /// T4: every domain that fails has one reason, so that the reasons are all that fail in T1; and why it has no DANE is not why it has no
    /// STARTTLS.
    /// </summary>
    private static void Failures(IDocument report)
    {
        var failed = ReportDocumentTests
            .Rows(report, "T1")
            .Where(row => row[1] == "streng")
            .ToDictionary(row => row[0], row => Number(row[8]) - Number(row[7]));
        var rows = ReportDocumentTests.Rows(report, "T4");

        rows.Sum(row => Number(row[2])).ShouldBe(failed["DANE bij ontvangen"]);
        rows.Sum(row => Number(row[3])).ShouldBe(failed["STARTTLS"]);
        string[] places = ["everywhere", "nowhere", "partly"];
        rows.Where(row => Number(row[3]) > 0).ShouldAllBe(row => places.Contains(row[1]));
        rows.Where(row => Number(row[2]) > 0).ShouldAllBe(row => !places.Contains(row[1]));
    }

    /// <summary>T5: an organisation has one layer, is tested or not, and enforces or does not where it is.</summary>
    private static void Sending(IDocument report)
    {
        var rows = ReportDocumentTests.Rows(report, "T5");
        rows.Count.ShouldBeGreaterThan(1);
        foreach (var row in rows)
        {
            Number(row[2]).ShouldBe(Number(row[3]) + Number(row[4]), Line(row));
            Number(row[1]).ShouldBe(Number(row[2]) + Number(row[5]), Line(row));
            Percentage(Number(row[2]), Number(row[1])).ShouldBe(row[6], Line(row));
        }
        SumsTo(rows, 1, 2, 3, 4, 5);
    }

    /// <summary>T6: each pair is in one cell and one state, and the last row is all of them.</summary>
    private static void MailFlow(IDocument report)
    {
        var rows = ReportDocumentTests.Rows(report, "T6");
        rows.Count.ShouldBeGreaterThan(1);
        foreach (var row in rows)
        {
            Number(row[5]).ShouldBe(Enumerable.Range(6, 4).Sum(at => Number(row[at])), Line(row));
            Share(row[2]).ShouldBeLessThanOrEqualTo(Share(row[3]), Line(row));
        }
        SumsTo(rows, 5, 6, 7, 8, 9);
    }

    /// <summary>T7: what would become protected is of the domains that are not; they need one provider or two.</summary>
    private static void Providers(IDocument report)
    {
        var rows = ReportDocumentTests.Rows(report, "T7");
        rows.ShouldNotBeEmpty();
        foreach (var row in rows)
        {
            (Number(row[3]) + Number(row[4])).ShouldBeLessThanOrEqualTo(Number(row[2]), Line(row));
        }
    }

    private static void Timeline(IDocument report)
    {
        var rows = ReportDocumentTests.Rows(report, "F2");
        rows.ShouldNotBeEmpty();
        foreach (var row in rows)
        {
            Percentage(Number(row[2]), Number(row[3])).ShouldBe(row[4], Line(row));
        }
    }

    /// <summary>The last row is the sum of those before it.</summary>
    private static void SumsTo(List<List<string>> rows, params int[] columns)
    {
        foreach (var column in columns)
        {
            rows[..^1]
                .Sum(row => Number(row[column]))
                .ShouldBe(Number(rows[^1][column]), $"{column}");
        }
    }

    /// <summary>By hand, in whole numbers: per mille, halves away from zero; none under five.</summary>
    private static string Percentage(int part, int whole)
    {
        const int Fewest = 5;
        if (whole < Fewest)
        {
            return "–";
        }
        var tenths = ((2000 * part) + whole) / (2 * whole);
        return (tenths / 10m).ToString("N1", Dutch);
    }

    private static int Number(string cell) => int.Parse(cell, NumberStyles.Number, Dutch);

    private static decimal Share(string cell) =>
        cell == "–" ? 0 : decimal.Parse(cell, NumberStyles.Number, Dutch);

    private static string Line(IEnumerable<string> row) => string.Join(" | ", row);

    [GeneratedRegex(@"\(([\d.]+)\)")]
    private static partial Regex Counts();
}

/// <summary>The same of the rounds that were really measured, in the lab.</summary>
[Collection(MonitorGroup.Name)]
public sealed class MeasuredReportSumsTests(MonitorFixture fixture)
{
    [Fact]
    public async Task Tables_of_measured_rounds_add_up()
    {
        await ReportSumsTests.HoldsAsync(fixture.Scene.App, fixture.Scene.Published);
        await ReportSumsTests.HoldsAsync(fixture.Scene.App, fixture.Scene.Correction);
    }
}
