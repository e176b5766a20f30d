using Dashboard.Web.Features.Accounts.Provider;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>A passkey, or a name and a password; or the organisation's own provider.</summary>
public partial class SignInPage : ComponentBase
{
    public const string PasswordForm = "password";

    public const string PasskeyForm = "passkey";

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = PasswordForm, Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = PasswordForm, Name = "password")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = PasskeyForm, Name = "credential")]
    private string? Credential { get; set; }

    /// <summary>Where the person came from.</summary>
    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    private string? Problem { get; set; }

    private string? Described => Problem is null ? null : "sign-in-problem";

    /// <summary>Null where there is no provider.</summary>
    private string? ProviderLabel =>
        Services.GetRequiredService<IOptions<ProviderOptions>>().Value is { IsOn: true } provider
            ? provider.Label
            : null;

    private string Action => ReturnPaths.With(SitePaths.SignIn, Return);

    private AccountSignIn SignIn => Services.GetRequiredService<AccountSignIn>();

    private async Task WithPasswordAsync() =>
        Follow(await SignIn.WithPasswordAsync(Name ?? string.Empty, Password ?? string.Empty));

    private async Task WithPasskeyAsync() =>
        Follow(await SignIn.WithPasskeyAsync(Credential ?? string.Empty));

    private void Follow(SignInOutcome outcome)
    {
        switch (outcome)
        {
            case SignInOutcome.Done:
                Address.NavigateTo(ReturnPaths.Local(Return) ?? SitePaths.Account);
                break;
            case SignInOutcome.NeedsCode:
                Address.NavigateTo(ReturnPaths.With(SitePaths.SignInCode, Return));
                break;
            case SignInOutcome.NeedsSecondStep:
                Address.NavigateTo(SitePaths.SecondStep);
                break;
            case SignInOutcome.NeedsPasskey:
                Problem = Texts["sign-in.needs-passkey"];
                break;
            default:
                Context.Response.StatusCode = StatusCodes.Status403Forbidden;
                Problem = Texts[Credential is null ? "sign-in.rejected" : "sign-in.passkey.failed"];
                break;
        }
    }
}
