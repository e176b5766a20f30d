using System.Xml;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;
using static Dashboard.Web.Features.Exports.Formats.OdsXml;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>Rows and their cells: numbers, days, flags, texts, and formulas with the value that we computed beside them.</summary>
internal static class OdsCells
{
    public static void WriteRow(XmlWriter xml, ExportTable table, ExportCell[] row, int number)
    {
        xml.WriteStartElement("table", "table-row", Table);
        var empty = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var column = table.Columns[i];
            if (row[i].IsEmpty && column.Formula is null)
            {
                empty++;
                continue;
            }
            WriteEmpty(xml, ref empty);
            WriteCell(xml, table, column, row[i], number);
        }
        WriteEmpty(xml, ref empty);
        xml.WriteEndElement();
    }

    private static void WriteEmpty(XmlWriter xml, ref int cells)
    {
        if (cells == 0)
        {
            return;
        }
        xml.WriteStartElement("table", "table-cell", Table);
        if (cells > 1)
        {
            xml.WriteAttributeString(
                "table",
                "number-columns-repeated",
                Table,
                XmlConvert.ToString(cells)
            );
        }
        xml.WriteEndElement();
        cells = 0;
    }

    private static void WriteCell(
        XmlWriter xml,
        ExportTable table,
        ExportColumn column,
        ExportCell cell,
        int row
    )
    {
        if (
            cell.Number is null
            && column.Formula is null
            && column.Type is not (ExportType.Flag or ExportType.Day)
        )
        {
            WriteText(xml, cell.Text!);
            return;
        }
        xml.WriteStartElement("table", "table-cell", Table);
        if (StyleOf(column.Type) is { } style)
        {
            xml.WriteAttributeString("table", "style-name", Table, style);
        }
        if (column.Formula is { } formula)
        {
            xml.WriteAttributeString(
                "table",
                "formula",
                Table,
                "of:=" + formula.In(name => $"[.{SheetPlace.Of(table, name, row)}]", ';')
            );
        }
        if (cell.Number is { } number)
        {
            var value = CsvFile.Plain(number);
            WriteValue(xml, "float", "value", value);
            xml.WriteElementString("text", "p", TextSpace, value);
        }
        else if (cell.Text is { } text)
        {
            var (type, name) =
                column.Type == ExportType.Flag
                    ? ("boolean", "boolean-value")
                    : ("date", "date-value");
            WriteValue(xml, type, name, text);
            xml.WriteElementString("text", "p", TextSpace, text);
        }
        else
        {
            WriteValue(xml, "string", "string-value", string.Empty);
        }
        xml.WriteEndElement();
    }

    private static string? StyleOf(ExportType type) =>
        type switch
        {
            ExportType.Percentage => OdsStyles.DecimalStyle,
            ExportType.Day => OdsStyles.DayStyle,
            _ => null,
        };

    private static void WriteValue(XmlWriter xml, string type, string attribute, string value)
    {
        xml.WriteAttributeString("office", "value-type", Office, type);
        xml.WriteAttributeString("office", attribute, Office, value);
    }

    /// <summary>A text is a text whatever it begins with; each of its lines is a paragraph.</summary>
    public static void WriteText(XmlWriter xml, string text, string? style = null)
    {
        xml.WriteStartElement("table", "table-cell", Table);
        if (style is not null)
        {
            xml.WriteAttributeString("table", "style-name", Table, style);
        }
        xml.WriteAttributeString("office", "value-type", Office, "string");
        var clean = SheetText.Clean(text)!;
        if (NeedsValue(clean))
        {
            // Spaces and tabs in paragraphs are collapsed; the attribute has the text as it is.
            xml.WriteAttributeString("office", "string-value", Office, clean);
        }
        foreach (var line in clean.Split('\n'))
        {
            xml.WriteElementString("text", "p", TextSpace, line.TrimEnd('\r'));
        }
        xml.WriteEndElement();
    }

    private static bool NeedsValue(string text) =>
        text.Contains("  ", StringComparison.Ordinal)
        || text.AsSpan().ContainsAny('\t', '\r')
        || text.StartsWith(' ')
        || text.EndsWith(' ');
}
