using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Text;

/// <summary>Where a rule is, such as "RFC 7672 section 2.2.1": in the reader's words, leading to the place itself.</summary>
public sealed partial class RfcReference : ComponentBase
{
    [Inject]
    private IStringLocalizer<SharedTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Reference { get; set; } = string.Empty;

    private Match Parts => Form().Match(Reference);

    private string Number => Parts.Groups["number"].Value;

    private string Section => Parts.Groups["section"].Value;

    private string? Link =>
        Parts.Success ? $"https://www.rfc-editor.org/rfc/rfc{Number}#section-{Section}" : null;

    private string Words => Texts["rfc", Number, Section];

    [GeneratedRegex(@"^RFC (?<number>\d+) section (?<section>[\d.]+)$")]
    private static partial Regex Form();
}
