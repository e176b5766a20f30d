using System.Text;
using AngleSharp.Dom;
using Bunit;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Components;

/// <summary>Charts and tables of what grows with the rounds stay small.</summary>
public sealed class LongSeriesTests
{
    private static readonly DateOnly First = new(2026, 1, 5);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 150)]
    public async Task Table_under_a_chart_has_a_hundred_rows_and_the_download_all(
        bool endsWithNewest,
        int first
    )
    {
        using var context = new ComponentContext();
        var table = new ChartTable(
            "series",
            ["number"],
            [.. Enumerable.Range(0, 250).Select(IReadOnlyList<object?> (i) => [i])]
        )
        {
            EndsWithNewest = endsWithNewest,
        };

        var page = context.Render<ChartFrame>(parameters =>
            parameters
                .Add(frame => frame.Title, "Reeks")
                .Add(frame => frame.Definition, "Wat het is.")
                .Add(frame => frame.Table, table)
                .Add(frame => frame.Download, "/series.csv")
        );

        var rows = page.FindAll("tbody tr").Select(row => row.TextContent.Trim()).ToList();
        rows.Count.ShouldBe(100);
        rows[0].ShouldBe(ChartTable.Shown(first));
        page.Find(".chart-table .soft").TextContent.ShouldContain("100 van 250");
        using var download = new MemoryStream();
        await table.WriteAsync(download, Xunit.TestContext.Current.CancellationToken);
        Encoding
            .UTF8.GetString(download.ToArray())
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Length.ShouldBe(251);
    }

    /// <summary>As every CSV of the site: guarded texts in quotes, numbers bare, nothing where there is no number.</summary>
    [Fact]
    public async Task Download_has_the_one_form_of_CSV()
    {
        var table = new ChartTable(
            "series",
            ["name", "of \"all\""],
            [
                ["=1+1;@x", 12.50m],
                ["a, b", null],
                ["c", 3L],
            ]
        );
        using var download = new MemoryStream();

        await table.WriteAsync(download, Xunit.TestContext.Current.CancellationToken);

        Encoding
            .UTF8.GetString(download.ToArray())
            .ShouldBe(
                "\"name\",\"of \"\"all\"\"\"\r\n\"'=1+1;'@x\",12.5\r\n\"a, b\",\r\n\"c\",3\r\n"
            );
    }

    [Fact]
    public void Table_that_is_shown_whole_does_not_speak_of_more()
    {
        using var context = new ComponentContext();

        var page = context.Render<ChartFrame>(parameters =>
            parameters
                .Add(frame => frame.Title, "Reeks")
                .Add(frame => frame.Definition, "Wat het is.")
                .Add(
                    frame => frame.Table,
                    new ChartTable(
                        "series",
                        ["number"],
                        [
                            [1],
                            [2],
                        ]
                    )
                )
                .Add(frame => frame.Download, "/series.csv")
        );

        page.FindAll("tbody tr").Count.ShouldBe(2);
        page.FindAll(".chart-table .soft").ShouldBeEmpty();
    }

    [Fact]
    public void Timeline_of_few_rounds_marks_each_of_them()
    {
        using var context = new ComponentContext();

        var page = Timeline(context, 60);

        page.FindAll("circle").Count.ShouldBe(60);
        page.FindAll("line.timeline-line").Count.ShouldBe(59);
        page.FindAll("polyline").ShouldBeEmpty();
        page.Find("svg").GetAttribute("aria-label")!.Split("; ").Length.ShouldBe(60);
    }

    [Fact]
    public void Timeline_of_ten_years_of_weeks_is_one_line_with_its_newest_point_marked()
    {
        using var context = new ComponentContext();

        var page = Timeline(context, 520);

        var points = page.Find("polyline").GetAttribute("points")!.Split(' ');
        points.Length.ShouldBe(520);
        points[0].ShouldBe("0,100");
        points[^1].ShouldBe("1000,48.1");
        page.FindAll("line.timeline-line").ShouldBeEmpty();
        page.FindAll("circle").Count.ShouldBe(1);
        var label = page.Find("svg").GetAttribute("aria-label")!;
        label.ShouldStartWith("DANE: 5 jan 2026: 0,0% (0/1.000); …;");
        label.ShouldContain("51,9% (519/1.000)");
        label.Split("; ").Length.ShouldBe(14);
        page.FindAll(".timeline-label").Count.ShouldBe(2);
    }

    private static IRenderedComponent<Timeline> Timeline(ComponentContext context, int rounds) =>
        context.Render<Timeline>(parameters =>
            parameters
                .Add(timeline => timeline.Name, "DANE")
                .Add(
                    timeline => timeline.Points,
                    [
                        .. Enumerable
                            .Range(0, rounds)
                            .Select(i => new TimelinePoint(First.AddDays(7 * i), i / 10m, i, 1000)),
                    ]
                )
        );
}
