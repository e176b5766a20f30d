using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// The rows of the first visible sheet of an ODS file (OpenDocument 1.3, part 3, chapter 9), read from its XML by local names.
/// Repeated rows and cells count as often as they say, and no more than the limits.
/// </summary>
internal sealed class OdsRows
{
    private readonly RegisterXml xml;
    private readonly ImportLimits limits;
    private readonly HashSet<string> hiddenStyles = new(StringComparer.Ordinal);
    private readonly SheetMerges merges = new();
    private readonly List<ListRow> rows = [];
    private long number;
    private bool done;

    private OdsRows(RegisterXml xml, ImportLimits limits)
    {
        this.xml = xml;
        this.limits = limits;
    }

    public static IReadOnlyList<ListRow> Read(Stream stream, ImportLimits limits)
    {
        using var package = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        using var content = package.GetEntry("content.xml")!.Open();
        using var text = new StreamReader(content, new UTF8Encoding(false, true));
        using var xml = new RegisterXml(text, limits);
        var reader = new OdsRows(xml, limits);
        xml.ReadDocument(reader.ReadDocument);
        return reader.done ? reader.rows : throw new RefusedFileException(RegisterReason.NoRecords);
    }

    private void ReadDocument() =>
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "automatic-styles":
                    xml.Children("style", ReadStyle);
                    break;
                case "body":
                    xml.Children("spreadsheet", () => xml.Children("table", ReadTable));
                    break;
            }
        });

    private void ReadStyle()
    {
        var name = xml.Attribute("name");
        xml.Children(
            "table-properties",
            () =>
            {
                if (name is not null && xml.Attribute("display") == "false")
                {
                    hiddenStyles.Add(name);
                }
            }
        );
    }

    private void ReadTable()
    {
        if (done || (xml.Attribute("style-name") is { } style && hiddenStyles.Contains(style)))
        {
            return;
        }
        ReadRows();
        while (rows.Count > 0 && rows[^1].Cells.All(cell => cell.IsEmpty))
        {
            rows.RemoveAt(rows.Count - 1);
        }
        done = true;
    }

    private void ReadRows() =>
        xml.Children(() =>
        {
            switch (xml.Name)
            {
                case "table-row":
                    ReadRow();
                    break;
                case "table-rows" or "table-header-rows" or "table-row-group":
                    ReadRows();
                    break;
            }
        });

    private void ReadRow()
    {
        var repeated = Repeated("number-rows-repeated");
        var first = number + 1;
        var cells = new ListCell[limits.Columns];
        Array.Fill(cells, ListCell.Empty);
        var column = 0;
        xml.Children(() =>
        {
            if (xml.Name is "table-cell" or "covered-table-cell")
            {
                column = ReadCell(cells, column, first);
            }
        });
        number += repeated;
        for (var row = first; row <= number; row++)
        {
            var filled = cells.ToArray();
            merges.Fill(row, filled);
            var width = Array.FindLastIndex(filled, cell => !cell.IsEmpty) + 1;
            if (width == 0)
            {
                // One stands for all: nothing is in them.
                rows.Add(new((int)Math.Min(row, int.MaxValue), [ListCell.Empty]));
                break;
            }
            rows.Add(new((int)Math.Min(row, int.MaxValue), filled[..width]));
            if (rows.Count > limits.ListRecords + 1)
            {
                throw new RefusedFileException(RegisterReason.TooManyRecords);
            }
        }
        if (rows.Count > limits.ListRecords + 1)
        {
            throw new RefusedFileException(RegisterReason.TooManyRecords);
        }
    }

    private int ReadCell(ListCell[] cells, int column, long row)
    {
        var repeated = Repeated("number-columns-repeated");
        var spanned = Repeated("number-rows-spanned");
        var type = xml.Attribute("value-type");
        var number = xml.Attribute("value");
        var date = xml.Attribute("date-value");
        var isFormula = xml.Attribute("formula") is not null;
        var isCovered = xml.Name == "covered-table-cell";
        var text = new StringBuilder();
        string? link = null;
        xml.Children("p", () => link = ReadParagraph(text) ?? link);
        if (isCovered)
        {
            return column + (int)Math.Min(repeated, limits.Columns);
        }
        var written = text.ToString().Trim();
        var cell = type switch
        {
            "date" when RegisterDate.TryRead(date, out var day) => new ListCell(
                written.Length > 0 ? written : date!,
                day,
                link
            ),
            "float" when number is not null => new ListCell(number, SheetDate.Of(number), link),
            null when isFormula && written.Length == 0 => new ListCell(
                string.Empty,
                null,
                link,
                LostFormula: true
            ),
            _ => new ListCell(written, null, link),
        };
        for (var at = 0; at < repeated && column < cells.Length; at++, column++)
        {
            cells[column] = cell;
            merges.Add(row, column, row + spanned - 1);
        }
        return column;
    }

    /// <summary>Its text, and what its first link leads to.</summary>
    private string? ReadParagraph(StringBuilder text)
    {
        if (text.Length > 0)
        {
            text.Append('\n');
        }
        string? link = null;
        xml.Mixed(
            piece => Take(text, piece),
            () =>
            {
                switch (xml.Name)
                {
                    case "a":
                        link ??= xml.Attribute("href");
                        ReadParagraphPart(text);
                        break;
                    case "span":
                        ReadParagraphPart(text);
                        break;
                    case "s":
                        Take(text, new string(' ', (int)Math.Min(Repeated("c"), 100)));
                        break;
                    case "tab":
                        Take(text, "\t");
                        break;
                    case "line-break":
                        Take(text, "\n");
                        break;
                }
            }
        );
        return link;
    }

    private void ReadParagraphPart(StringBuilder text) =>
        xml.Mixed(
            piece => Take(text, piece),
            () =>
            {
                if (xml.Name is "span" or "a")
                {
                    ReadParagraphPart(text);
                }
                else if (xml.Name == "s")
                {
                    Take(text, " ");
                }
            }
        );

    private void Take(StringBuilder text, string piece)
    {
        if (text.Length + piece.Length > limits.TextLength)
        {
            throw new RefusedFileException(RegisterReason.TextTooLong);
        }
        text.Append(piece);
    }

    private long Repeated(string attribute) =>
        long.TryParse(
            xml.Attribute(attribute),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var times
        )
            ? Math.Clamp(times, 1, 1_048_576)
            : 1;
}
