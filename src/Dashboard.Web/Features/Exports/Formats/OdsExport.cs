using System.IO.Compression;
using System.Text;
using System.Xml;
using Dashboard.Web.Features.Exports.Tables;
using static Dashboard.Web.Features.Exports.Formats.OdsXml;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>
/// All tables of a round as sheets of an OpenDocument spreadsheet (ISO/IEC 26300, OpenDocument 1.3), written row by row. Formulas are
/// OpenFormula, with the value that we computed beside them.
/// </summary>
/// <param name="mostRows">Of a sheet, with its header; a table that has more goes on in a next sheet.</param>
internal sealed class OdsExport(
    WorkbookNotes notes,
    ExportWords words,
    int mostRows = SheetPlace.MostRows
) : IExport<ExportTable>
{
    private const string OdsType = "application/vnd.oasis.opendocument.spreadsheet";

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
            WriteRoot(settings, "document-settings", xml => OdsSettings.Write(xml, sheets));
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
        OdsStyles.Write(xml);
        xml.WriteStartElement("office", "body", Office);
        xml.WriteStartElement("office", "spreadsheet", Office);
        WriteNotes(xml);
        sheets.Add(words.Text("notes"));
        await foreach (var table in items.WithCancellation(cancellation))
        {
            await WriteTableAsync(xml, table, sheets, cancellation);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteNotes(XmlWriter xml)
    {
        StartTable(xml, words.Text("notes"));
        WriteColumns(xml, OdsStyles.WideStyle, 1);
        WriteColumns(xml, OdsStyles.WideStyle, 1);
        foreach (var (name, text) in notes.Lines)
        {
            xml.WriteStartElement("table", "table-row", Table);
            OdsCells.WriteText(xml, name, OdsStyles.HeaderStyle);
            OdsCells.WriteText(xml, text ?? string.Empty);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private async Task WriteTableAsync(
        XmlWriter xml,
        ExportTable table,
        List<string> sheets,
        CancellationToken cancellation
    )
    {
        var parts = 0;
        var number = mostRows;
        await foreach (var row in table.RowsAsync(cancellation))
        {
            if (number == mostRows)
            {
                if (parts > 0)
                {
                    xml.WriteEndElement();
                }
                StartSheet(xml, table, SheetPlace.NameOf(words.Title(table), ++parts), sheets);
                number = 1;
            }
            number++;
            OdsCells.WriteRow(xml, table, row, number);
        }
        if (parts == 0)
        {
            StartSheet(xml, table, words.Title(table), sheets);
        }
        xml.WriteEndElement();
    }

    private void StartSheet(XmlWriter xml, ExportTable table, string name, List<string> sheets)
    {
        sheets.Add(name);
        StartTable(xml, name);
        WriteColumns(xml, OdsStyles.ColumnStyle, table.Columns.Count);
        xml.WriteStartElement("table", "table-header-rows", Table);
        xml.WriteStartElement("table", "table-row", Table);
        foreach (var column in table.Columns)
        {
            OdsCells.WriteText(xml, words.Title(column), OdsStyles.HeaderStyle);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

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

    private static void WriteManifest(Stream target)
    {
        using var xml = Writer(target);
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("manifest", "version", Manifest, OfficeVersion);
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
}
