using Dashboard.Core;
using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Explanation.Relations;

/// <summary>
/// How STARTTLS and DANE relate to the other standards: a drawing whose parts lead to a sentence each, and the same in words for those
/// who do not see it.
/// </summary>
public partial class RelationFigure : ComponentBase
{
    private static readonly (string Station, int X, int LabelX, int LabelY)[] Stations =
    [
        ("author", 90, 90, 388),
        ("sender", 320, 346, 388),
        ("receiver", 862, 886, 404),
        ("reader", 1165, 1165, 388),
    ];

    [Inject]
    private IStringLocalizer<RelationTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    /// <summary>What a domain's own test says; empty where the figure is of no domain.</summary>
    [Parameter]
    public IReadOnlyList<StandardVerdict> Standards { get; set; } = [];

    /// <summary>Of the page that shows it: an anchor alone would lead to the base address. Empty in a file of its own.</summary>
    [Parameter, EditorRequired]
    public string Page { get; set; } = string.Empty;

    /// <summary>In a file of its own: a picture, without the links of its parts; those of the words stay in the file.</summary>
    [Parameter]
    public bool IsDocument { get; set; }

    /// <summary>Of the heading of the words: 2 or 4.</summary>
    [Parameter]
    public int HeadingLevel { get; set; } = 2;

    private static string Anchor(RelationNode node) => $"relation-{Slug.Of(node)}";

    private static string NodeClass(RelationPlace place) =>
        string.Join(
            ' ',
            new[]
            {
                "relations-node",
                place.Heavy ? "relations-heavy" : null,
                place.Dashed ? "relations-dashed" : null,
            }.OfType<string>()
        );

    private string Target(RelationNode node) => $"{Page}#{Anchor(node)}";

    private IEnumerable<StandardVerdict> Measured(RelationPlace place) =>
        Standards
            .Where(verdict => place.Standards.Contains(verdict.Standard))
            // By the newest of several methods.
            .DistinctBy(verdict => verdict.Standard);

    /// <summary>The worst of what is measured of it: DNSSEC has two.</summary>
    private string? MarkOf(RelationPlace place) =>
        Measured(place).MaxBy(verdict => Weight(verdict.Strict)) is { } worst
            ? Texts[$"mark.{Slug.Of(worst.Strict)}"].Value
            : null;

    private static int Weight(StandardOutcome outcome) =>
        outcome switch
        {
            StandardOutcome.Failed => 4,
            StandardOutcome.NotMeasured => 3,
            StandardOutcome.Warning => 2,
            StandardOutcome.Excluded => 1,
            _ => 0,
        };
}
