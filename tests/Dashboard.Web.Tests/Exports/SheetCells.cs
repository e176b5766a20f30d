using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Dashboard.Web.Features.Exports.Formats;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dashboard.Web.Tests.Exports;

/// <summary>A cell as a sheet has it; the formula without its prefix.</summary>
internal sealed record SheetCell(string? Text, decimal? Number, string? Formula);

/// <summary>A sheet by the places of its cells, such as <c>B2</c>.</summary>
internal sealed record SheetCells(IReadOnlyDictionary<string, SheetCell> Cells)
{
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>In the order of the sheets.</summary>
    public static IReadOnlyDictionary<string, SheetCells> ReadOds(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        using var content = zip.GetEntry("content.xml")!.Open();
        return XDocument
            .Load(content)
            .Descendants(Table + "table")
            .ToDictionary(
                sheet => sheet.Attribute(Table + "name")!.Value,
                sheet => new SheetCells(OdsCells(sheet))
            );
    }

    public static IReadOnlyDictionary<string, SheetCells> ReadXlsx(string path)
    {
        using var book = SpreadsheetDocument.Open(path, isEditable: false);
        var part = book.WorkbookPart!;
        return part.Workbook!.Descendants<Sheet>()
            .ToDictionary(
                sheet => sheet.Name!.Value!,
                sheet => new SheetCells(
                    XlsxCells(((WorksheetPart)part.GetPartById(sheet.Id!.Value!)).Worksheet!)
                )
            );
    }

    private static Dictionary<string, SheetCell> OdsCells(XElement sheet)
    {
        var cells = new Dictionary<string, SheetCell>();
        var row = 0;
        foreach (var line in sheet.Descendants(Table + "table-row"))
        {
            row++;
            var column = 0;
            foreach (var cell in line.Elements(Table + "table-cell"))
            {
                if (cell.Attribute(Office + "value-type") is { } type)
                {
                    var text =
                        cell.Attribute(Office + "string-value")?.Value
                        ?? string.Join('\n', cell.Elements(Text + "p").Select(p => p.Value));
                    cells[Place(column, row)] = new(
                        type.Value == "float" ? null : text,
                        type.Value == "float"
                            ? decimal.Parse(
                                cell.Attribute(Office + "value")!.Value,
                                CultureInfo.InvariantCulture
                            )
                            : null,
                        cell.Attribute(Table + "formula")?.Value["of:=".Length..]
                    );
                }
                column += (int?)cell.Attribute(Table + "number-columns-repeated") ?? 1;
            }
        }
        return cells;
    }

    private static Dictionary<string, SheetCell> XlsxCells(Worksheet sheet)
    {
        var cells = new Dictionary<string, SheetCell>();
        var row = 0;
        foreach (var line in sheet.Descendants<Row>())
        {
            row++;
            var column = 0;
            foreach (var cell in line.Elements<Cell>())
            {
                var value = cell.CellValue?.Text;
                var isNumber = cell.DataType is null && value is not null;
                cells[Place(column, row)] = new(
                    isNumber ? null : cell.InlineString?.InnerText ?? value,
                    isNumber
                        ? decimal.Parse(value!, NumberStyles.Float, CultureInfo.InvariantCulture)
                        : null,
                    cell.CellFormula?.Text
                );
                column++;
            }
        }
        return cells;
    }

    private static string Place(int column, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{SheetPlace.Letters(column)}{row}");
}
