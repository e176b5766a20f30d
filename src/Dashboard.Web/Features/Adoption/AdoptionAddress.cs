using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Features.Adoption;

/// <summary>What the address of a page of figures asks for. The whole of a view is in its address, so it can be passed on.</summary>
/// <param name="Round">Null for the newest that is published.</param>
public sealed record AdoptionAddress(
    int? Round,
    RoundFilter Filter,
    FigureStandard Standard,
    AdoptionView View
)
{
    private const int LongestKey = 300;

    private const int LongestEcho = 60;

    public const string RoundKey = "round";
    public const string LayerKey = "layer";
    public const string MinistryKey = "ministry";
    public const string ProvinceKey = "province";
    public const string ProviderKey = "provider";
    public const string StandardKey = "standard";
    public const string ViewKey = "view";

    private static readonly string[] Keys =
    [
        RoundKey,
        LayerKey,
        MinistryKey,
        ProvinceKey,
        ProviderKey,
        StandardKey,
        ViewKey,
    ];

    /// <summary>What was asked for and is not followed, as <c>key=word</c>; a page says so, and nothing else answers at all.</summary>
    public IReadOnlyList<string> Ignored { get; private init; } = [];

    /// <summary>Null where the round is no number: such a page is not there.</summary>
    public static AdoptionAddress? Read(IQueryCollection query)
    {
        if (!TryNumber(Word(query, RoundKey), out var round))
        {
            return null;
        }
        var ignored = query
            .Keys.Where(key => !Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            .ToList();
        var standard = FigureStandard.Dane;
        if (
            Word(query, StandardKey) is { } standardWord
            && (
                !Slug.TryParse(standardWord, out standard)
                || FigureStandards.HasNoPercentage(standard)
                || standard == FigureStandard.DaneSending
            )
        )
        {
            standard = FigureStandard.Dane;
            ignored.Add(StandardKey);
        }
        var view = AdoptionView.Strict;
        if (Word(query, ViewKey) is { } viewWord && !Slug.TryParse(viewWord, out view))
        {
            view = AdoptionView.Strict;
            ignored.Add(ViewKey);
        }
        return new(
            round,
            new(Usable(LayerKey), Usable(MinistryKey), Usable(ProvinceKey), Usable(ProviderKey)),
            standard,
            view
        )
        {
            Ignored = [.. ignored.Select(key => Echo(key, query[key].FirstOrDefault()))],
        };

        string? Usable(string key)
        {
            if (Word(query, key) is not { } word || IsUsable(word))
            {
                return Word(query, key);
            }
            ignored.Add(key);
            return null;
        }
    }

    /// <summary>Without what the round that is shown has no domain of: a filter that leaves nothing says nothing.</summary>
    public AdoptionAddress Within(IReadOnlyCollection<ValueItem> values)
    {
        var unknown = Filter.Parts.Where(part => !Has(part.Dimension, part.Key)).ToList();
        return this with
        {
            Filter = new(
                Known(AdoptionDimension.Layer, Filter.Layer),
                Known(AdoptionDimension.Ministry, Filter.Ministry),
                Known(AdoptionDimension.Province, Filter.Province),
                Known(AdoptionDimension.Provider, Filter.Provider)
            ),
            Ignored =
            [
                .. Ignored,
                .. unknown.Select(part => Echo(Slug.Of(part.Dimension), part.Key)),
            ],
        };

        string? Known(AdoptionDimension dimension, string? key) =>
            key is not null && Has(dimension, key) ? key : null;

        bool Has(AdoptionDimension dimension, string key) =>
            values.Any(value => value.Dimension == dimension && value.Key == key);
    }

    private static string Echo(string key, string? word)
    {
        var text = PrintableText.Of(string.IsNullOrEmpty(word) ? key : $"{key}={word}");
        return text.Length <= LongestEcho ? text : text[..LongestEcho] + "…";
    }

    public string Path => At(SitePaths.Adoption);

    public string At(string page) =>
        QueryHelpers.AddQueryString(
            page,
            new Dictionary<string, string?>
            {
                [RoundKey] = Round?.ToString(CultureInfo.InvariantCulture),
                [LayerKey] = Filter.Layer,
                [MinistryKey] = Filter.Ministry,
                [ProvinceKey] = Filter.Province,
                [ProviderKey] = Filter.Provider,
                [StandardKey] = Standard == FigureStandard.Dane ? null : Slug.Of(Standard),
                [ViewKey] = View == AdoptionView.Strict ? null : Slug.Of(View),
            }.Where(part => part.Value is not null)
        );

    /// <summary>The rows of one chart of the page.</summary>
    public string Chart(string slug) => At(SitePaths.AdoptionChart(slug));

    /// <summary>Null for none, and for an empty field of a form.</summary>
    private static string? Word(IQueryCollection query, string key) =>
        query[key].FirstOrDefault() is { Length: > 0 } word ? word : null;

    /// <summary>The database takes no NUL in a text.</summary>
    private static bool IsUsable(string word) =>
        word.Length <= LongestKey && !word.Contains('\0', StringComparison.Ordinal);

    private static bool TryNumber(string? word, out int? number)
    {
        number = null;
        if (word is null)
        {
            return true;
        }
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var found))
        {
            return false;
        }
        number = found;
        return true;
    }
}
