using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>The address of the operator; without one, that none was stated.</summary>
public partial class OperatorContact : ComponentBase
{
    [Inject]
    private IStringLocalizer<AboutTexts> Texts { get; set; } = null!;

    [Inject]
    private IOptions<OperatorOptions> Settings { get; set; } = null!;

    /// <summary>Of the words before the address.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = string.Empty;

    private OperatorOptions Operator => Settings.Value;
}
