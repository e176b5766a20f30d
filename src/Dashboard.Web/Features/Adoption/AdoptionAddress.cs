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

    /// <summary>Null where a word of it has no meaning: such a page is not there.</summary>
    public static AdoptionAddress? Read(IQueryCollection query)
    {
        if (
            Keys.Any(key => query[key].FirstOrDefault() is { } word && !IsUsable(word))
            || !TryNumber(Word(query, RoundKey), out var round)
        )
        {
            return null;
        }
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
            return null;
        }
        var view = AdoptionView.Strict;
        if (Word(query, ViewKey) is { } viewWord && !Slug.TryParse(viewWord, out view))
        {
            return null;
        }
        return new(
            round,
            new(
                Word(query, LayerKey),
                Word(query, MinistryKey),
                Word(query, ProvinceKey),
                Word(query, ProviderKey)
            ),
            standard,
            view
        );
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
