using Dashboard.Core.Dns;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>Where a reader of a result goes from there.</summary>
public partial class NextSteps : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainName Domain { get; set; } = DomainName.Root;

    /// <summary>Of the test that is shown.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = string.Empty;
}
