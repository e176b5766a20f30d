using System.Globalization;
using System.Resources;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Exports.Tables;

namespace Dashboard.Web.Features.Exports;

/// <summary>The texts of exports.</summary>
public sealed class ExportTexts;

/// <summary>What codes, tables and columns are called in one language, whatever the language of the request.</summary>
internal sealed class ExportWords
{
    private static readonly ResourceManager Texts = new(
        typeof(ExportTexts).FullName!,
        typeof(ExportTexts).Assembly
    );

    private readonly CultureInfo culture;

    private readonly ResourceTexts<NameTexts> names;

    private readonly ResourceTexts<StandardTexts> standards;

    private readonly ResourceTexts<ReasonTexts> reasons;

    private ExportWords(string language)
    {
        Language = language;
        culture = CultureInfo.GetCultureInfo(language);
        names = new(culture);
        standards = new(culture);
        reasons = new(culture);
    }

    public static ExportWords Dutch { get; } = new("nl");

    public static ExportWords English { get; } = new("en");

    public static IReadOnlyList<ExportWords> All { get; } = [Dutch, English];

    /// <summary>Of BCP 47: <c>nl</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>Null for another language.</summary>
    public static ExportWords? Of(string? language) =>
        language is null ? Dutch : All.FirstOrDefault(words => words.Language == language);

    public string Text(string key) =>
        Texts.GetString(key, culture)
        ?? throw new InvalidOperationException($"Exports have no text {key}.");

    public string Format(string key, params object[] facts) =>
        string.Format(culture, Text(key), facts);

    /// <summary>What a code is called; the code itself where it has no word of ours.</summary>
    public string? Word(string set, string? code) =>
        code is null ? null : Texts.GetString($"{set}.{code}", culture) ?? code;

    public string Standard(FigureStandard standard) => names.Standard(standard);

    /// <summary>What the own word of a standard says, such as <c>sts-enforced</c>, or why it is left out.</summary>
    public string StatusOfStandard(string slug) =>
        standards[slug] is { ResourceNotFound: false } sentence
            ? sentence.Value
            : standards[$"why.{slug}"].Value;

    /// <summary>What a reason of the mail-transport verdict says; the slug itself where there are no words for it.</summary>
    public string ReasonOfTransport(string slug) =>
        reasons[slug] is { ResourceNotFound: false } sentence ? sentence.Value : slug;

    public string View(AdoptionView view) => names.View(view);

    public string? Layer(string? key) => key is null ? null : names.Layer(key);

    public string Change(OutcomeChange change) => names.Change(change);

    public string Title(ExportTable table) => Text("table." + table.Name);

    public string About(ExportTable table) => Text($"table.{table.Name}.about");

    public string Title(ExportColumn column) => Filled("column." + column.TextKey, column);

    public string About(ExportColumn column) => Filled($"column.{column.TextKey}.about", column);

    private string Filled(string key, ExportColumn column) =>
        column.Standard is { } standard
            ? Format(key, names[$"standard.{standard}"].Value)
            : Text(key);
}
