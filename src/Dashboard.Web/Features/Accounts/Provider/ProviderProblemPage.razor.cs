using Dashboard.Core;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>Why somebody who came by the provider is not in, and what to do about it.</summary>
public partial class ProviderProblemPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "about")]
    private string? About { get; set; }

    private ProviderProblem Problem { get; set; }

    private string? Error { get; set; }

    private string? Description { get; set; }

    private string Label { get; set; } = string.Empty;

    private string Text => Texts[$"provider.problem.{Slug.Of(Problem)}", Label].Value;

    private bool AsksAdministrator =>
        Problem
            is ProviderProblem.Stranger
                or ProviderProblem.NoRole
                or ProviderProblem.Closed
                or ProviderProblem.NameInvalid
                or ProviderProblem.InvitationEnded;

    private string AdministratorText
    {
        get
        {
            var site = Services.GetRequiredService<IOptions<OperatorOptions>>().Value;
            return (site.Name, site.Contact) switch
            {
                ({ Length: > 0 } name, { Length: > 0 } contact) => Texts[
                    "provider.administrator.contact",
                    name,
                    contact
                ].Value,
                ({ Length: > 0 } name, _) => Texts["provider.administrator.name", name].Value,
                (_, { Length: > 0 } contact) => Texts[
                    "provider.administrator.address",
                    contact
                ].Value,
                _ => Texts["provider.administrator"].Value,
            };
        }
    }

    protected override void OnInitialized()
    {
        var label = Services.GetRequiredService<IOptions<ProviderOptions>>().Value.Label;
        Label = label.Length > 0 ? label : Texts["provider.unnamed"].Value;
        var told = Services.GetRequiredService<ProviderTickets>().Problem(About);
        (Problem, Error, Description) = told ?? (ProviderProblem.Rejected, null, null);
        Context.Response.Headers.CacheControl = "no-store";
        Context.Response.StatusCode = told switch
        {
            null => StatusCodes.Status404NotFound,
            (ProviderProblem.Unavailable, _, _) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status403Forbidden,
        };
    }
}
