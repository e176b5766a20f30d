using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// Signed out of this site; at the provider too, by a link, where the provider has that (OpenID Connect RP-Initiated Logout 1.0).
/// </summary>
public partial class SignedOutPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>Of the session that ended.</summary>
    [SupplyParameterFromQuery(Name = "session")]
    private string? Session { get; set; }

    private string? Path { get; set; }

    private string Label { get; set; } = string.Empty;

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        var options = Services.GetRequiredService<IOptions<ProviderOptions>>().Value;
        Label = options.Label;
        if (
            options.IsOn
            && Services.GetRequiredService<ProviderTickets>().SignedOut(Session) is not null
            && await EndsSessionsAsync()
        )
        {
            Path = $"{SitePaths.SignInProviderSignOut}?session={Uri.EscapeDataString(Session!)}";
        }
    }

    private async Task<bool> EndsSessionsAsync()
    {
        try
        {
            var configuration = await ProviderEndpoints.ConfigurationAsync(
                Services,
                Context.RequestAborted
            );
            return !string.IsNullOrEmpty(configuration.EndSessionEndpoint);
        }
        catch (Exception failure) when (ProviderFailure.IsOne(failure))
        {
            // A provider that is unavailable signs nobody out.
            return false;
        }
    }
}
