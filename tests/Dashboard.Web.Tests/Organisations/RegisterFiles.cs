using System.IO.Compression;
using System.Text;
using Dashboard.Core.Organisations;
using Dashboard.Web.Features.Organisations.Import;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>Files of registers and lists, from the samples or made in a test, and what the readers make of them.</summary>
internal static class RegisterFiles
{
    public const string RooStart = """
        <p:overheidsorganisaties xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"><p:organisaties>
        """;

    public const string RooEnd = "</p:organisaties></p:overheidsorganisaties>";

    public const string RioStart = """
        <p:RegisterInternetdomeinenOverheid xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/0.0.3">
        """;

    public const string RioEnd = "</p:RegisterInternetdomeinenOverheid>";

    public static string PathOf(string sample) =>
        Path.Combine(AppContext.BaseDirectory, "Organisations", "Samples", sample);

    public static RegisterContents Sample(RegisterSource source, string name) =>
        Read(source, File.ReadAllBytes(PathOf(name)), name);

    public static RegisterContents Read(RegisterSource source, string text, string name = "file") =>
        Read(source, Encoding.UTF8.GetBytes(text), name);

    public static RegisterContents Read(
        RegisterSource source,
        byte[] octets,
        string name = "file",
        ImportLimits? limits = null
    )
    {
        using var stream = new MemoryStream(octets, writable: false);
        return Read(source, stream, name, limits);
    }

    public static RegisterContents Read(
        RegisterSource source,
        Stream stream,
        string name = "file",
        ImportLimits? limits = null
    )
    {
        var options = ReaderOptions.Default with { Limits = limits ?? ImportLimits.Default };
        var file = ImportFile
            .OpenAsync(stream, options.Limits, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return RegisterReader.Read(source, file, name, options);
    }

    public static RegisterReason Refusal(Action read) =>
        Should.Throw<RefusedFileException>(read).Reason;

    public static string Organisation(string id, string fields, string attributes = "") =>
        $"""<p:organisatie p:systeemId="{id}" {attributes}>{fields}</p:organisatie>""";

    /// <summary>A package of parts, such as an XLSX or ODS file.</summary>
    public static byte[] Package(params (string Name, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = package.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return stream.ToArray();
    }

    /// <summary>An XLSX file of one or more sheets, as the body of each is given.</summary>
    public static byte[] Xlsx(params (string Attributes, string Body)[] sheets)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string relations =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var numbered = sheets.Index().ToList();
        return Package([
            (
                "[Content_Types].xml",
                $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>{string.Concat(numbered.Select(s => $"""<Override PartName="/xl/worksheets/sheet{s.Index + 1}.xml" ContentType="{types}.worksheet+xml"/>"""))}</Types>"""
            ),
            (
                "_rels/.rels",
                $"""<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
            ),
            (
                "xl/workbook.xml",
                $"""<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{string.Concat(numbered.Select(s => $"""<sheet name="S{s.Index + 1}" sheetId="{s.Index + 1}" r:id="rId{s.Index + 1}" {s.Item.Attributes}/>"""))}</sheets></workbook>"""
            ),
            (
                "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{package}">{string.Concat(numbered.Select(s => $"""<Relationship Id="rId{s.Index + 1}" Type="{relations}/worksheet" Target="worksheets/sheet{s.Index + 1}.xml"/>"""))}</Relationships>"""
            ),
            .. numbered.Select(s =>
                (
                    $"xl/worksheets/sheet{s.Index + 1}.xml",
                    $"""<worksheet xmlns="{main}" xmlns:r="{relations}">{s.Item.Body}</worksheet>"""
                )
            ),
        ]);
    }

    /// <summary>Cells of text, one after another.</summary>
    public static string XlsxRow(int row, params string[] cells) =>
        $"""<row r="{row}">{string.Concat(cells.Index().Where(c => c.Item.Length > 0).Select(c => $"""<c r="{(char)('A' + c.Index)}{row}" t="inlineStr"><is><t>{c.Item}</t></is></c>"""))}</row>""";

    /// <summary>An ODS file of these tables.</summary>
    public static byte[] Ods(string tables, string styles = "", string manifest = "<manifest/>") =>
        Package(
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            (
                "content.xml",
                $"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""
            ),
            ("META-INF/manifest.xml", manifest)
        );

    public static string OdsRow(params string[] cells) =>
        $"""<table:table-row>{string.Concat(cells.Select(c => $"""<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>"""))}</table:table-row>""";

    /// <summary>The package with a text in one of its parts replaced.</summary>
    public static byte[] Replace(byte[] package, string part, string text, string by)
    {
        using var stream = new MemoryStream(package);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        return Package([
            .. archive.Entries.Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                var content = reader.ReadToEnd();
                return (
                    entry.FullName,
                    entry.FullName == part
                        ? content.Replace(text, by, StringComparison.Ordinal)
                        : content
                );
            }),
        ]);
    }
}
