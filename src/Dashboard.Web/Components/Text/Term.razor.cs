using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Components.Text;

/// <summary>
/// A technical term that explains itself where it is: the explanation opens with the browser's own means, without script.
/// </summary>
public partial class Term : ComponentBase
{
    private readonly string noteId = "term-" + Guid.NewGuid().ToString("N")[..8];

    [Inject]
    private IStringLocalizer<SharedTexts> Texts { get; set; } = null!;

    /// <summary>Its key among the texts: <c>term.NAME</c> and <c>term.NAME.note</c>.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    /// <summary>Another wording in the sentence.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The page that tells more of it; null where there is none.</summary>
    private string? Page =>
        Name switch
        {
            "starttls" => "/help/starttls",
            "dane" or "tlsa" or "mx" or "certificate" => "/help/dane",
            "dnssec" or "spf" or "dkim" => $"/help/{Name}",
            "attacker" => "/help/connections",
            "resolver" => "/help/test",
            _ => null,
        };

    private RenderFragment Words =>
        ChildContent ?? (builder => builder.AddContent(0, Texts[$"term.{Name}"].Value));
}
