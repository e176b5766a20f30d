using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using QRCoder;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Adding a passkey or an authenticator.</summary>
public partial class SecondStepPage : ComponentBase
{
    public const string PasskeyForm = "passkey";

    public const string AppForm = "app";

    private const int RecoveryCodes = 10;

    private const string Issuer = "Mail security dashboard";

    private UserManager<Account> accounts = null!;
    private AccountSignIn signIn = null!;
    private Account account = null!;
    private string key = string.Empty;

    [Inject]
    private IStringLocalizer<AccountTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = PasskeyForm, Name = "credential")]
    private string? Credential { get; set; }

    [SupplyParameterFromForm(FormName = AppForm, Name = "code")]
    private string? Code { get; set; }

    private bool MayChange { get; set; }

    private bool HasApp { get; set; }

    private string? Problem { get; set; }

    /// <summary>Shown once, in the answer to the form that made them.</summary>
    private IReadOnlyList<string> Codes { get; set; } = [];

    private string SpacedKey => string.Join(' ', key.Chunk(4).Select(part => new string(part)));

    private string Picture
    {
        get
        {
            var address =
                $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(account.UserName!)}"
                + $"?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&digits=6";
            using var generator = new QRCodeGenerator();
            using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
            using var picture = new PngByteQRCode(data);
            return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        accounts = Services.GetRequiredService<UserManager<Account>>();
        signIn = Services.GetRequiredService<AccountSignIn>();
        // The policy of the page let nobody in without an account; one that was removed meanwhile signs in again.
        if (await accounts.GetUserAsync(Context.User) is not { } found)
        {
            Address.NavigateTo(SitePaths.SignIn);
            return;
        }
        account = found;
        MayChange = await SecondSteps.MayChangeAsync(accounts, account, Context.User);
        HasApp = await accounts.GetTwoFactorEnabledAsync(account);
        if (!MayChange || HasApp)
        {
            return;
        }
        if (await accounts.GetAuthenticatorKeyAsync(account) is not { Length: > 0 } kept)
        {
            await accounts.ResetAuthenticatorKeyAsync(account);
            kept = await accounts.GetAuthenticatorKeyAsync(account) ?? string.Empty;
            // A new key comes with a new stamp: the session goes on with it.
            await signIn.RefreshSignInAsync(account);
        }
        key = kept;
    }

    private async Task AddPasskeyAsync()
    {
        if (!MayChange)
        {
            return;
        }
        var added = await AttestAsync(Credential ?? string.Empty);
        if (!added)
        {
            Problem = Texts["second.passkey.failed"];
            return;
        }
        await accounts.UpdateSecurityStampAsync(account);
        await LogAsync("passkey-added");
        await signIn.EnterAsync(account, AccountPolicies.Passkey);
        Address.NavigateTo(SitePaths.Account);
    }

    private async Task<bool> AttestAsync(string credential)
    {
        if (credential.Length == 0)
        {
            return false;
        }
        try
        {
            var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
            // The question was put to this account's session, and the answer is for it.
            return attestation.Succeeded
                && attestation.UserEntity.Id == account.Id.ToString()
                && (await accounts.AddOrUpdatePasskeyAsync(account, attestation.Passkey)).Succeeded;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task AddAppAsync()
    {
        if (!MayChange || HasApp)
        {
            return;
        }
        var code = (Code ?? string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        if (
            !await accounts.VerifyTwoFactorTokenAsync(
                account,
                accounts.Options.Tokens.AuthenticatorTokenProvider,
                code
            )
        )
        {
            Problem = Texts["code.rejected"];
            return;
        }
        await accounts.SetTwoFactorEnabledAsync(account, true);
        Codes =
        [
            .. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [],
        ];
        await LogAsync("authenticator-added");
        await signIn.EnterAsync(account, AccountPolicies.SecondStep);
    }

    private Task LogAsync(string action) =>
        Services
            .GetRequiredService<AccountLog>()
            .WriteAsync(account.UserName!, action, account.UserName!);
}
