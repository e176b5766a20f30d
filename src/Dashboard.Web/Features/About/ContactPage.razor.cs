using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.About;

/// <summary>Where to write, and what about.</summary>
public partial class ContactPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    private const int LongestProvider = 100;

    /// <summary>The provider that somebody wants to write about.</summary>
    [SupplyParameterFromQuery(Name = "provider")]
    private string? Asked { get; set; }

    /// <summary>Null where none is asked for; one that is longer than any name is not shown.</summary>
    private string? Provider =>
        Asked?.Replace("\0", "", StringComparison.Ordinal).Trim()
            is { Length: > 0 and <= LongestProvider } provider
            ? provider
            : null;

    private string? Subject =>
        Provider is { } provider ? Texts["contact.provider.subject", provider].Value : null;

    private static readonly string[] Parts = ["result", "organisation", "us"];
}
