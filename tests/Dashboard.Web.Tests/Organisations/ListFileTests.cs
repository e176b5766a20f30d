using System.Text;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>Lists as people make them (registers.md, cases 21 to 25).</summary>
public sealed class ListFileTests
{
    private const string Head = "Organisatie;Domein";

    [Theory]
    [InlineData("Organisatie;Domein\nA;a.example")]
    [InlineData("Organisatie,Domein\nA,a.example")]
    [InlineData("Organisatie\tDomein\nA\ta.example")]
    [InlineData("\uFEFFDomein;Organisatie\r\na.example;A\r\n")]
    [InlineData("Domain,Layer,Organisation\na.example,Gemeente,A")]
    [InlineData("\n\nOrganisatie;Domein\n\nA;a.example\n\n")]
    [InlineData("\"Organisatie\";\"Domein\"\n\"A\";\"https://www.a.example/\"")]
    [InlineData("Opmerking, lang;Organisatie;Domein\nx;A;a.example")]
    public void CSV_is_divided_as_its_heads_are(string text)
    {
        var contents = RegisterFiles.Read(RegisterSource.List, text);
        contents.Organisations.Single().Name.ShouldBe("A");
        contents.Domains.Single().Name.Value.ShouldBe("a.example");
        contents.Refused.ShouldBeEmpty();
    }

    private sealed record Text(string Name, byte[] Octets, bool Assumed);

    private static readonly Text[] Texts =
    [
        new("UTF-8", Encoding.UTF8.GetBytes($"{Head}\nCafé;café.example"), false),
        new(
            "UTF-8 with mark",
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{Head}\nCafé;café.example")],
            false
        ),
        new(
            "UTF-16 with mark",
            [
                .. Encoding.Unicode.Preamble,
                .. Encoding.Unicode.GetBytes($"{Head}\nCafé;café.example"),
            ],
            false
        ),
        new(
            "UTF-16, big-endian, with mark",
            [
                .. Encoding.BigEndianUnicode.Preamble,
                .. Encoding.BigEndianUnicode.GetBytes($"{Head}\nCafé;café.example"),
            ],
            false
        ),
        new("Windows-1252", Encoding.Latin1.GetBytes($"{Head}\nCafé;café.example"), true),
    ];

    public static TheoryData<string> TextNames => [.. Texts.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(TextNames))]
    public void CSV_is_read_in_its_encoding(string name)
    {
        var text = Texts.Single(text => text.Name == name);
        var contents = RegisterFiles.Read(RegisterSource.List, text.Octets);
        contents.Organisations.Single().Name.ShouldBe("Café");
        contents.Domains.Single().Name.Value.ShouldBe("xn--caf-dma.example");
        contents
            .Warnings.Select(warning => warning.Reason)
            .ShouldBe(text.Assumed ? [RegisterReason.AssumedWindows1252] : []);
    }

    [Fact]
    public void CSV_row_is_refused_when_its_quotes_do_not_match()
    {
        var contents = RegisterFiles.Read(
            RegisterSource.List,
            $"{Head}\nA;a.example\nB;b\"b.example\nC;c.example"
        );
        contents.Refused.ShouldBe([new(3, RegisterReason.NotWellFormed, "b\"b.example")]);
        contents.Domains.Select(domain => domain.Name.Value).ShouldBe(["a.example", "c.example"]);
    }

    [Fact]
    public void CSV_names_what_an_open_quote_swallows()
    {
        var contents = RegisterFiles.Read(
            RegisterSource.List,
            $"{Head}\nA;a.example\nB;\"b.example\nC;c.example\n"
        );
        contents.Domains.Select(domain => domain.Name.Value).ShouldBe(["a.example"]);
        contents.Refused.Single().Line.ShouldBe(3);
    }

    [Fact]
    public void CSV_lines_are_counted_through_cells_of_several_lines_and_empty_ones()
    {
        var contents = RegisterFiles.Read(
            RegisterSource.List,
            $"{Head}\r\n\r\n\"A\nb\rc\r\nd\";a.example\r\n;;\r\nE;nee nee\r\n"
        );
        contents.Domains.Single().Line.ShouldBe(3);
        contents.Warnings.ShouldBe([new(7, RegisterReason.EmptyRow, "")]);
        contents.Refused.ShouldBe([new(8, RegisterReason.NotAName, "nee nee")]);
    }

    [Fact]
    public void Row_keeps_its_good_names_beside_a_bad_one()
    {
        var contents = RegisterFiles.Read(
            RegisterSource.List,
            $"{Head}\nA;a.example, *.a.example, , 192.0.2.1, www.a.example"
        );
        contents.Domains.Single().Name.Value.ShouldBe("a.example");
        contents
            .Refused.Select(problem => problem.Reason)
            .ShouldBe([RegisterReason.Wildcard, RegisterReason.IpAddress]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+31")]
    [InlineData("-A")]
    [InlineData("@SUM(A1)")]
    [InlineData("=cmd|' /C calc'!A0")]
    public void Text_that_looks_like_a_formula_stays_text(string name) =>
        RegisterFiles
            .Read(RegisterSource.List, $"{Head}\n\"{name}\";a.example")
            .Organisations.Single()
            .Name.ShouldBe(name);

    [Fact]
    public void Organisations_of_a_list_are_one_by_key_and_name_alone_within_it()
    {
        var contents = RegisterFiles.Read(
            RegisterSource.List,
            "Organisatie;TOOI;OIN;Domein\nA;t/1;;a.example\nA;;;b.example\nB;;00000009900000000000;c.example\nA;;;d.example\nX;t/1;;e.example"
        );
        contents
            .Organisations.Select(one => one.Key)
            .ShouldBe(["t/1", "name:A", "oin:00000009900000000000"]);
        contents.Domains.Count(domain => domain.OrganisationKey == "t/1").ShouldBe(2);
    }

    [Theory]
    [InlineData("2026-02-01;2026-01-01")] // ends before it begins
    [InlineData("2026-01-01;2026-01-01")] // no day between
    [InlineData("morgen;")]
    public void Row_is_refused_for_its_dates(string dates) =>
        RegisterFiles
            .Refusal(() =>
                RegisterFiles.Read(
                    RegisterSource.List,
                    $"{Head};Geldig vanaf;Geldig tot\nA;a.example;{dates}"
                )
            )
            .ShouldBe(RegisterReason.Date);

    [Fact]
    public void XLSX_takes_the_first_visible_sheet_and_the_values_that_formulas_had()
    {
        var file = RegisterFiles.Xlsx(
            (
                "state=\"hidden\"",
                $"<sheetData>{RegisterFiles.XlsxRow(1, "Organisatie", "Domein")}{RegisterFiles.XlsxRow(2, "Verborgen", "verborgen.example")}</sheetData>"
            ),
            (
                "",
                $"""
                <sheetData>{RegisterFiles.XlsxRow(1, "Organisatie", "Domein", "Geldig vanaf")}
                <row r="2"><c r="A2" t="str"><f>"A"&amp;"B"</f><v>AB</v></c><c r="B2" t="inlineStr"><is><t>a.example</t></is></c><c r="C2" t="d"><v>2026-03-01</v></c></row>
                <row r="4"><c r="A4"><f>X1</f></c><c r="B4" t="inlineStr"><is><t>b.example</t></is></c></row>
                <row r="5"><c r="A5"><v>112</v></c><c r="B5" t="inlineStr"><is><r><t>c.</t></r><r><t>example</t></r><rPh sb="0" eb="1"><t>zzz</t></rPh></is></c></row>
                <row r="90"><c r="A90"/></row></sheetData>
                """
            )
        );
        var contents = RegisterFiles.Read(RegisterSource.List, file, "x.xlsx");
        contents.Organisations.Select(one => one.Name).ShouldBe(["AB", "112"]);
        contents.Domains.Select(domain => domain.Name.Value).ShouldBe(["a.example", "c.example"]);
        contents.Domains[0].From.ShouldBe(new DateOnly(2026, 3, 1));
        contents.Refused.ShouldBe([new(4, RegisterReason.NoOrganisation, "b.example")]);
        contents.Warnings.ShouldBe([new(4, RegisterReason.NoFormulaValue, "")]);
    }

    [Fact]
    public void XLSX_counts_its_days_from_1904_where_it_says_so()
    {
        var file = RegisterFiles.Xlsx(
            (
                "",
                $"<sheetData>{RegisterFiles.XlsxRow(1, "Organisatie", "Domein", "Geldig vanaf")}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>a.example</t></is></c><c r=\"C2\"><v>44561</v></c></row></sheetData>"
            )
        );
        RegisterFiles
            .Read(RegisterSource.List, file)
            .Domains.Single()
            .From.ShouldBe(new DateOnly(2021, 12, 31));
        var from1904 = RegisterFiles.Replace(
            file,
            "xl/workbook.xml",
            "<sheets>",
            "<workbookPr date1904=\"1\"/><sheets>"
        );
        RegisterFiles
            .Read(RegisterSource.List, from1904)
            .Domains.Single()
            .From.ShouldBe(new DateOnly(2026, 1, 1));
    }

    [Fact]
    public void ODS_has_its_rows()
    {
        var file = RegisterFiles.Ods(
            $"""
            <table:table table:name="Verborgen" table:style-name="ta1">{RegisterFiles.OdsRow(
                "Organisatie",
                "Domein"
            )}{RegisterFiles.OdsRow("V", "v.example")}</table:table>
            <table:table table:name="Domeinen" table:style-name="ta2"><table:table-header-rows>{RegisterFiles.OdsRow(
                "Organisatie",
                "Laag",
                "Domein",
                "Geldig vanaf",
                "Geldig tot"
            )}</table:table-header-rows>
            <table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Gemeente <text:span>A</text:span></text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Gemeente</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p><text:a xlink:href="https://elders.example/">a.example</text:a></text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-01-01"><text:p>01-01-26</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="46387"><text:p>46387</text:p></table:table-cell></table:table-row>
            <table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="1"/><table:table-cell office:value-type="string"><text:p>b.example</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>C</text:p></table:table-cell><table:table-cell/><table:table-cell table:formula="of:=X" office:value-type="string"><text:p>c.example</text:p><office:annotation><text:p>weg</text:p></office:annotation></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
            """,
            """<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style><style:style style:name="ta2"><style:table-properties table:display="true"/></style:style>"""
        );
        var contents = RegisterFiles.Read(RegisterSource.List, file, "lijst.csv");
        contents.Organisations.Select(one => one.Name).ShouldBe(["Gemeente A", "C"]);
        contents
            .Domains.Select(domain => (domain.Line, domain.Name.Value, domain.From, domain.Until))
            .ShouldBe([
                (2, "a.example", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)),
                (3, "b.example", null, null),
                (7, "c.example", null, null),
            ]);
        contents.Warnings.ShouldBe([
            new(2, RegisterReason.LinkDiffers, "https://elders.example/"),
            new(4, RegisterReason.EmptyRow, ""),
            new(8, RegisterReason.Repeated, "c.example"),
        ]);
    }
}
