using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Exports;

/// <summary>The two workbooks, as a spreadsheet program reads them.</summary>
public sealed partial class WorkbookTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ods")]
    [InlineData("xlsx")]
    public async Task Formulas_recomputed_by_libreoffice_are_our_figures(string word)
    {
        Slug.TryParse<ExportFormat>(word, out var format).ShouldBeTrue();
        var scene = published.Scene;
        var (directory, files) = await scene.WriteAsync(scene.Second, format);
        // With other values beside the formulas than ours: what comes out was computed.
        var workbook = await WithoutValuesAsync(Path.Combine(directory, files.Single().Name));

        var sheets = await LibreOffice.ComputeAsync(workbook, scene.NewDirectory(), Cancellation);

        var tables = scene
            .Service<RoundExportTables>()
            .Of(await scene.RoundAsync(scene.Second), ExportWords.Dutch);
        var computed = 0;
        foreach (var table in tables)
        {
            var rows = sheets[ExportWords.Dutch.Title(table)];
            rows[0].ShouldBe(table.Columns.Select(ExportWords.Dutch.Title));
            var line = 0;
            await foreach (var row in table.RowsAsync(Cancellation))
            {
                line++;
                for (var i = 0; i < row.Length; i++)
                {
                    if (table.Columns[i].IsNumber)
                    {
                        Number(rows[line][i])
                            .ShouldBe(
                                row[i].Number,
                                $"{table.Name}, {table.Columns[i].Name}, row {line}"
                            );
                        computed += table.Columns[i].Formula is null ? 0 : 1;
                    }
                }
            }
        }
        computed.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task Notes_are_first_and_the_header_of_each_sheet_is_frozen()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        foreach (
            var (words, first) in new[]
            {
                (ExportWords.Dutch, "Toelichting"),
                (ExportWords.English, "Notes"),
            }
        )
        {
            var (ods, odsFiles) = await scene.WriteAsync(scene.Second, ExportFormat.Ods, words);
            var (xlsx, xlsxFiles) = await scene.WriteAsync(scene.Second, ExportFormat.Xlsx, words);
            var odsPath = Path.Combine(ods, odsFiles.Single().Name);

            var sheets = SheetCells.ReadOds(odsPath);
            SheetCells
                .ReadXlsx(Path.Combine(xlsx, xlsxFiles.Single().Name))
                .Keys.ShouldBe(sheets.Keys);
            sheets.Keys.First().ShouldBe(first);
            sheets[first].Cells["B2"].Text.ShouldBe(words.Text("state.correction"));
            sheets[first].Cells.Values.ShouldContain(c => c.Text == new string('a', 64));
            await using var zip = await ZipFile.OpenReadAsync(odsPath, Cancellation);
            var settings = await ReadAsync(zip, "settings.xml");
            foreach (var sheet in sheets.Keys)
            {
                settings.ShouldContain($"config:name=\"{sheet}\"");
            }
            Regex
                .Count(settings, "VerticalSplitMode\" config:type=\"short\">2<")
                .ShouldBe(sheets.Count);
        }
    }

    /// <summary>A sheet has room for a number of rows: nothing is lost beyond it, and formulas are of their own row.</summary>
    [Theory]
    [InlineData("ods")]
    [InlineData("xlsx")]
    public async Task Table_with_more_rows_than_a_sheet_goes_on_in_the_next(string form)
    {
        const int Most = 5;
        var scene = published.Scene;
        var words = ExportWords.Dutch;
        var round = await scene.RoundAsync(scene.Second);
        var tables = scene.Service<RoundExportTables>().Of(round, words);
        var notes = WorkbookNotes.Of(round, tables, words);
        IExport<ExportTable> export =
            form == "ods" ? new OdsExport(notes, words, Most) : new XlsxExport(notes, words, Most);
        var path = Path.Combine(scene.NewDirectory(), "small." + form);
        await using (var file = File.Create(path))
        {
            await export.WriteAsync(tables.ToAsyncEnumerable(), file, Cancellation);
        }

        var sheets = form == "ods" ? SheetCells.ReadOds(path) : SheetCells.ReadXlsx(path);

        foreach (var table in tables)
        {
            var rows = await table.RowsAsync(Cancellation).CountAsync(Cancellation);
            var parts = Math.Max(1, (rows + Most - 2) / (Most - 1));
            var title = words.Title(table);
            sheets
                .Keys.Count(name =>
                    name == title || name.StartsWith(title + " (", StringComparison.Ordinal)
                )
                .ShouldBe(parts, title);
            for (var part = 1; part <= parts; part++)
            {
                var cells = sheets[SheetPlace.NameOf(title, part)].Cells;
                cells["A1"].Text.ShouldBe(words.Title(table.Columns[0]));
                cells.Keys.ShouldAllBe(place =>
                    int.Parse(Row().Match(place).Value, CultureInfo.InvariantCulture) <= Most
                );
                foreach (var (place, cell) in cells.Where(c => c.Value.Formula is not null))
                {
                    Row()
                        .Matches(Place().Match(cell.Formula!).Value)
                        .Select(row => row.Value)
                        .ShouldAllBe(row => row == Row().Match(place).Value);
                }
            }
        }
        sheets.Keys.ShouldContain(SheetPlace.NameOf(words.Title(tables[1]), 3));
    }

    [GeneratedRegex("[0-9]+$")]
    private static partial Regex Row();

    /// <summary>The first cell that a formula names.</summary>
    [GeneratedRegex("[A-Z]+[0-9]+")]
    private static partial Regex Place();

    [Fact]
    public async Task Ods_begins_with_its_type_stored()
    {
        var scene = published.Scene;
        var (directory, files) = await scene.WriteAsync(scene.Second, ExportFormat.Ods);

        var octets = await File.ReadAllBytesAsync(
            Path.Combine(directory, files.Single().Name),
            Cancellation
        );

        // Local header: signature, then method 0 at octet 8, no extra field, name of 8 octets at octet 30.
        octets[..4].ShouldBe("PK\u0003\u0004"u8.ToArray());
        (octets[8], octets[26], octets[28]).ShouldBe(((byte)0, (byte)8, (byte)0));
        System
            .Text.Encoding.ASCII.GetString(octets, 30, 54)
            .ShouldBe("mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(51, "AZ")]
    [InlineData(52, "BA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Columns_have_letters(int column, string letters) =>
        SheetPlace.Letters(column).ShouldBe(letters);

    [Theory]
    [InlineData("gewoon\ttekst\n", "gewoon\ttekst\n")]
    [InlineData("nul\0teken", "nul\uFFFDteken")]
    [InlineData("\uFFFE", "\uFFFD")]
    public void Text_loses_what_xml_cannot_hold(string text, string expected) =>
        SheetText.Clean(text).ShouldBe(expected);

    [Fact]
    public void Half_a_pair_of_surrogates_is_no_text()
    {
        var half = new string(['a', '\uD800', 'b']);

        SheetText.Clean(half).ShouldBe("a\uFFFDb");
    }

    /// <summary>Each value that stands beside a formula becomes 9999.</summary>
    private static async Task<string> WithoutValuesAsync(string path)
    {
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update, Cancellation))
        {
            foreach (
                var entry in zip
                    .Entries.Where(e =>
                        e.FullName == "content.xml"
                        || e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)
                    )
                    .ToList()
            )
            {
                var text = await ReadAsync(zip, entry.FullName);
                text = OdsValue()
                    .Replace(text, "$1 office:value-type=\"float\" office:value=\"9999\"");
                text = XlsxValue().Replace(text, "$1<v>9999</v>");
                var name = entry.FullName;
                entry.Delete();
                await using var target = await zip.CreateEntry(name).OpenAsync(Cancellation);
                await target.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Cancellation);
            }
        }
        return path;
    }

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Cancellation));
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static decimal? Number(string cell) =>
        cell.Length == 0
            ? null
            : decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "(table:formula=\"[^\"]*\") office:value-type=\"[a-z]+\" office:[a-z-]+=\"[^\"]*\""
    )]
    private static partial Regex OdsValue();

    [GeneratedRegex("(</f>)<v>[^<]*</v>")]
    private static partial Regex XlsxValue();
}
