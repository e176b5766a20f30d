using System.Text.RegularExpressions;
using Dashboard.Core.Inbound.MtaSts;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>docs/related-standards.md says what the code does.</summary>
public sealed partial class RelatedDocumentationTests
{
    private static readonly string Text = RepositoryFiles.Read("docs/related-standards.md");

    [GeneratedRegex(
        @"^\| `(?<slug>[a-z0-9-]+)` \| (?<forum>[a-z-]+) \| (?<strict>[a-z-]+) \| (?<source>RFC [^|]+) \|",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();

    [Fact]
    public void Every_row_stands_with_its_outcomes_and_source() =>
        Row()
            .Matches(Text)
            .Select(m =>
                $"{m.Groups["slug"]} {m.Groups["forum"]} {m.Groups["strict"]} {m.Groups["source"]}"
            )
            .Order()
            .ShouldBe(
                RelatedTableTests
                    .Rows.Select(row =>
                        $"{row.Slug} {Slug.Of(row.Forum)} {Slug.Of(row.Strict)} {row.Source}"
                    )
                    .Order()
            );

    [Fact]
    public void Every_action_of_a_sender_is_explained() =>
        Enum.GetValues<SenderAction>()
            .Select(action => $"`{Slug.Of(action)}`")
            .Where(word => !Text.Contains(word, StringComparison.Ordinal))
            .ShouldBeEmpty();
}
