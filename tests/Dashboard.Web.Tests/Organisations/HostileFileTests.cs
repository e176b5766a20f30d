using System.Text;
using Dashboard.Core.Organisations;
using Dashboard.Web.Features.Organisations.Import;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>Files that are refused whole, each with its reason.</summary>
public sealed class HostileFileTests
{
    private sealed record Case(
        string Name,
        RegisterSource Source,
        Func<byte[]> File,
        RegisterReason Expected
    );

    private static readonly string OneOrganisation = RegisterFiles.Organisation(
        "1",
        "<p:naam>A</p:naam>"
    );

    private static readonly Case[] Cases =
    [
        new(
            "billion laughs",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{RegisterFiles.RooStart}{RegisterFiles.Organisation("1", "<p:naam>&b;</p:naam>")}{RegisterFiles.RooEnd}"
                ),
            RegisterReason.Dtd
        ),
        new(
            "external document type",
            RegisterSource.Rio,
            () =>
                Utf8(
                    $"<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\">{RegisterFiles.RioStart}{RegisterFiles.RioEnd}"
                ),
            RegisterReason.Dtd
        ),
        new(
            "undeclared entity",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}<p:organisatie p:systeemId=\"1\"><p:naam>&b;</p:naam></p:organisatie>{RegisterFiles.RooEnd}"
                ),
            RegisterReason.NotWellFormed
        ),
        new(
            "cut off between elements",
            RegisterSource.Roo,
            () => Utf8($"{RegisterFiles.RooStart}{OneOrganisation}"),
            RegisterReason.CutOff
        ),
        new(
            "cut off in a tag",
            RegisterSource.Roo,
            () => Utf8($"{RegisterFiles.RooStart}{OneOrganisation}<p:organis"),
            RegisterReason.CutOff
        ),
        new(
            "cut off in a text",
            RegisterSource.Rio,
            () => Utf8($"{RegisterFiles.RioStart}<p:organisatie p:systeemId=\"1\"><p:naam>Gem"),
            RegisterReason.CutOff
        ),
        new(
            "cut off behind the declaration",
            RegisterSource.Roo,
            () => Utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            RegisterReason.CutOff
        ),
        new(
            "elements that do not match",
            RegisterSource.Roo,
            () =>
                Utf8($"{RegisterFiles.RooStart}<p:organisatie></p:regeling>{RegisterFiles.RooEnd}"),
            RegisterReason.NotWellFormed
        ),
        new(
            "more behind the root",
            RegisterSource.Roo,
            () => Utf8($"{RegisterFiles.RooStart}{OneOrganisation}{RegisterFiles.RooEnd}<p/>"),
            RegisterReason.NotWellFormed
        ),
        new(
            "sixty-five deep",
            RegisterSource.Roo,
            () => Utf8($"{RegisterFiles.RooStart}{Nested(70)}{RegisterFiles.RooEnd}"),
            RegisterReason.TooDeep
        ),
        new(
            "two million deep in what is skipped",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}<p:organisatie><p:functies>{string.Concat(Enumerable.Repeat("<a>", 2_000_000))}"
                ),
            RegisterReason.TooDeep
        ),
        new(
            "text of two million characters",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}{RegisterFiles.Organisation("1", $"<p:naam>{new string('a', 2_000_000)}</p:naam>")}{RegisterFiles.RooEnd}"
                ),
            RegisterReason.TextTooLong
        ),
        new(
            "attribute of two million characters",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}{RegisterFiles.Organisation("1", "<p:naam>A</p:naam>", $"p:x=\"{new string('a', 2_000_000)}\"")}{RegisterFiles.RooEnd}"
                ),
            RegisterReason.TextTooLong
        ),
        new(
            "character data full of tags",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}{RegisterFiles.Organisation("1", $"<p:naam><![CDATA[{string.Concat(Enumerable.Repeat("<a>", 500_000))}]]></p:naam>")}{RegisterFiles.RooEnd}"
                ),
            RegisterReason.TextTooLong
        ),
        new(
            "twenty thousand names of elements",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}{string.Concat(Enumerable.Range(0, 20_000).Select(n => $"<e{n}/>"))}{RegisterFiles.RooEnd}"
                ),
            RegisterReason.TooManyRecords
        ),
        new(
            "a thousand types",
            RegisterSource.Roo,
            () =>
                Utf8(
                    $"{RegisterFiles.RooStart}{RegisterFiles.Organisation("1", $"<p:naam>A</p:naam><p:types>{string.Concat(Enumerable.Range(0, 1000).Select(n => $"<p:type>t{n}</p:type>"))}</p:types>")}{RegisterFiles.RooEnd}"
                ),
            RegisterReason.TooManyRecords
        ),
        new(
            "octets that are not the UTF-8 they are declared as",
            RegisterSource.Roo,
            () =>
                [
                    .. Utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
                    .. Encoding.Latin1.GetBytes(
                        $"{RegisterFiles.RooStart}{RegisterFiles.Organisation("1", "<p:naam>Café</p:naam>")}{RegisterFiles.RooEnd}"
                    ),
                ],
            RegisterReason.Encoding
        ),
        new(
            "encoding that nobody knows",
            RegisterSource.Roo,
            () => Utf8("<?xml version=\"1.0\" encoding=\"x-klingon\"?><a/>"),
            RegisterReason.Encoding
        ),
        new(
            "declared as UTF-16, which it is not",
            RegisterSource.Roo,
            () => Utf8("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"),
            RegisterReason.Encoding
        ),
        new(
            "half a UTF-16 character",
            RegisterSource.Roo,
            () =>
                [
                    .. Encoding.Unicode.Preamble,
                    .. Encoding.Unicode.GetBytes(RegisterFiles.RooStart + OneOrganisation),
                    0x3C,
                ],
            RegisterReason.Encoding
        ),
        new(
            "another register",
            RegisterSource.Roo,
            () => File.ReadAllBytes(RegisterFiles.PathOf("exportRIO-sample.xml")),
            RegisterReason.WrongContent
        ),
        new(
            "web page",
            RegisterSource.Rio,
            () => Utf8("<html><body>404</body></html>"),
            RegisterReason.WrongContent
        ),
        new(
            "list where a register is asked",
            RegisterSource.Rio,
            () => File.ReadAllBytes(RegisterFiles.PathOf("list.csv")),
            RegisterReason.WrongContent
        ),
        new(
            "register where a list is asked",
            RegisterSource.List,
            () => File.ReadAllBytes(RegisterFiles.PathOf("exportRIO-sample.xml")),
            RegisterReason.WrongContent
        ),
        new("nothing", RegisterSource.Roo, () => [], RegisterReason.NoRecords),
        new("empty list", RegisterSource.List, () => [], RegisterReason.NoRecords),
        new(
            "register without organisations",
            RegisterSource.Roo,
            () => Utf8($"{RegisterFiles.RooStart}{RegisterFiles.RooEnd}"),
            RegisterReason.NoRecords
        ),
        new(
            "list of heads alone",
            RegisterSource.List,
            () => Utf8("Organisatie;Domein\n"),
            RegisterReason.NoRecords
        ),
        new(
            "list without heads",
            RegisterSource.List,
            () => Utf8("Gemeente A;a.example\n"),
            RegisterReason.NoDomainColumn
        ),
        new(
            "picture",
            RegisterSource.List,
            () => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
            RegisterReason.WrongContent
        ),
        new(
            "workbook with a password",
            RegisterSource.List,
            () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
            RegisterReason.Encrypted
        ),
        new(
            "document with a password",
            RegisterSource.List,
            () =>
                RegisterFiles.Ods(
                    "",
                    manifest: "<manifest:manifest xmlns:manifest=\"x\"><manifest:encryption-data/></manifest:manifest>"
                ),
            RegisterReason.Encrypted
        ),
        new(
            "workbook with a macro",
            RegisterSource.List,
            () =>
                RegisterFiles.Package(
                    ("[Content_Types].xml", "spreadsheetml"),
                    ("xl/vbaProject.bin", "x")
                ),
            RegisterReason.Macro
        ),
        new(
            "workbook that is declared with macros",
            RegisterSource.List,
            () =>
                RegisterFiles.Package(
                    (
                        "[Content_Types].xml",
                        "application/vnd.ms-excel.sheet.macroEnabled.main+xml spreadsheetml"
                    )
                ),
            RegisterReason.Macro
        ),
        new(
            "document with a macro",
            RegisterSource.List,
            () =>
                RegisterFiles.Package(
                    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                    ("content.xml", "<x/>"),
                    ("Basic/Standard/Module1.xml", "x")
                ),
            RegisterReason.Macro
        ),
        new(
            "text document",
            RegisterSource.List,
            () =>
                RegisterFiles.Package(
                    ("mimetype", "application/vnd.oasis.opendocument.text"),
                    ("content.xml", "<x/>")
                ),
            RegisterReason.WrongContent
        ),
        new(
            "archive",
            RegisterSource.List,
            () => RegisterFiles.Package(("lijst.csv", "Organisatie;Domein")),
            RegisterReason.WrongContent
        ),
        new(
            "zip bomb",
            RegisterSource.List,
            () =>
                RegisterFiles.Package(
                    ("[Content_Types].xml", "spreadsheetml"),
                    ("xl/a", new string('a', 60_000_000))
                ),
            RegisterReason.TooLarge
        ),
        new(
            "cut-off package",
            RegisterSource.List,
            () => File.ReadAllBytes(RegisterFiles.PathOf("list.xlsx"))[..3000],
            RegisterReason.CutOff
        ),
        new(
            "document type in a sheet",
            RegisterSource.List,
            () =>
                RegisterFiles.Replace(
                    RegisterFiles.Ods(""),
                    "content.xml",
                    "<office:document-content",
                    "<!DOCTYPE x [<!ENTITY a \"b\">]><office:document-content"
                ),
            RegisterReason.Dtd
        ),
        new(
            "document type in a workbook",
            RegisterSource.List,
            () =>
                RegisterFiles.Replace(
                    RegisterFiles.Xlsx(("", "<sheetData/>")),
                    "xl/worksheets/sheet1.xml",
                    "<worksheet",
                    "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet"
                ),
            RegisterReason.NotWellFormed
        ),
        new(
            "workbook without sheets",
            RegisterSource.List,
            () => RegisterFiles.Xlsx(),
            RegisterReason.NoRecords
        ),
        new(
            "workbook of hidden sheets",
            RegisterSource.List,
            () => RegisterFiles.Xlsx(("state=\"veryHidden\"", "<sheetData/>")),
            RegisterReason.NoRecords
        ),
        new(
            "row that is repeated a million times",
            RegisterSource.List,
            () =>
                RegisterFiles.Ods(
                    $"<table:table>{RegisterFiles.OdsRow("Organisatie", "Domein")}<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"string\"><text:p>A</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>a.example</text:p></table:table-cell></table:table-row></table:table>"
                ),
            RegisterReason.TooManyRecords
        ),
        new(
            "too many rows",
            RegisterSource.List,
            () =>
                Utf8(
                    "Organisatie;Domein\n"
                        + string.Concat(Enumerable.Repeat("A;a.example\n", 200_001))
                ),
            RegisterReason.TooManyRecords
        ),
        new(
            "cell without an end",
            RegisterSource.List,
            () => Utf8("Organisatie;Domein\nA;\"" + new string('a', 3_000_000)),
            RegisterReason.TextTooLong
        ),
        new(
            "shared text that is not there",
            RegisterSource.List,
            () =>
                RegisterFiles.Xlsx(
                    (
                        "",
                        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData>"
                    )
                ),
            RegisterReason.NotWellFormed
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void File_is_refused_whole(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        RegisterFiles
            .Refusal(() => RegisterFiles.Read(one.Source, one.File()))
            .ShouldBe(one.Expected);
    }

    [Fact]
    public void File_longer_than_any_register_is_refused_unread()
    {
        using var stream = new EndlessStream(ImportLimits.Default.RegisterLength + 1);
        RegisterFiles
            .Refusal(() => RegisterFiles.Read(RegisterSource.Roo, stream))
            .ShouldBe(RegisterReason.TooLarge);
        stream.WasRead.ShouldBeFalse();
    }

    [Fact]
    public void List_longer_than_any_list_is_refused()
    {
        var limits = ImportLimits.Default with { ListLength = 100 };
        RegisterFiles
            .Refusal(() =>
                RegisterFiles.Read(
                    RegisterSource.List,
                    Utf8(
                        "Organisatie;Domein\n"
                            + string.Concat(Enumerable.Repeat("A;a.example\n", 10))
                    ),
                    "x",
                    limits
                )
            )
            .ShouldBe(RegisterReason.TooLarge);
    }

    /// <summary>Every way to cut the samples off; none of them is taken.</summary>
    [Theory]
    [InlineData(RegisterSource.Roo, "exportOO-sample.xml")]
    [InlineData(RegisterSource.Rio, "exportRIO-sample.xml")]
    public void Register_is_refused_wherever_it_is_cut_off(RegisterSource source, string sample)
    {
        var octets = File.ReadAllBytes(RegisterFiles.PathOf(sample));
        var text = Encoding.UTF8.GetString(octets).TrimEnd();
        for (var length = 200; length < text.Length; length += 97)
        {
            RegisterFiles
                .Refusal(() => RegisterFiles.Read(source, text[..length]))
                .ShouldBe(RegisterReason.CutOff, $"cut at {length}");
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("<p:organisatie><p:organisaties>", depth / 2))
        + string.Concat(Enumerable.Repeat("</p:organisaties></p:organisatie>", depth / 2));

    private sealed class EndlessStream(long length) : Stream
    {
        public bool WasRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count)
        {
            WasRead = true;
            return 0;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset;

        public override void SetLength(long value) { }

        public override void Write(byte[] buffer, int offset, int count) { }
    }
}
