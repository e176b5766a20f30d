using System.IO.Compression;
using System.Text;
using System.Xml;
using Dashboard.Web.Features.Exports.Tables;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>
/// All tables of a round as sheets of an OpenDocument spreadsheet (ISO/IEC 26300, OpenDocument 1.3), written row by row. Formulas are
/// OpenFormula, with the value that we computed beside them.
/// </summary>
internal sealed class OdsExport(WorkbookNotes notes, ExportWords words) : IExport<ExportTable>
{
    private const string OdsType = "application/vnd.oasis.opendocument.spreadsheet";

    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string TextSpace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Format = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private const string Number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";
    private const string Config = "urn:oasis:names:tc:opendocument:xmlns:config:1.0";
    private const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private const string OpenFormula = "urn:oasis:names:tc:opendocument:xmlns:of:1.2";

    private const string Version = "1.3";

    /// <summary>Names of styles: of a header, of one decimal, of a day, of a column.</summary>
    private const string HeaderStyle = "header";
    private const string DecimalStyle = "decimal";
    private const string DayStyle = "day";
    private const string ColumnStyle = "column";
    private const string WideStyle = "wide";

    public string MediaType => OdsType;

    public string Extension => "ods";

    public async Task WriteAsync(
        IAsyncEnumerable<ExportTable> items,
        Stream target,
        CancellationToken cancellation
    )
    {
        using var zip = new FixedZip(target);
        // First and stored: by it programs know the file (OpenDocument part 2, section 3.3).
        await using (var type = zip.Open("mimetype", CompressionLevel.NoCompression))
        {
            await type.WriteAsync(Encoding.ASCII.GetBytes(OdsType), cancellation);
        }
        var sheets = new List<string>();
        await using (var content = zip.Open("content.xml", CompressionLevel.Fastest))
        {
            await WriteContentAsync(items, content, sheets, cancellation);
        }
        await using (var styles = zip.Open("styles.xml"))
        {
            WriteRoot(styles, "document-styles", _ => { });
        }
        await using (var settings = zip.Open("settings.xml"))
        {
            WriteRoot(settings, "document-settings", xml => WriteSettings(xml, sheets));
        }
        await using (var meta = zip.Open("meta.xml"))
        {
            WriteRoot(meta, "document-meta", xml => WriteElement(xml, Office, "meta", () => { }));
        }
        await using (var manifest = zip.Open("META-INF/manifest.xml"))
        {
            WriteManifest(manifest);
        }
    }

    private async Task WriteContentAsync(
        IAsyncEnumerable<ExportTable> items,
        Stream target,
        List<string> sheets,
        CancellationToken cancellation
    )
    {
        await using var xml = Writer(target);
        StartRoot(xml, "document-content");
        WriteStyles(xml);
        xml.WriteStartElement("office", "body", Office);
        xml.WriteStartElement("office", "spreadsheet", Office);
        WriteNotes(xml);
        sheets.Add(words.Text("notes"));
        await foreach (var table in items.WithCancellation(cancellation))
        {
            await WriteTableAsync(xml, table, cancellation);
            sheets.Add(words.Title(table));
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteNotes(XmlWriter xml)
    {
        StartTable(xml, words.Text("notes"));
        WriteColumns(xml, WideStyle, 1);
        WriteColumns(xml, WideStyle, 1);
        foreach (var (name, text) in notes.Lines)
        {
            xml.WriteStartElement("table", "table-row", Table);
            WriteText(xml, name, HeaderStyle);
            WriteText(xml, text ?? string.Empty);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private async Task WriteTableAsync(
        XmlWriter xml,
        ExportTable table,
        CancellationToken cancellation
    )
    {
        StartTable(xml, words.Title(table));
        WriteColumns(xml, ColumnStyle, table.Columns.Count);
        xml.WriteStartElement("table", "table-header-rows", Table);
        xml.WriteStartElement("table", "table-row", Table);
        foreach (var column in table.Columns)
        {
            WriteText(xml, words.Title(column), HeaderStyle);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        var number = 1;
        await foreach (var row in table.RowsAsync(cancellation))
        {
            number++;
            WriteRow(xml, table, row, number);
        }
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, ExportTable table, ExportCell[] row, int number)
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
            var value = CsvExport.Plain(number);
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
            ExportType.Percentage => DecimalStyle,
            ExportType.Day => DayStyle,
            _ => null,
        };

    private static void WriteValue(XmlWriter xml, string type, string attribute, string value)
    {
        xml.WriteAttributeString("office", "value-type", Office, type);
        xml.WriteAttributeString("office", attribute, Office, value);
    }

    /// <summary>A text is a text whatever it begins with; each of its lines is a paragraph.</summary>
    private static void WriteText(XmlWriter xml, string text, string? style = null)
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

    private static void StartTable(XmlWriter xml, string name)
    {
        xml.WriteStartElement("table", "table", Table);
        xml.WriteAttributeString("table", "name", Table, name);
    }

    private static void WriteColumns(XmlWriter xml, string style, int columns)
    {
        xml.WriteStartElement("table", "table-column", Table);
        xml.WriteAttributeString("table", "style-name", Table, style);
        xml.WriteAttributeString(
            "table",
            "number-columns-repeated",
            Table,
            XmlConvert.ToString(columns)
        );
        xml.WriteEndElement();
    }

    private static void WriteStyles(XmlWriter xml)
    {
        xml.WriteStartElement("office", "automatic-styles", Office);
        WriteColumnStyle(xml, ColumnStyle, "4cm");
        WriteColumnStyle(xml, WideStyle, "12cm");
        xml.WriteStartElement("number", "number-style", Number);
        xml.WriteAttributeString("style", "name", Style, "one-decimal");
        WriteElement(
            xml,
            Number,
            "number",
            () =>
            {
                xml.WriteAttributeString("number", "decimal-places", Number, "1");
                xml.WriteAttributeString("number", "min-decimal-places", Number, "1");
                xml.WriteAttributeString("number", "min-integer-digits", Number, "1");
            },
            "number"
        );
        xml.WriteEndElement();
        xml.WriteStartElement("number", "date-style", Number);
        xml.WriteAttributeString("style", "name", Style, "iso-day");
        foreach (var part in (string[])["year", "-", "month", "-", "day"])
        {
            WriteElement(
                xml,
                Number,
                part == "-" ? "text" : part,
                () =>
                {
                    if (part == "-")
                    {
                        xml.WriteString(part);
                        return;
                    }
                    xml.WriteAttributeString("number", "style", Number, "long");
                },
                "number"
            );
        }
        xml.WriteEndElement();
        WriteCellStyle(xml, DecimalStyle, "one-decimal", () => { });
        WriteCellStyle(xml, DayStyle, "iso-day", () => { });
        WriteCellStyle(
            xml,
            HeaderStyle,
            null,
            () =>
                WriteElement(
                    xml,
                    Style,
                    "text-properties",
                    () => xml.WriteAttributeString("fo", "font-weight", Format, "bold"),
                    "style"
                )
        );
        xml.WriteEndElement();
    }

    private static void WriteColumnStyle(XmlWriter xml, string name, string width)
    {
        xml.WriteStartElement("style", "style", Style);
        xml.WriteAttributeString("style", "name", Style, name);
        xml.WriteAttributeString("style", "family", Style, "table-column");
        xml.WriteStartElement("style", "table-column-properties", Style);
        xml.WriteAttributeString("style", "column-width", Style, width);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCellStyle(XmlWriter xml, string name, string? format, Action inside)
    {
        xml.WriteStartElement("style", "style", Style);
        xml.WriteAttributeString("style", "name", Style, name);
        xml.WriteAttributeString("style", "family", Style, "table-cell");
        if (format is not null)
        {
            xml.WriteAttributeString("style", "data-style-name", Style, format);
        }
        inside();
        xml.WriteEndElement();
    }

    /// <summary>The header of each sheet stays in sight.</summary>
    private static void WriteSettings(XmlWriter xml, IReadOnlyList<string> sheets)
    {
        xml.WriteStartElement("office", "settings", Office);
        xml.WriteStartElement("config", "config-item-set", Config);
        xml.WriteAttributeString("config", "name", Config, "ooo:view-settings");
        xml.WriteStartElement("config", "config-item-map-indexed", Config);
        xml.WriteAttributeString("config", "name", Config, "Views");
        xml.WriteStartElement("config", "config-item-map-entry", Config);
        xml.WriteStartElement("config", "config-item-map-named", Config);
        xml.WriteAttributeString("config", "name", Config, "Tables");
        foreach (var sheet in sheets)
        {
            xml.WriteStartElement("config", "config-item-map-entry", Config);
            xml.WriteAttributeString("config", "name", Config, sheet);
            foreach (
                var (name, type, value) in new[]
                {
                    ("VerticalSplitMode", "short", "2"),
                    ("VerticalSplitPosition", "int", "1"),
                    ("ActiveSplitRange", "short", "2"),
                    ("PositionTop", "int", "0"),
                    ("PositionBottom", "int", "1"),
                }
            )
            {
                xml.WriteStartElement("config", "config-item", Config);
                xml.WriteAttributeString("config", "name", Config, name);
                xml.WriteAttributeString("config", "type", Config, type);
                xml.WriteString(value);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        for (var i = 0; i < 5; i++)
        {
            xml.WriteEndElement();
        }
    }

    private static void WriteManifest(Stream target)
    {
        using var xml = Writer(target);
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("manifest", "version", Manifest, Version);
        foreach (
            var (path, type) in new[]
            {
                ("/", OdsType),
                ("content.xml", "text/xml"),
                ("styles.xml", "text/xml"),
                ("settings.xml", "text/xml"),
                ("meta.xml", "text/xml"),
            }
        )
        {
            xml.WriteStartElement("manifest", "file-entry", Manifest);
            xml.WriteAttributeString("manifest", "full-path", Manifest, path);
            xml.WriteAttributeString("manifest", "media-type", Manifest, type);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteRoot(Stream target, string name, Action<XmlWriter> inside)
    {
        using var xml = Writer(target);
        StartRoot(xml, name);
        inside(xml);
        xml.WriteEndElement();
    }

    private static void StartRoot(XmlWriter xml, string name)
    {
        xml.WriteStartElement("office", name, Office);
        foreach (
            var (prefix, space) in new[]
            {
                ("table", Table),
                ("text", TextSpace),
                ("style", Style),
                ("fo", Format),
                ("number", Number),
                ("config", Config),
                ("of", OpenFormula),
            }
        )
        {
            xml.WriteAttributeString("xmlns", prefix, null, space);
        }
        xml.WriteAttributeString("office", "version", Office, Version);
    }

    private static void WriteElement(
        XmlWriter xml,
        string space,
        string name,
        Action inside,
        string prefix = "office"
    )
    {
        xml.WriteStartElement(prefix, name, space);
        inside();
        xml.WriteEndElement();
    }

    private static XmlWriter Writer(Stream target) =>
        XmlWriter.Create(
            target,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                NewLineHandling = NewLineHandling.Entitize,
                Async = true,
            }
        );
}
