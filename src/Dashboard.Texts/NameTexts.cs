using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts;

/// <summary>
/// What standards, layers of government, views, exclusions and changes are called: the same on every page, in files, reports and
/// commands. No other texts name them.
/// </summary>
public sealed class NameTexts;

/// <summary>The names by what they are of.</summary>
public static class NameTextsExtensions
{
    public static string Standard(this IStringLocalizer<NameTexts> names, MailStandard standard) =>
        Of(names, $"standard.{Slug.Of(standard)}");

    public static string Standard(
        this IStringLocalizer<NameTexts> names,
        FigureStandard standard
    ) => Of(names, $"standard.{Slug.Of(standard)}");

    /// <summary>Of all its organisations together, as a label: <c>Gemeenten</c>. An operator's own layer by its word.</summary>
    public static string Layer(this IStringLocalizer<NameTexts> names, string layer) =>
        Layer(names, layer, string.Empty);

    /// <summary>Of one organisation, as a label: <c>Gemeente</c>.</summary>
    public static string LayerOfOne(this IStringLocalizer<NameTexts> names, string layer) =>
        Layer(names, layer, ".one");

    /// <summary>Of all its organisations together, within a sentence: <c>gemeenten</c>.</summary>
    public static string LayerInSentence(this IStringLocalizer<NameTexts> names, string layer) =>
        Layer(names, layer, ".all");

    /// <summary>Within a sentence.</summary>
    public static string View(this IStringLocalizer<NameTexts> names, AdoptionView view) =>
        Of(names, $"view.{Slug.Of(view)}");

    /// <summary>Within a sentence.</summary>
    public static string Excluded(this IStringLocalizer<NameTexts> names, ExclusionReason why) =>
        Of(names, $"excluded.{Slug.Of(why)}");

    /// <summary>As a label.</summary>
    public static string Change(this IStringLocalizer<NameTexts> names, OutcomeChange change) =>
        Of(names, $"change.{Slug.Of(change)}");

    private static string Layer(IStringLocalizer<NameTexts> names, string layer, string form)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names[$"layer.{layer}{form}"] is { ResourceNotFound: false } word
            ? word.Value
            : layer;
    }

    private static string Of(IStringLocalizer<NameTexts> names, string key)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names[key];
    }
}
