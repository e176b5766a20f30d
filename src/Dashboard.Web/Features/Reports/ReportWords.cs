using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Texts.Inbound.Standards;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>Numbers, days and names as the report writes them.</summary>
internal sealed class ReportWords(
    IStringLocalizer<ReportTexts> texts,
    IStringLocalizer<ReasonTexts> reasons,
    IStringLocalizer<StandardTexts> standards,
    AdoptionWords words
)
{
    public string this[string key] => texts[key];

    public string this[string key, params object[] facts] => texts[key, facts];

    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>What a report is about, in a sentence: the government, or the list that its round is of.</summary>
    public static string Description(IStringLocalizer<ReportTexts> texts, RoundRow round)
    {
        var (name, day) = (PrintableText.Of(round.Name), Day(round.MeasuredOn));
        return round.ListName is { } list
            ? texts["description.list", name, day, PrintableText.Of(list)]
            : texts["description", name, day];
    }

    public bool Has(string key) => !texts[key].ResourceNotFound;

    public string Layer(string? key) => key is null ? texts["nobody"] : words.Layer(key);

    public string Standard(FigureStandard standard) => words.Standard(standard);

    public string View(AdoptionView view) => words.View(view);

    public string Provider(string key) => PrintableText.Of(words.Provider(key));

    public string Percentage(decimal? percentage) => words.Percentage(percentage);

    /// <summary>Counts alone where too few were measured for a percentage.</summary>
    public string Share(Share share) =>
        share.Percentage is { } percentage
            ? texts[
                "share",
                words.Percentage(percentage),
                Number(share.Passed),
                Number(share.Measured)
            ]
            : texts["share.few", Number(share.Passed), Number(share.Measured)];

    /// <summary>With its sign and its unit.</summary>
    public string Points(decimal? pp) =>
        pp is { } known ? texts["points", Signed(known)] : texts["points.none"];

    public static string Signed(decimal number) =>
        number.ToString("+0.0;−0.0;0.0", CultureInfo.CurrentCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Day(DateOnly day) =>
        day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>In Europe/Amsterdam.</summary>
    public static string Day(DateTimeOffset at) => DutchTime.Day(at);

    public string Outcome(CountedOutcome? outcome) =>
        outcome switch
        {
            null => texts["outcome.none"],
            { Why: { } why } => texts["outcome.excluded", words.Excluded(why)],
            { As: CountedAs.Passed } => texts["outcome.passed"],
            _ => texts["outcome.failed"],
        };

    /// <summary>In the strict view, and as Forum counts where that is another.</summary>
    public string Outcome(StandardOutcomes outcomes)
    {
        var (strict, forum) = (outcomes.In(AdoptionView.Strict), outcomes.In(AdoptionView.Forum));
        return strict == forum || forum is null
            ? Outcome(strict)
            : texts["outcome.both", Outcome(strict), Outcome(forum)];
    }

    /// <summary>Reasons with their numbers; null where nothing was excluded.</summary>
    public string? Excluded(IReadOnlyDictionary<string, int> excluded)
    {
        var found = Enum.GetValues<ExclusionReason>()
            .Select(why => (Why: why, Count: excluded.GetValueOrDefault(Slug.Of(why))))
            .Where(reason => reason.Count > 0)
            .Select(reason => $"{words.Excluded(reason.Why)} ({Number(reason.Count)})")
            .ToList();
        return found.Count == 0 ? null : string.Join(", ", found);
    }

    public string Reason(string? slug) =>
        slug is null ? texts["reason.none"]
        : reasons[slug] is { ResourceNotFound: false } sentence ? sentence
        : slug;

    /// <summary>The own word of a standard in a sentence, or why it is left out.</summary>
    public string Status(string? slug) =>
        slug is null ? texts["reason.none"]
        : standards[slug] is { ResourceNotFound: false } sentence ? sentence
        : standards[$"why.{slug}"] is { ResourceNotFound: false } why ? why
        : slug;
}
