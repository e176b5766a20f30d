using System.Diagnostics;
using System.Net;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Reports;

/// <summary>The PDF, made by a real Chromium and read by poppler.</summary>
public sealed class ReportPdfTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pdf_has_title_language_tags_outline_and_text()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            ReportScene.Chromium
        );
        var path = Path.Combine(scene.NewDirectory(), "report.pdf");
        using var response = await scene.App.Client.GetAsync(
            SitePaths.ReportPdf(scene.Second, "nl"),
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        response.Headers.CacheControl!.Public.ShouldBeTrue();
        var octets = await response.Content.ReadAsByteArrayAsync(Cancellation);
        await File.WriteAllBytesAsync(path, octets, Cancellation);

        var facts = await ReadAsync("pdfinfo", path);
        facts.ShouldMatch(@"Title: +Meting STARTTLS en DANE: round2");
        facts.ShouldMatch(@"Tagged: +yes");
        facts.ShouldMatch(@"JavaScript: +no");
        facts.ShouldMatch(@"Page size: .*A4");
        var plain = System.Text.Encoding.Latin1.GetString(octets);
        plain.ShouldContain("/Lang (nl)");
        plain.ShouldContain("/DisplayDocTitle true");
        plain.ShouldContain("/Type /Outlines");
        var tags = await ReadAsync("pdfinfo", "-struct", path);
        foreach (
            var tag in new[]
            {
                "Document",
                "H1",
                "H2",
                "H3",
                "Table",
                "Caption",
                "TH",
                "TD",
                "Figure",
                "Link",
                "L",
            }
        )
        {
            tags.ShouldMatch($@"(?m)^ *{tag}\b", tag);
        }
        // Each head of a table says of what it is the head.
        var heads = HeadsOf(tags).ToList();
        heads.Count.ShouldBeGreaterThan(50);
        heads.ShouldAllBe(attributes =>
            attributes.Any(of => of.StartsWith("/Scope ", StringComparison.Ordinal))
        );
        // Alternative texts of the figures, and bookmarks of the chapters.
        plain.ShouldContain("/Alt");
        plain.ShouldContain("/Alt (STARTTLS en DANE tussen de andere standaarden voor e-mail.");
        foreach (var bookmark in new[] { "1. Samenvatting", "Colofon", "Bijlage A. Alle domeinen" })
        {
            plain.ShouldContain($"<</Title ({bookmark})");
        }
        var text = await ReadAsync("pdftotext", "-layout", path, "-");
        foreach (
            var words in new[]
            {
                "Meting STARTTLS en DANE",
                "55,6",
                "Ontvangt geen e-mail",
                "d12.example",
                "T8. Alle standaarden",
            }
        )
        {
            text.ShouldContain(words);
        }
    }

    /// <summary>The attributes of each head of a table, from the lines under it.</summary>
    private static IEnumerable<IReadOnlyList<string>> HeadsOf(string tags)
    {
        var lines = tags.Split('\n').Select(line => line.Trim()).ToList();
        return lines
            .Index()
            .Where(line =>
                line.Item == "TH" || line.Item.StartsWith("TH ", StringComparison.Ordinal)
            )
            .Select(line =>
                (IReadOnlyList<string>)
                    [.. lines.Skip(line.Index + 1).TakeWhile(next => next.StartsWith('/'))]
            );
    }

    [Fact]
    public async Task Pdf_of_an_edition_is_made_once_and_kept_when_an_erratum_comes()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            ReportScene.Chromium
        );
        await using var db = await scene.App.OpenDatabaseAsync();
        // Unasked, both rounds in both languages.
        await Eventually.GetAsync(async () =>
            await db.Set<RoundReportFileRow>().CountAsync(Cancellation) == 2 * Languages.All.Count
                ? "all"
                : null
        );
        var first = await scene.App.Client.GetByteArrayAsync(
            SitePaths.ReportPdf(scene.Second, "en"),
            Cancellation
        );
        (
            await scene.App.Client.GetByteArrayAsync(
                SitePaths.ReportPdf(scene.Second, "en"),
                Cancellation
            )
        ).ShouldBe(first);

        await EraseAsync(db, scene.Second);
        var second = await scene.App.Client.GetByteArrayAsync(
            SitePaths.ReportPdf(scene.Second, "en"),
            Cancellation
        );

        second.ShouldNotBe(first);
        (
            await scene.App.Client.GetByteArrayAsync(
                SitePaths.ReportPdf(scene.Second, "en", edition: 1),
                Cancellation
            )
        ).ShouldBe(first);
        (
            await scene.App.Client.GetStringAsync(
                SitePaths.Report(scene.Second, "en"),
                Cancellation
            )
        ).ShouldContain("PDF of edition 1");
    }

    [Fact]
    public async Task Pdf_of_a_concept_is_for_analysts_and_is_not_kept()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Correction,
            ReportScene.Chromium
        );
        using var member = await AccountVisitor.SignedInAsync(
            scene.App,
            "analyst",
            AccountRole.Analyst
        );

        var answer = await member.GetAsync(SitePaths.ReportPdf(scene.Second, "nl"));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldStartWith("%PDF-");
        await using var db = await scene.App.OpenDatabaseAsync();
        (
            await db.Set<RoundReportFileRow>()
                .CountAsync(f => f.RoundId == scene.Second, Cancellation)
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Chromium_that_fails_is_not_started_again_at_once()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            "Reports:Chromium=/bin/false"
        );
        for (var i = 0; i < 2; i++)
        {
            using var response = await scene.App.Client.GetAsync(
                SitePaths.ReportPdf(scene.Second, "nl"),
                Cancellation
            );
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Report_that_cannot_be_made_holds_up_no_other()
    {
        var place = Directory.CreateTempSubdirectory("picky-chromium");
        var program = Path.Combine(place.FullName, "chromium");
        await WriteScriptAsync(
            program,
            $"""
            #!/bin/sh
            grep -q 'lang="en"' report.html && exit 1
            exec {ReportScene.ChromiumPath} "$@"
            """
        );
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            $"Reports:Chromium={program}"
        );

        using var english = await scene.App.Client.GetAsync(
            SitePaths.ReportPdf(scene.Second, "en"),
            Cancellation
        );
        using var dutch = await scene.App.Client.GetAsync(
            SitePaths.ReportPdf(scene.Second, "nl"),
            Cancellation
        );

        english.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        dutch.StatusCode.ShouldBe(HttpStatusCode.OK);
        place.Delete(recursive: true);
    }

    /// <summary>Not one of Chromium: the tables of the report cannot be read.</summary>
    [Fact]
    public async Task Fault_of_any_kind_ends_the_making_and_is_told()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            "Reports:Chromium=/bin/false"
        );
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Database.ExecuteSqlRawAsync(
            "ALTER TABLE round_figures RENAME TO away",
            Cancellation
        );
        for (var i = 0; i < 2; i++)
        {
            using var response = await scene.App.Client.GetAsync(
                SitePaths.ReportPdf(scene.Second, "nl"),
                Cancellation
            );
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Chromium_that_does_not_end_is_ended()
    {
        var place = Directory.CreateTempSubdirectory("slow-chromium");
        var program = Path.Combine(place.FullName, "chromium");
        await WriteScriptAsync(
            program,
            $"#!/bin/sh\necho $$ > {place.FullName}/pid\nexec sleep 600\n"
        );
        var pdf = new ReportPdf(
            Options.Create(
                new ReportOptions { Chromium = program, PdfTimeout = TimeSpan.FromSeconds(20) }
            )
        );

        var fault = await Should.ThrowAsync<ReportPdfException>(() =>
            pdf.MakeAsync("<!DOCTYPE html>", Cancellation)
        );

        fault.Message.ShouldContain("Reports:PdfTimeout");
        var id = int.Parse(
            await File.ReadAllTextAsync(Path.Combine(place.FullName, "pid"), Cancellation),
            System.Globalization.CultureInfo.InvariantCulture
        );
        Should.Throw<ArgumentException>(() => Process.GetProcessById(id));
        place.Delete(recursive: true);
    }

    /// <summary>
    /// By a process of its own: a file that this one writes may still be open in a child that another test starts, and cannot be
    /// executed then.
    /// </summary>
    private static async Task WriteScriptAsync(string path, string text)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$0\" && chmod 500 \"$0\"", path])
            {
                RedirectStandardInput = true,
            }
        )!;
        await shell.StandardInput.WriteAsync(text);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(Cancellation);
        shell.ExitCode.ShouldBe(0);
    }

    /// <summary>As publication of an erratum leaves it.</summary>
    private static async Task EraseAsync(Dashboard.Data.DashboardDb db, int id)
    {
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == id, Cancellation);
        round.Edition = 2;
        await Dashboard.Web.Features.Rounds.Figures.FiguresWriter.WriteAsync(
            db,
            round,
            2,
            Cancellation
        );
        await db.Set<RoundRow>()
            .Where(r => r.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Edition, (short)2), Cancellation);
    }

    private static async Task<string> ReadAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
