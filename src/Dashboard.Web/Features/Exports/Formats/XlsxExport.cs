using System.Globalization;
using System.IO.Compression;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>All tables of a round as sheets of an Office Open XML workbook.</summary>
/// <param name="mostRows">Of a sheet, with its header; a table that has more goes on in a next sheet.</param>
internal sealed class XlsxExport(
    WorkbookNotes notes,
    ExportWords words,
    int mostRows = SheetPlace.MostRows
) : IExport<ExportTable>
{
    public string MediaType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public string Extension => "xlsx";

    public async Task WriteAsync(
        IAsyncEnumerable<ExportTable> items,
        Stream target,
        CancellationToken cancellation
    )
    {
        // The library writes the time of the day into its archive: its parts are packed again.
        await using var draft = ScratchFolder.CreateFile();
        await WriteDraftAsync(items, draft, cancellation);
        draft.Position = 0;
        await using var archive = new ZipArchive(draft, ZipArchiveMode.Read);
        using var zip = new FixedZip(target);
        foreach (
            var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal)
        )
        {
            await using var part = entry.Open();
            await zip.AddAsync(entry.FullName, part, CompressionLevel.Fastest, cancellation);
        }
    }

    private async Task WriteDraftAsync(
        IAsyncEnumerable<ExportTable> items,
        Stream draft,
        CancellationToken cancellation
    )
    {
        await using var book = await Spreadsheet.CreateNewAsync(
            draft,
            new() { DocumentProperties = null, PreserveStringWhitespace = true },
            cancellation
        );
        var styles = new Styles(book);
        await book.StartWorksheetAsync(words.Text("notes"), NotesLayout(), cancellation);
        foreach (var (name, text) in notes.Lines)
        {
            await book.AddRowAsync(
                new Cell[] { new(name, styles.Header), new(text) },
                cancellation
            );
        }
        await foreach (var table in items.WithCancellation(cancellation))
        {
            var parts = 1;
            await StartSheetAsync(book, table, words.Title(table), styles, cancellation);
            var cells = new Cell[table.Columns.Count];
            await foreach (var row in table.RowsAsync(cancellation))
            {
                if (book.NextRowNumber > mostRows)
                {
                    await StartSheetAsync(
                        book,
                        table,
                        SheetPlace.NameOf(words.Title(table), ++parts),
                        styles,
                        cancellation
                    );
                }
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = CellOf(table, i, row[i], book.NextRowNumber, styles);
                }
                await book.AddRowAsync(cells, cancellation);
            }
        }
        await book.FinishAsync(cancellation);
    }

    private async Task StartSheetAsync(
        Spreadsheet book,
        ExportTable table,
        string name,
        Styles styles,
        CancellationToken cancellation
    )
    {
        await book.StartWorksheetAsync(
            name,
            new() { FrozenRows = 1, DefaultColumnWidth = 18 },
            cancellation
        );
        await book.AddHeaderRowAsync(
            [.. table.Columns.Select(words.Title)],
            styles.Header,
            cancellation
        );
    }

    private static WorksheetOptions NotesLayout()
    {
        var layout = new WorksheetOptions { FrozenRows = 1 };
        layout.Column(1).Width = 40;
        layout.Column(2).Width = 110;
        return layout;
    }

    private static Cell CellOf(
        ExportTable table,
        int place,
        ExportCell cell,
        int row,
        Styles styles
    )
    {
        var column = table.Columns[place];
        var style = column.Type switch
        {
            ExportType.Percentage => styles.OneDecimal,
            ExportType.Day => styles.Day,
            _ => null,
        };
        if (column.Formula is { } formula)
        {
            var text = formula.In(name => SheetPlace.Of(table, name, row), ',');
            return cell.Number is { } value
                ? new(new Formula(text), value, style)
                : new(new Formula(text), string.Empty, style);
        }
        return (cell, column.Type) switch
        {
            ({ IsEmpty: true }, _) => default,
            ({ Number: { } number }, _) => new(number, style),
            (_, ExportType.Flag) => new(cell.Text == "true"),
            (_, ExportType.Day) => new(
                DateTime.ParseExact(cell.Text!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                style
            ),
            _ => new(SheetText.Clean(cell.Text)),
        };
    }

    private sealed class Styles(Spreadsheet book)
    {
        public StyleId Header { get; } = book.AddStyle(new Style { Font = { Bold = true } });

        public StyleId OneDecimal { get; } =
            book.AddStyle(new Style { Format = NumberFormat.Custom("0.0") });

        public StyleId Day { get; } =
            book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy\\-mm\\-dd") });
    }
}
