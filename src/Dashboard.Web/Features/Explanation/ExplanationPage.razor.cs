using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Explanation;

/// <summary>One topic, in a few short sections.</summary>
public partial class ExplanationPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<ExplanationTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<StandardTexts> Labels { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Parameter]
    public string Topic { get; set; } = string.Empty;

    private bool Known => Topics.All.Contains(Topic);

    protected override void OnInitialized()
    {
        if (!Known)
        {
            Address.NotFound();
        }
    }
}
