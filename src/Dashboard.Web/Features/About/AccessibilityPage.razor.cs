using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>Where the accessibility statement is, and how a barrier is reported. A statement is its owner's to make: the site makes none.</summary>
public partial class AccessibilityPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    [Inject]
    private IOptions<OperatorOptions> Settings { get; set; } = null!;

    private OperatorOptions Operator => Settings.Value;

    private static readonly string[] Parts = ["made", "known"];
}
