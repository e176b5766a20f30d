using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.About;

/// <summary>Whom to tell about a weakness, section <c>SecurityTxt</c>; nothing is served while there is no contact.</summary>
internal sealed class SecurityTxtOptions : IValidatableObject
{
    public const string Section = "SecurityTxt";

    /// <summary>URIs, most wanted first.</summary>
    public string[] Contact { get; set; } = [];

    /// <summary>When the information stops being true; at most a year ahead (RFC 9116 section 2.5.5).</summary>
    public DateTimeOffset? Expires { get; set; }

    public string PreferredLanguages { get; set; } = "nl, en";

    public string? Policy { get; set; }

    public string? Canonical { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Contact
            .Where(one => !IsUri(one))
            .Select(one => new ValidationResult(
                $"holds '{one}', which is no URI, such as mailto:security@example.nl",
                [nameof(Contact)]
            ));

    /// <summary>RFC 9116 section 2.5.3: a bare address is none.</summary>
    private static bool IsUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.OriginalString.StartsWith(uri.Scheme + ":", StringComparison.OrdinalIgnoreCase);
}
