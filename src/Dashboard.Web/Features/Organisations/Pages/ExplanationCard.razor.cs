using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>Why an organisation does not apply a standard, by whom and until when.</summary>
public partial class ExplanationCard : ComponentBase
{
    [Inject]
    private IStringLocalizer<OrganisationTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Parameter, EditorRequired]
    public ExplanationRow Explanation { get; set; } = null!;

    /// <summary>Null for all of the organisation.</summary>
    private DomainName? Scope =>
        DomainName.TryParse(Explanation.Domain, out var domain) ? domain : null;
}
