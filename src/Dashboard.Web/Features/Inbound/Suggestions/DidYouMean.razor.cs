using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Suggestions;

/// <summary>Offers to test the domain that somebody may have meant.</summary>
public partial class DidYouMean : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<DomainName> Names { get; set; } = [];
}
