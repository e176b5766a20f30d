using System.Globalization;
using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

/// <summary>What rows of a list become. A row is written with <c>|</c> between its cells.</summary>
public sealed class ListMappingTests
{
    private const string Head = "Organisatie|Laag|Domein|Geldig vanaf|Geldig tot|Doel";

    /// <param name="Rows">The head first; line 1 and on.</param>
    /// <param name="Expected">Organisations (O), domains (D), refused (R) and warnings (W), as <see cref="Said"/> writes them.</param>
    private sealed record Case(string Name, string[] Rows, string[] Expected);

    private static readonly Case[] Cases =
    [
        new(
            "every column in Dutch",
            [
                "Organisatie|TOOI|Systeem-ID|OIN|Laag|Domein|Geldig vanaf|Geldig tot|Gebruiksdoel",
                "Proefstad|tooi/gm1|123|00000001234567890000|Gemeenten|Proefstad.example|1-3-2026|2027-01-01|E-mail",
            ],
            [
                "O tooi/gm1 'Proefstad' id=123 tooi=tooi/gm1 oin=00000001234567890000 gemeente @2",
                "D tooi/gm1 proefstad.example 2026-03-01–2027-01-01 'E-mail' @2",
            ]
        ),
        new(
            "every column in English, in another order and among others",
            [
                "valid until|notes|PURPOSE|Domain name|valid_from|layer|oin|system id|tooi|Organisation",
                "2027-01-01|x|mail|b.example|2026-01-01|province||7||Proefland",
            ],
            [
                "O id:7 'Proefland' id=7 tooi= oin= provincie @2",
                "D id:7 b.example 2026-01-01–2027-01-01 'mail' @2",
            ]
        ),
        new(
            "the first of two columns of one kind",
            ["naam|domein|domain", "A|a.example|b.example"],
            ["O name:A 'A' id= tooi= oin=  @2", "D name:A a.example – '' @2"]
        ),
        new(
            "spaces around texts",
            ["naam | domein ", "  A  | a.example "],
            ["O name:A 'A' id= tooi= oin=  @2", "D name:A a.example – '' @2"]
        ),
        new(
            "keys in their order",
            [
                "naam|tooi|systeemid|oin|domein",
                "A|tooi/1|1|00000000000000000001|a.example",
                "B||2|00000000000000000002|b.example",
                "C|||00000000000000000003|c.example",
                "D||||d.example",
            ],
            [
                "O tooi/1 'A' id=1 tooi=tooi/1 oin=00000000000000000001  @2",
                "O id:2 'B' id=2 tooi= oin=00000000000000000002  @3",
                "O oin:00000000000000000003 'C' id= tooi= oin=00000000000000000003  @4",
                "O name:D 'D' id= tooi= oin=  @5",
                "D tooi/1 a.example – '' @2",
                "D id:2 b.example – '' @3",
                "D oin:00000000000000000003 c.example – '' @4",
                "D name:D d.example – '' @5",
            ]
        ),
        new(
            "a key stands in for a name",
            [
                "naam|tooi|systeemid|oin|domein",
                " |tooi/1|1|00000000000000000001|a.example",
                "||2|00000000000000000002|b.example",
                "|||00000000000000000003|c.example",
            ],
            [
                "O tooi/1 'tooi/1' id=1 tooi=tooi/1 oin=00000000000000000001  @2",
                "O id:2 '2' id=2 tooi= oin=00000000000000000002  @3",
                "O oin:00000000000000000003 '00000000000000000003' id= tooi= oin=00000000000000000003  @4",
                "D tooi/1 a.example – '' @2",
                "D id:2 b.example – '' @3",
                "D oin:00000000000000000003 c.example – '' @4",
            ]
        ),
        new(
            "an OIN is of twenty digits; with another one the organisation is not known by its name",
            [
                "naam|systeemid|oin|domein",
                "A||0000000000000000001|a.example",
                "B||000000000000000000001|b.example",
                "C||0000000000000000000x|c.example",
                "D|7|0000000000000000000x|d.example",
            ],
            [
                "O id:7 'D' id=7 tooi= oin=  @5",
                "D id:7 d.example – '' @5",
                "R 2 NoOrganisation 'a.example'",
                "R 3 NoOrganisation 'b.example'",
                "R 4 NoOrganisation 'c.example'",
            ]
        ),
        new(
            "a row without an organisation",
            [Head, "||a.example|||", "| ||||x"],
            ["R 2 NoOrganisation 'a.example'", "R 3 NoOrganisation ''"]
        ),
        new(
            "an organisation is taken once, as its first row has it",
            [Head, "A|gemeente|a.example", "A|provincie|b.example"],
            [
                "O name:A 'A' id= tooi= oin= gemeente @2",
                "D name:A a.example – '' @2",
                "D name:A b.example – '' @3",
            ]
        ),
        new(
            "an organisation of which no domain can be read is not taken",
            [Head, "A||*.a.example"],
            ["R 2 Wildcard '*.a.example'"]
        ),
        new(
            "a layer that nobody knows",
            [Head, "A|planeet|a.example"],
            [
                "O name:A 'A' id= tooi= oin=  @2",
                "D name:A a.example – '' @2",
                "W 2 UnknownType 'planeet'",
            ]
        ),
        new(
            "one day open at either end",
            [Head, "A||a.example|2026-01-01|", "A||b.example||2026-01-01"],
            [
                "O name:A 'A' id= tooi= oin=  @2",
                "D name:A a.example 2026-01-01– '' @2",
                "D name:A b.example –2026-01-01 '' @3",
            ]
        ),
        new(
            "days that are none",
            [Head, "A||a.example|31-2-2026|", "A||b.example||morgen", "A||c.example|x|y"],
            ["R 2 Date '31-2-2026'", "R 3 Date 'morgen'", "R 4 Date 'x y'"]
        ),
        new(
            "an end not behind the start",
            [
                Head,
                "A||a.example|2026-01-02|2026-01-01",
                "A||b.example|2026-01-02|2026-01-02",
                "A||c.example|2026-01-02|2026-01-03",
            ],
            [
                "O name:A 'A' id= tooi= oin=  @4",
                "D name:A c.example 2026-01-02–2026-01-03 '' @4",
                "R 2 Date '2026-01-02 – 2026-01-01'",
                "R 3 Date '2026-01-02 – 2026-01-02'",
            ]
        ),
        new(
            "several names in a cell",
            [Head, "A||a.example, www.b.example,,A.example , 192.0.2.1"],
            [
                "O name:A 'A' id= tooi= oin=  @2",
                "D name:A a.example – '' @2",
                "D name:A b.example – '' @2",
                "R 2 IpAddress '192.0.2.1'",
            ]
        ),
        new("no name in the cell", [Head, "A||", "A|| , "], ["R 2 Empty ''", "R 3 Empty ''"]),
        new(
            "a name twice at one organisation",
            [
                Head,
                "A||a.example|2026-02-01|2026-03-01|",
                "B||a.example",
                "A||A.example|2026-01-01|2026-04-01|mail",
            ],
            [
                "O name:A 'A' id= tooi= oin=  @2",
                "O name:B 'B' id= tooi= oin=  @3",
                "D name:A a.example 2026-01-01–2026-04-01 'mail' @2",
                "D name:B a.example – '' @3",
                "W 4 Repeated 'a.example'",
            ]
        ),
        new(
            "empty rows before the head and within",
            ["| ", "", Head, "A||a.example", "| ||", "", "A||b.example"],
            [
                "O name:A 'A' id= tooi= oin=  @4",
                "D name:A a.example – '' @4",
                "D name:A b.example – '' @7",
                "W 5 EmptyRow ''",
            ]
        ),
        new("a head alone", [Head], []),
        new("nothing", [], []),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_become_organisations_and_domains(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        var mapping = new ListMapping(LayerTable.Default);
        foreach (var (index, row) in one.Rows.Index())
        {
            mapping.Add(Row(index + 1, row));
        }
        Said(mapping.Contents).ShouldBe(one.Expected);
    }

    [Fact]
    public void Rows_count_behind_the_head_and_with_cells()
    {
        var mapping = new ListMapping(LayerTable.Default);
        foreach (var row in (string[])["|", Head, "A||a.example", "", "| ", "A||*", "||"])
        {
            mapping.Add(Row(1, row));
        }
        mapping.Records.ShouldBe(4);
    }

    [Fact]
    public void List_without_a_column_for_the_domain_is_refused()
    {
        var mapping = new ListMapping(LayerTable.Default);
        Should.Throw<FormatException>(() => mapping.Add(Row(1, "Organisatie|Adres")));
    }

    [Fact]
    public void Row_whose_cells_are_not_sure_is_refused_with_its_domain()
    {
        var mapping = new ListMapping(LayerTable.Default);
        mapping.Add(Row(1, Head));
        mapping.Add(Row(2, "A||a.example") with { Broken = true });
        mapping.Add(Row(3, "B||b.example"));

        mapping.Records.ShouldBe(2);
        Said(mapping.Contents)
            .ShouldBe([
                "O name:B 'B' id= tooi= oin=  @3",
                "D name:B b.example – '' @3",
                "R 2 NotWellFormed 'a.example'",
            ]);
    }

    [Fact]
    public void Cell_with_a_day_needs_no_text()
    {
        var mapping = new ListMapping(LayerTable.Default);
        var day = new DateOnly(2026, 5, 1);
        mapping.Add(Row(1, "naam|domein|vanaf"));
        mapping.Add(new(2, [new("A"), new("a.example"), new("46143", day)]));
        mapping.Add(new(3, [new(""), new(""), new("", day)]));

        Said(mapping.Contents)
            .ShouldBe([
                "O name:A 'A' id= tooi= oin=  @2",
                "D name:A a.example 2026-05-01– '' @2",
                "R 3 NoOrganisation ''",
            ]);
    }

    [Fact]
    public void Formula_without_its_outcome_is_told_of_in_the_columns_that_are_read()
    {
        var mapping = new ListMapping(LayerTable.Default);
        var lost = new ListCell("", LostFormula: true);
        mapping.Add(Row(1, "naam|domein|doel|opmerking"));
        mapping.Add(new(2, [new("A"), new("a.example"), lost with { Text = "=B1" }, lost]));
        mapping.Add(new(3, [new("A"), lost]));
        mapping.Add(new(4, [lost]));

        Said(mapping.Contents)
            .ShouldBe([
                "O name:A 'A' id= tooi= oin=  @2",
                "D name:A a.example – '=B1' @2",
                "R 3 Empty ''",
                "R 4 NoOrganisation ''",
                "W 2 NoFormulaValue '=B1'",
                "W 3 NoFormulaValue ''",
                "W 4 NoFormulaValue ''",
            ]);
    }

    [Theory]
    [InlineData("another host", "a.example", "https://b.example/x", true)]
    [InlineData("the same host", "a.example", "https://A.example/x", false)]
    [InlineData("the host with www", "a.example", "https://www.a.example/", true)]
    [InlineData("a mailbox", "a.example", "MailTo:info@b.example", false)]
    [InlineData("no host", "a.example", "https:///", false)]
    [InlineData("a link at two names", "a.example, c.example", "https://b.example/", false)]
    [InlineData("a link at no name", "192.0.2.1", "https://b.example/", false)]
    [InlineData("none", "a.example", null, false)]
    public void Link_that_names_another_host_is_told_of(
        string what,
        string text,
        string? link,
        bool differs
    )
    {
        var mapping = new ListMapping(LayerTable.Default);
        mapping.Add(Row(1, "naam|domein"));
        mapping.Add(new(2, [new("A"), new(text, Link: link)]));
        mapping
            .Contents.Warnings.Select(warning => (warning.Line, warning.Reason, warning.Text))
            .ShouldBe(differs ? [(2, RegisterReason.LinkDiffers, link!)] : [], what);
    }

    private static ListRow Row(int line, string cells) =>
        new(
            line,
            cells.Length == 0 ? [] : [.. cells.Split('|').Select(text => new ListCell(text))]
        );

    private static string[] Said(RegisterContents contents) =>
        [
            .. contents.Organisations.Select(one =>
                $"O {one.Key} '{one.Name}' id={one.SystemId} tooi={one.Tooi} oin={one.Oin} {one.Layer} @{one.Line}"
            ),
            .. contents.Domains.Select(one =>
                $"D {one.OrganisationKey} {one.Name} {Day(one.From)}–{Day(one.Until)} '{one.Purpose}' @{one.Line}"
            ),
            .. contents.Refused.Select(one => $"R {one.Line} {one.Reason} '{one.Text}'"),
            .. contents.Warnings.Select(one => $"W {one.Line} {one.Reason} '{one.Text}'"),
        ];

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
