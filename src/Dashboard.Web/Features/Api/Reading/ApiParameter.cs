namespace Dashboard.Web.Features.Api.Reading;

/// <summary>A parameter of the query of an endpoint: what requests are checked by, and what the description says.</summary>
/// <param name="Name">Public.</param>
internal sealed record ApiParameter(string Name, string Description)
{
    public const int LongestText = 300;

    /// <summary>The words that it takes; null for a text or number.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The largest number that it takes, from 1; null for a text.</summary>
    public int? Most { get; init; }

    /// <summary>What counts where it is not given, as it would be written.</summary>
    public string? Default { get; init; }

    public required string Example { get; init; }

    public bool Takes(string value) =>
        Words is { } words ? words.Contains(value)
        : Most is { } most
            ? int.TryParse(
                value,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
                && number >= 1
                && number <= most
        : value.Length is > 0 and <= LongestText && !value.Any(char.IsControl);
}
