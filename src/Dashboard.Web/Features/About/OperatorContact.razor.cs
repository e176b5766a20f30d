using Dashboard.Web.Platform;
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

    /// <summary>What the mail is about; null for nothing in particular.</summary>
    [Parameter]
    public string? Subject { get; set; }

    /// <summary>RFC 6068, section 2: the subject is percent-encoded.</summary>
    private string Address(string contact) =>
        Subject is null
            ? $"mailto:{contact}"
            : $"mailto:{contact}?subject={Uri.EscapeDataString(Subject)}";

    private OperatorOptions Operator => Settings.Value;
}
