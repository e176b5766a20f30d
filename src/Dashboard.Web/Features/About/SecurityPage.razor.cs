using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>How a weakness of the site is reported.</summary>
public partial class SecurityPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    private static readonly string[] Parts = ["report", "not", "ours"];

    [Inject]
    private IOptions<SecurityTxtOptions> Settings { get; set; } = null!;

    private IReadOnlyList<string> Contacts => Settings.Value.Contact;

    /// <summary>What the operator wrote is shown as it is; only what a browser opens safely is a link.</summary>
    private static bool IsLink(string contact) =>
        Uri.TryCreate(contact, UriKind.Absolute, out var uri)
        && uri.Scheme is "mailto" or "https" or "tel";
}
