using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>What the site is, and who runs it.</summary>
public partial class AboutPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    [Inject]
    private IOptions<OperatorOptions> Settings { get; set; } = null!;

    private OperatorOptions Operator => Settings.Value;

    private const string Software = "software";

    private static readonly string[] Parts = ["what", "measure", "not", Software];
}
