using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.About;

/// <summary>Where to write, and what about.</summary>
public partial class ContactPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    private static readonly string[] Parts = ["result", "organisation", "us"];
}
