using System.Globalization;
using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

/// <summary>What the entries of the Register Internetdomeinen Overheid become.</summary>
public sealed class RioMappingTests
{
    private sealed record Case
    {
        public required string Name { get; init; }

        public RioEntry[] Registrations { get; init; } = [];

        public RioEntry[] Entries { get; init; } = [];

        /// <summary>Domains (D), hosts (H) and problems (R), as <see cref="Said"/> writes them.</summary>
        public required string[] Expected { get; init; }
    }

    private static RioEntry Entry(
        int line,
        string? name,
        string? purpose = null,
        string? from = null,
        string? until = null,
        string? holder = null,
        bool score = false,
        string? id = "="
    ) => new(id == "=" ? $"r{line}" : id, name, purpose, holder, from, until, score, line);

    private static readonly Case[] Cases =
    [
        new()
        {
            Name = "a registration",
            Registrations = [Entry(1, "A.example", "web", "2026-01-01", "2027-01-01", "Houder")],
            Expected = ["D a.example 2026-01-01–2027-01-01 'web' 'Houder' [r1] @1"],
        },
        new()
        {
            Name = "a registration without a number",
            Registrations = [Entry(1, "www.a.example", id: null)],
            Expected = ["D a.example – '' '' [] @1"],
        },
        new()
        {
            Name = "two registrations of one name",
            Registrations =
            [
                Entry(4, "a.example", null, "2026-02-01", "2026-03-01"),
                Entry(2, "www.a.example", "web", "2026-01-01", "2026-04-01", "Houder"),
            ],
            Expected = ["D a.example 2026-01-01–2026-04-01 'web' 'Houder' [r4,r2] @2"],
        },
        new()
        {
            Name = "an entry for the web alone",
            Entries = [Entry(1, "https://www.b.a.example/x", "Website", null, "2027-01-01")],
            Expected = ["H www.b.a.example of a.example 'Website' –2027-01-01 @1"],
        },
        new()
        {
            Name = "an entry for e-mail",
            Entries = [Entry(1, "mail.a.example", "E-mail", "2026-01-01")],
            Expected =
            [
                "D mail.a.example 2026-01-01– 'E-mail' '' [r1] @1",
                "H mail.a.example of a.example 'E-mail' – @1",
            ],
        },
        new()
        {
            Name = "an entry with a score for e-mail",
            Entries = [Entry(1, "www.a.example", "Website", score: true)],
            Expected =
            [
                "D a.example – 'Website' '' [r1] @1",
                "H www.a.example of a.example 'Website' – @1",
            ],
        },
        new()
        {
            Name = "two entries for e-mail of one name",
            Entries =
            [
                Entry(1, "a.example", "mail", "2026-02-01"),
                Entry(2, "www.a.example", "mail", "2026-01-01"),
            ],
            Expected =
            [
                "D a.example 2026-01-01– 'mail' '' [r1,r2] @1",
                "H a.example of a.example 'mail' – @1",
                "H www.a.example of a.example 'mail' – @2",
            ],
        },
        new()
        {
            Name = "an entry of a name that is registered has its dates from there",
            Registrations = [Entry(1, "a.example", until: "2026-01-01")],
            Entries = [Entry(2, "www.a.example", "mail")],
            Expected =
            [
                "D a.example –2026-01-01 '' '' [r1] @1",
                "H www.a.example of a.example 'mail' – @2",
            ],
        },
        new()
        {
            Name = "a host that is a public suffix",
            Entries = [Entry(1, "co.uk")],
            Expected = ["H co.uk of  '' – @1"],
        },
        new()
        {
            Name = "names that are none",
            Registrations = [Entry(1, "*.a.example"), Entry(2, null, id: null)],
            Entries = [Entry(3, "192.0.2.1", "mail")],
            Expected =
            [
                "R 1 Wildcard '*.a.example' r1",
                "R 2 Empty '' ",
                "R 3 IpAddress '192.0.2.1' r3",
            ],
        },
        new()
        {
            Name = "days that are none",
            Registrations =
            [
                Entry(1, "a.example", from: "31-2-2026"),
                Entry(2, "b.example", until: "x"),
            ],
            Entries = [Entry(3, "c.example", "mail", "y", "z")],
            Expected =
            [
                "R 1 Date 'a.example 31-2-2026' r1",
                "R 2 Date 'b.example  x' r2",
                "R 3 Date 'c.example y z' r3",
            ],
        },
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Entries_become_mail_domains_and_hosts(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        var outcome = RioMapping.Map("o1", one.Registrations, one.Entries);
        Said(outcome).ShouldBe(one.Expected);
        outcome.Domains.ShouldAllBe(domain => domain.OrganisationKey == "o1");
        outcome.Hosts.ShouldAllBe(host => host.OrganisationKey == "o1");
    }

    [Theory]
    [InlineData("E-mail", true)]
    [InlineData("e mail en web", true)]
    [InlineData("MAIL", true)]
    [InlineData("website", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Purpose_is_for_e_mail_where_it_says_so(string? purpose, bool isForEmail) =>
        RioMapping.IsForEmail(purpose).ShouldBe(isForEmail);

    private static string[] Said(RioOutcome outcome) =>
        [
            .. outcome.Domains.Select(one =>
                $"D {one.Name} {Day(one.From)}–{Day(one.Until)} '{one.Purpose}' '{one.Holder}' [{string.Join(',', one.RegisterIds)}] @{one.Line}"
            ),
            .. outcome.Hosts.Select(one =>
                $"H {one.Name} of {one.RegistrableDomain} '{one.Label}' –{Day(one.Until)} @{one.Line}"
            ),
            .. outcome.Problems.Select(one => $"R {one.Line} {one.Reason} '{one.Text}' {one.Key}"),
        ];

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
