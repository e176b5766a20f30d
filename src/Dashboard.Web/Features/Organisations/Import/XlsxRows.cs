using System.Globalization;
using System.Text;
using System.Xml;
using Dashboard.Core.Organisations;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// The rows of the first visible sheet of an XLSX file, read cell by cell. Of formulas the outcome is taken that the file holds;
/// none is computed.
/// </summary>
internal sealed class XlsxRows
{
    private readonly ImportLimits limits;
    private readonly List<string> strings = [];
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly SheetMerges merges = new();
    private bool from1904;

    private XlsxRows(ImportLimits limits) => this.limits = limits;

    public static IReadOnlyList<ListRow> Read(Stream stream, ImportLimits limits)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(
                stream,
                false,
                new OpenSettings { MaxCharactersInPart = limits.ListLength }
            );
            return new XlsxRows(limits).Read(
                document.WorkbookPart ?? throw new RefusedFileException(RegisterReason.WrongContent)
            );
        }
        catch (Exception fault)
            when (fault
                    is OpenXmlPackageException
                        or InvalidDataException
                        or FileFormatException
                        or XmlException
                        or FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or OverflowException
            )
        {
            throw new RefusedFileException(RegisterReason.NotWellFormed, null, fault);
        }
    }

    private List<ListRow> Read(WorkbookPart workbook)
    {
        var sheet = FirstVisible(workbook);
        if (workbook.SharedStringTablePart is { } table)
        {
            ReadStrings(table);
        }
        ReadLinksAndMerges(sheet);
        return ReadRows(sheet);
    }

    private WorksheetPart FirstVisible(WorkbookPart workbook)
    {
        from1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value == true;
        var sheet = workbook
            .Workbook?.Sheets?.Elements<Sheet>()
            .FirstOrDefault(one =>
                one.State is null || one.State.Value == SheetStateValues.Visible
            );
        return sheet?.Id?.Value is { } id && workbook.GetPartById(id) is WorksheetPart part
            ? part
            : throw new RefusedFileException(RegisterReason.NoRecords);
    }

    private void ReadStrings(SharedStringTablePart table)
    {
        using var reader = OpenXmlReader.Create(table);
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(SharedStringItem))
            {
                strings.Add(Written((SharedStringItem)reader.LoadCurrentElement()!));
            }
        }
    }

    /// <summary>They come behind the cells, so the sheet is read twice.</summary>
    private void ReadLinksAndMerges(WorksheetPart sheet)
    {
        var targets = sheet.HyperlinkRelationships.ToDictionary(
            relationship => relationship.Id,
            relationship => relationship.Uri.OriginalString,
            StringComparer.Ordinal
        );
        using var reader = OpenXmlReader.Create(sheet);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
            {
                continue;
            }
            if (reader.ElementType == typeof(SheetData))
            {
                reader.Skip();
            }
            if (reader.ElementType == typeof(MergeCell))
            {
                AddMerge(((MergeCell)reader.LoadCurrentElement()!).Reference?.Value);
            }
            else if (reader.ElementType == typeof(Hyperlink))
            {
                var link = (Hyperlink)reader.LoadCurrentElement()!;
                if (
                    link.Reference?.Value is { } cell
                    && link.Id?.Value is { } id
                    && targets.TryGetValue(id, out var target)
                )
                {
                    links[cell] = target;
                }
            }
        }
    }

    private void AddMerge(string? reference)
    {
        if (
            reference?.Split(':') is [var first, var last]
            && CellReference.TryRead(first, out var from)
            && CellReference.TryRead(last, out var to)
        )
        {
            merges.Add(from.Row, from.Column, to.Row);
        }
    }

    private List<ListRow> ReadRows(WorksheetPart sheet)
    {
        var rows = new List<ListRow>();
        var cells = new ListCell[limits.Columns];
        var width = 0;
        long number = 0;
        var started = false;
        void End()
        {
            if (!started)
            {
                return;
            }
            merges.Fill(number, cells);
            width = Math.Max(width, Array.FindLastIndex(cells, cell => !cell.IsEmpty) + 1);
            if (width > 0)
            {
                rows.Add(new((int)Math.Min(number, int.MaxValue), cells[..width]));
            }
            // The first row is the heads.
            if (rows.Count > limits.ListRecords + 1)
            {
                throw new RefusedFileException(RegisterReason.TooManyRecords);
            }
        }

        using var reader = OpenXmlReader.Create(sheet);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
            {
                continue;
            }
            if (reader.ElementType == typeof(Row))
            {
                End();
                started = true;
                Array.Fill(cells, ListCell.Empty);
                width = 0;
                number = RowNumber(reader, number);
            }
            else if (reader.ElementType == typeof(Cell))
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                var column = CellReference.TryRead(cell.CellReference?.Value, out var reference)
                    ? reference.Column
                    : width;
                width = column + 1;
                if (column < limits.Columns)
                {
                    cells[column] = Read(cell);
                }
                width = Math.Min(width, limits.Columns);
            }
        }
        End();
        return Trimmed(rows);
    }

    /// <summary>Rows that only have a format, behind the last with text.</summary>
    private static List<ListRow> Trimmed(List<ListRow> rows)
    {
        while (rows.Count > 0 && rows[^1].Cells.All(cell => cell.IsEmpty))
        {
            rows.RemoveAt(rows.Count - 1);
        }
        return rows;
    }

    private static long RowNumber(OpenXmlReader reader, long former)
    {
        var written = reader
            .Attributes.FirstOrDefault(attribute => attribute.LocalName == "r")
            .Value;
        return
            long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > former
            ? number
            : former + 1;
    }

    private ListCell Read(Cell cell)
    {
        var written = cell.CellValue?.Text ?? string.Empty;
        var link = cell.CellReference?.Value is { } reference
            ? links.GetValueOrDefault(reference)
            : null;
        if (cell.CellFormula is not null && written.Length == 0)
        {
            return new(string.Empty, null, link, LostFormula: true);
        }
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
        {
            return
                int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && at < strings.Count
                ? new(strings[at], null, link)
                : throw new RefusedFileException(RegisterReason.NotWellFormed);
        }
        if (type == CellValues.InlineString)
        {
            return new(cell.InlineString is { } text ? Written(text) : string.Empty, null, link);
        }
        if (type == CellValues.Date)
        {
            return RegisterDate.TryRead(written, out var day)
                ? new(written, day, link)
                : new(written, null, link);
        }
        return type == CellValues.String || type == CellValues.Boolean || type == CellValues.Error
            ? new(written, null, link)
            : new(written, SheetDate.Of(written, from1904), link);
    }

    /// <summary>Of plain or formatted text, without the reading aids beside Japanese words.</summary>
    private static string Written(OpenXmlElement item)
    {
        var text = new StringBuilder();
        foreach (var child in item.ChildElements)
        {
            if (child is Text plain)
            {
                text.Append(plain.Text);
            }
            else if (child is Run run)
            {
                text.Append(run.Text?.Text);
            }
        }
        return text.ToString();
    }
}
