using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>How to tell that something about a provider is wrong; for analysts, where they correct it.</summary>
public sealed partial class ProviderCorrection : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>As it is named on the page; null for all of them.</summary>
    [Parameter]
    public string? Provider { get; set; }

    private bool IsAnalyst => AccountPolicies.Has(Context.User, AccountRole.Analyst);
}
