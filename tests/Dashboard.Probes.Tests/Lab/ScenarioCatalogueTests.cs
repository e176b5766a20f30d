using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The catalogue holds all of the verdict table, and nothing twice.</summary>
public sealed partial class ScenarioCatalogueTests
{
    private static readonly IReadOnlyList<Scenario> Catalogue = LabInternet.Catalogue();

    public static TheoryData<string> Rows =>
        [.. Enumerable.Range(1, 34).Select(row => $"{row}").Append("28b")];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Catalogue_has_a_scenario_for_each_row_of_the_table(string row) =>
        Catalogue.ShouldContain(scenario => scenario.Rows.Contains(row));

    [Fact]
    public void Catalogue_names_only_rows_of_the_table() =>
        Catalogue
            .SelectMany(scenario => scenario.Rows)
            .Except(Rows.Select(row => row.Data))
            .ShouldBe(["rules"]);

    [Fact]
    public void Catalogue_has_a_hundred_scenarios_at_least() =>
        Catalogue.Count.ShouldBeGreaterThanOrEqualTo(100);

    [Fact]
    public void Slugs_and_domains_are_unique()
    {
        Catalogue.Select(scenario => scenario.Slug).ShouldBeUnique();
        Catalogue.Select(scenario => scenario.Domain).ShouldBeUnique();
    }

    [Fact]
    public void Descriptions_are_unique_sentences()
    {
        Catalogue.ShouldAllBe(scenario => scenario.Description.EndsWith('.'));
        Catalogue.ShouldAllBe(scenario => !scenario.Description.Contains('|'));
    }

    [Fact]
    public void Reasons_are_those_of_the_product()
    {
        var known = typeof(ReasonSlug)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToHashSet();
        Catalogue
            .SelectMany(scenario => scenario.Reasons)
            .ShouldAllBe(slug => known.Contains(slug));
    }

    [Fact]
    public void Connection_type_goes_with_the_delivery() =>
        Catalogue.ShouldAllBe(scenario =>
            scenario.ConnectionType
            == (
                scenario.Delivery == Delivery.Dane ? ConnectionType.EncryptedAndVerified
                : scenario.Delivery == Delivery.Tls ? ConnectionType.Encrypted
                : scenario.Delivery == Delivery.Clear ? ConnectionType.Unencrypted
                : (ConnectionType?)null
            )
        );

    private static readonly string[] NotKnown =
    [
        ReasonSlug.TlsaLookupFailed,
        ReasonSlug.MxHostsOmitted,
    ];

    [Fact]
    public void No_attacker_gets_more_than_is_delivered_now() =>
        Catalogue.ShouldAllBe(scenario =>
            scenario.ConnectionType == null
            || (
                // Where a lookup failed or a host was left out, what an attacker can force is not known.
                scenario.AttackerConnectionType == null
                    ? scenario.Reasons.Intersect(NotKnown).Any()
                    : scenario.AttackerConnectionType <= scenario.ConnectionType
            )
        );

    [Fact]
    public async Task Documentation_holds_the_catalogue_as_it_is()
    {
        var document = await File.ReadAllTextAsync(
            LabDocument.Path(),
            TestContext.Current.CancellationToken
        );
        document.ShouldEndWith(
            ScenarioTable.Markdown(),
            Case.Sensitive,
            "docs/lab.md: replace its table by the output of Dashboard.Lab --list-markdown"
        );
    }

    [Fact]
    public async Task Documentation_holds_the_related_catalogue_as_it_is()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(LabDocument.Path())!, "lab-related.md"),
            TestContext.Current.CancellationToken
        );
        document.ShouldEndWith(
            ScenarioTable.RelatedMarkdown(),
            Case.Sensitive,
            "docs/lab-related.md: replace its tables by the output of Dashboard.Lab --list-related-markdown"
        );
    }

    [Fact]
    public async Task Documentation_holds_the_TLS_catalogue_as_it_is()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(LabDocument.Path())!, "lab-tls.md"),
            TestContext.Current.CancellationToken
        );
        document.ShouldEndWith(
            ScenarioTable.TlsMarkdown(),
            Case.Sensitive,
            "docs/lab-tls.md: replace its table by the output of Dashboard.Lab --list-tls-markdown"
        );
    }

    /// <summary>Made by <c>scripts/compare-posttls-finger</c>, which starts the lab on ports of its own as root.</summary>
    [Fact]
    public async Task Table_of_posttls_finger_names_every_scenario_and_explains_each_difference()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(LabDocument.Path())!, "oracle.md"),
            TestContext.Current.CancellationToken
        );
        var parts = document.Split("## Every scenario\n");
        parts.Length.ShouldBe(2);

        var rows = parts[1]
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .ToList();
        rows.Select(row => string.Join(' ', row[..4]))
            .ShouldBe(
                Catalogue.Select(scenario =>
                    $"{scenario.Domain} {Slug.Of(scenario.Status)} {Slug.Of(scenario.Delivery)} {Slug.Of(ByPostfix(scenario))}"
                ),
                "docs/oracle.md: run scripts/compare-posttls-finger again"
            );
        rows.Select(row => row[5]).Distinct().Order().ShouldBe(["explained", "yes"]);
        foreach (var row in rows.Where(row => row[5] == "explained"))
        {
            // The delivery of the verdict, or else the simulation of Postfix.
            string[] either = [row[2], row[3]];
            var name = row[0].Replace(".example", string.Empty, StringComparison.Ordinal);
            parts[0]
                .Split('\n')
                .ShouldContain(
                    line =>
                        either.Any(ours =>
                            line.StartsWith(
                                $"| `{name}` | `{ours}` | `{row[4]}` | ",
                                StringComparison.Ordinal
                            )
                            || line.StartsWith(
                                $"| `{name}` | `{ours}` | by chance | ",
                                StringComparison.Ordinal
                            )
                        ),
                    name
                );
        }
        var same = rows.Count(row => row[5] == "yes");
        parts[0]
            .ShouldContain(
                $"on {rows.Count} scenarios:\n{same} the same, {rows.Count - same} different"
            );
    }

    [Fact]
    public void TLS_scenarios_are_named_once_and_say_what_they_expect()
    {
        var tls = LabInternet.TlsCatalogue();
        tls.Concat(Catalogue)
            .Concat(LabInternet.RelatedCatalogue())
            .Select(scenario => scenario.Slug)
            .ShouldBeUnique();
        tls.ShouldAllBe(scenario =>
            scenario.Tls!.SubTests.Count > 0 || scenario.Tls.End != TlsExaminationEnd.Completed
        );
        tls.ShouldAllBe(scenario => scenario.Description.EndsWith('.'));
    }

    [Fact]
    public void Related_scenarios_are_named_once_and_say_what_they_expect()
    {
        var related = LabInternet.RelatedCatalogue();
        related.Concat(Catalogue).Select(scenario => scenario.Slug).ShouldBeUnique();
        related.ShouldAllBe(scenario => scenario.Standards.Count > 0 || scenario.Senders != null);
        related.ShouldAllBe(scenario => scenario.Description.EndsWith('.'));
    }

    /// <summary>scripts/compare-posttls-finger finds its explanations there, scenario by scenario with our delivery or our simulation.</summary>
    [Fact]
    public async Task Differences_with_the_oracle_name_scenarios_that_are_there_and_what_we_say_of_them()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(LabDocument.Path())!, "oracle.md"),
            TestContext.Current.CancellationToken
        );
        var written = ExplainedRow()
            .Matches(document)
            .Select(row => $"{row.Groups["slug"].Value} {row.Groups["delivery"].Value}")
            .ToList();

        written.Count.ShouldBeGreaterThan(10);
        written.ShouldBeSubsetOf(
            Catalogue.SelectMany(scenario =>
                new[] { scenario.Delivery, ByPostfix(scenario) }.Select(ours =>
                    $"{scenario.Slug} {Slug.Of(ours)}"
                )
            )
        );
    }

    private static Delivery ByPostfix(Scenario scenario) =>
        scenario
            .Simulations.FirstOrDefault(one => one.Sender == SimulatedSender.PostfixDane)
            ?.Delivery
        ?? scenario.Delivery;

    [GeneratedRegex(
        @"^\| `(?<slug>[a-z0-9-]+)` \| `(?<delivery>[a-z]+)` \| ",
        RegexOptions.Multiline
    )]
    private static partial Regex ExplainedRow();
}
