using System.Buffers.Text;
using Dashboard.Data.Accounts;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts.Provider;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>One's own account: passkeys, the provider, password, signing out.</summary>
public partial class AccountPage : ComponentBase
{
    public const string PasswordForm = "password";

    public const string SignOutForm = "sign-out";

    public const string ProviderForm = "provider";

    private UserManager<Account> accounts = null!;
    private AccountSignIn signIn = null!;

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = PasswordForm, Name = "old")]
    private string? Old { get; set; }

    [SupplyParameterFromForm(FormName = PasswordForm, Name = "new")]
    private string? New { get; set; }

    [SupplyParameterFromForm(FormName = SignOutForm, Name = "everywhere")]
    private bool Everywhere { get; set; }

    private Account? Known { get; set; }

    private IReadOnlyList<OwnPasskey> Passkeys { get; set; } = [];

    private bool HasPassword { get; set; }

    /// <summary>The person of the provider that signs in to this account; null where there is none.</summary>
    private UserLoginInfo? Login { get; set; }

    /// <summary>Of a member: rounds of which it may see the part of its organisation before publication; null for the other roles.</summary>
    private IReadOnlyList<MemberRound>? OwnRounds { get; set; }

    private string? Message { get; set; }

    private string? Problem { get; set; }

    private ProviderOptions Provider =>
        Services.GetRequiredService<IOptions<ProviderOptions>>().Value;

    /// <summary>Null for a session without a second step, which changes nothing.</summary>
    private string? ConnectPath =>
        AccountPolicies.IsStrong(Context.User)
            ? $"{SitePaths.SignInProviderConnect}?ticket={Uri.EscapeDataString(Tickets.Connection(Known!.Id))}"
            : null;

    private ProviderTickets Tickets => Services.GetRequiredService<ProviderTickets>();

    private bool IsAdministrator => AccountPolicies.Has(Context.User, AccountRole.Administrator);

    private bool IsAnalyst => AccountPolicies.Has(Context.User, AccountRole.Analyst);

    protected override async Task OnInitializedAsync()
    {
        accounts = Services.GetRequiredService<UserManager<Account>>();
        signIn = Services.GetRequiredService<AccountSignIn>();
        Known = await accounts.GetUserAsync(Context.User);
        if (Known is null)
        {
            Address.NavigateTo(SitePaths.SignIn);
            return;
        }
        await ReadPasskeysAsync();
        await ReadProviderAsync();
        OwnRounds = AccountPolicies.OrganisationOf(Context.User) is { } organisation
            ? await Services
                .GetRequiredService<IMemberRounds>()
                .OwnRoundsAsync(organisation, Context.RequestAborted)
            : null;
    }

    private async Task ReadProviderAsync()
    {
        HasPassword = await accounts.HasPasswordAsync(Known!);
        Login = (await accounts.GetLoginsAsync(Known!)).FirstOrDefault(login =>
            Provider.IsOn && ProviderAddresses.IsIssuer(login.LoginProvider, Provider.Authority!)
        );
    }

    /// <summary>Only where another way in is left.</summary>
    private async Task DisconnectAsync()
    {
        if (
            Login is null
            || !AccountPolicies.IsStrong(Context.User)
            || !(HasPassword || Passkeys.Count > 0)
        )
        {
            Problem = Texts["provider.account.kept"];
            return;
        }
        if (
            !(
                await accounts.RemoveLoginAsync(Known!, Login.LoginProvider, Login.ProviderKey)
            ).Succeeded
        )
        {
            Problem = Texts["provider.account.kept"];
            return;
        }
        // Sessions that were opened by it end; this one goes on.
        await accounts.UpdateSecurityStampAsync(Known!);
        await signIn.RefreshSignInAsync(Known!);
        await LogAsync("provider-disconnected");
        await ReadProviderAsync();
    }

    private async Task ReadPasskeysAsync() =>
        Passkeys = [
            .. (await accounts.GetPasskeysAsync(Known!))
                .OrderBy(passkey => passkey.CreatedAt)
                .Select(passkey => new OwnPasskey(
                    Base64Url.EncodeToString(passkey.CredentialId),
                    passkey.CredentialId,
                    DutchTime.Day(passkey.CreatedAt)
                )),
        ];

    private async Task RemoveAsync(byte[] credential)
    {
        // The last way in stays: a code opens nothing without a password or the provider before it.
        var others =
            Passkeys.Count > 1
            || (
                (HasPassword || Login is not null)
                && await accounts.GetTwoFactorEnabledAsync(Known!)
            );
        if (!others || !await SecondSteps.MayChangeAsync(accounts, Known!, Context.User))
        {
            Problem = Texts["second.refused"];
            return;
        }
        if (!(await accounts.RemovePasskeyAsync(Known!, credential)).Succeeded)
        {
            Problem = Texts["account.passkey.kept"];
            return;
        }
        // Sessions that were opened with it end; this one goes on.
        await accounts.UpdateSecurityStampAsync(Known!);
        await signIn.RefreshSignInAsync(Known!);
        await LogAsync("passkey-removed");
        await ReadPasskeysAsync();
    }

    private async Task ChangePasswordAsync()
    {
        if (
            !AccountPolicies.IsStrong(Context.User)
            || !(
                await accounts.ChangePasswordAsync(Known!, Old ?? string.Empty, New ?? string.Empty)
            ).Succeeded
        )
        {
            Problem = Texts["account.password.wrong"];
            return;
        }
        await LogAsync("password-changed");
        await signIn.RefreshSignInAsync(Known!);
        Message = Texts["account.password.changed"];
    }

    private async Task SignOutAsync()
    {
        if (Everywhere)
        {
            await accounts.UpdateSecurityStampAsync(Known!);
            await LogAsync("account-signed-out");
        }
        // Before the session is gone.
        var next =
            Provider.IsOn && ProviderSessions.IsOne(Context.User)
                ? await SignedOutPathAsync()
                : SitePaths.Front;
        await signIn.SignOutAsync();
        Address.NavigateTo(next);
    }

    private async Task<string> SignedOutPathAsync()
    {
        var token = await Context.GetTokenAsync(
            IdentityConstants.ApplicationScheme,
            ProviderSetup.IdToken
        );
        return $"{SitePaths.SignedOut}?session={Uri.EscapeDataString(Tickets.SignOut(token))}";
    }

    private Task LogAsync(string action) =>
        Services
            .GetRequiredService<AccountLog>()
            .WriteAsync(Known!.UserName!, action, Known.UserName!);

    /// <param name="Id">For the name of a form.</param>
    /// <param name="Day">When it was made, in the reader's format.</param>
    private sealed record OwnPasskey(string Id, byte[] Credential, string Day);
}
