using Dashboard.Core.Dns;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Text;

/// <summary>A domain name as people read it, with its A-labels where those differ.</summary>
public partial class DomainLabel : ComponentBase
{
    [Parameter, EditorRequired]
    public DomainName Name { get; set; } = DomainName.Root;

    private string Shown => Name.IsRoot ? "." : Name.ToUnicode();

    private string? ALabel => Name.IsRoot || Shown == Name.Value ? null : Name.Value;
}
