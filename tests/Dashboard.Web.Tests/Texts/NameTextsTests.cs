using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Core.Organisations;
using Dashboard.Web.Features.Exports;

namespace Dashboard.Web.Tests.Texts;

/// <summary>A standard or a layer has one name, whichever page, file or report says it.</summary>
public sealed partial class NameTextsTests
{
    private static readonly string[] EveryLayer =
    [
        Layers.Rijk,
        Layers.Uitvoerders,
        Layers.Provincie,
        Layers.Gemeente,
        Layers.Waterschap,
        Layers.Gr,
        Layers.SemiPubliek,
    ];

    private static IEnumerable<string> Keys =>
        [
            .. Enum.GetValues<FigureStandard>().Select(word => $"standard.{Slug.Of(word)}"),
            .. Enum.GetValues<MailStandard>().Select(word => $"standard.{Slug.Of(word)}"),
            .. EveryLayer.SelectMany(layer =>
                new[] { $"layer.{layer}", $"layer.{layer}.one", $"layer.{layer}.all" }
            ),
            .. Enum.GetValues<AdoptionView>().Select(word => $"view.{Slug.Of(word)}"),
            .. Enum.GetValues<ExclusionReason>().Select(word => $"excluded.{Slug.Of(word)}"),
            .. Enum.GetValues<OutcomeChange>().Select(word => $"change.{Slug.Of(word)}"),
        ];

    [Fact]
    public void Everything_that_is_counted_has_a_name() =>
        TextsTests
            .Read(typeof(NameTexts).FullName!, string.Empty)
            .Keys.ShouldBe(Keys.Distinct(), ignoreOrder: true);

    /// <summary>Nothing but this set names them. What becomes of an import has words like those of a change between rounds.</summary>
    [Fact]
    public void No_other_texts_name_a_standard_or_a_layer()
    {
        var names = Keys.ToHashSet();
        var others = TextsTests
            .Sets.Select(row => row.Data)
            .Where(set => set != typeof(NameTexts).FullName)
            .SelectMany(set =>
                TextsTests
                    .Read(set, string.Empty)
                    .Keys.Where(key =>
                        names.Contains(key) && !key.StartsWith("change.", StringComparison.Ordinal)
                    )
                    .Select(key => $"{set}: {key}")
            );

        others.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public void Files_say_what_pages_say(string language)
    {
        var names = new ResourceTexts<NameTexts>(CultureInfo.GetCultureInfo(language));
        var words = ExportWords.Of(language)!;

        foreach (var standard in Enum.GetValues<FigureStandard>())
        {
            words.Standard(standard).ShouldBe(names.Standard(standard));
        }
        foreach (var layer in EveryLayer)
        {
            words.Layer(layer).ShouldBe(names.Layer(layer));
        }
    }

    /// <summary>Two names for one thing are told apart by nobody but who wrote them.</summary>
    [Fact]
    public void No_two_things_have_one_name()
    {
        foreach (var language in new[] { string.Empty, "en" })
        {
            TextsTests
                .Read(typeof(NameTexts).FullName!, language)
                .Where(text => !Form().IsMatch(text.Key))
                .GroupBy(text => text.Value, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
                .Select(same => string.Join(" = ", same.Select(text => text.Key)))
                .ShouldBeEmpty();
        }
    }

    [GeneratedRegex(@"\.(one|all)$")]
    private static partial Regex Form();
}
