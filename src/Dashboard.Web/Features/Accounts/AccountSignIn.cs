using System.Security.Claims;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>How a request to sign in ended.</summary>
internal enum SignInOutcome
{
    /// <summary>In, with all rights of the role.</summary>
    Done,

    /// <summary>In, and may do nothing but set up a second step.</summary>
    NeedsSecondStep,

    /// <summary>The password is right; the code of the authenticator is asked now.</summary>
    NeedsCode,

    /// <summary>The password is right, but the account has passkeys and no authenticator: a password alone opens nothing.</summary>
    NeedsPasskey,

    /// <summary>Wrong name or password, disabled, or too many attempts. Which of them is not told.</summary>
    Rejected,
}

/// <summary>Signing in: password and code, or a passkey. Writes each success and each lock into the audit log.</summary>
internal sealed class AccountSignIn(
    UserManager<Account> accounts,
    IHttpContextAccessor contexts,
    IUserClaimsPrincipalFactory<Account> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation,
    AccountLog log
) : SignInManager<Account>(accounts, contexts, claims, options, logger, schemes, confirmation)
{
    /// <summary>Compared with where there is no such account, so that the answer takes as long.</summary>
    private static readonly string Nobody = new PasswordHasher<Account>().HashPassword(
        null!,
        Guid.NewGuid().ToString()
    );

    public override async Task<bool> CanSignInAsync(Account user) =>
        user.DisabledAt is null && await base.CanSignInAsync(user);

    public async Task<SignInOutcome> WithPasswordAsync(string name, string password)
    {
        var account = await UserManager.FindByNameAsync(name);
        if (account is null)
        {
            UserManager.PasswordHasher.VerifyHashedPassword(null!, Nobody, password);
            return SignInOutcome.Rejected;
        }
        var wasLocked = await UserManager.IsLockedOutAsync(account);
        var result = await CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        await NoteLockAsync(account, wasLocked);
        if (!result.Succeeded)
        {
            return SignInOutcome.Rejected;
        }
        if (await UserManager.GetTwoFactorEnabledAsync(account))
        {
            // Remembers who it is until the code comes.
            await SignInOrTwoFactorAsync(account, isPersistent: false);
            return SignInOutcome.NeedsCode;
        }
        if ((await UserManager.GetPasskeysAsync(account)).Count > 0)
        {
            return SignInOutcome.NeedsPasskey;
        }
        await EnterAsync(account, AccountPolicies.Password);
        return SignInOutcome.NeedsSecondStep;
    }

    /// <param name="recovery">The code is one of the recovery codes, each of which works once.</param>
    public async Task<SignInOutcome> WithCodeAsync(string code, bool recovery)
    {
        var account = await GetTwoFactorAuthenticationUserAsync();
        if (account is null)
        {
            return SignInOutcome.Rejected;
        }
        var wasLocked = await UserManager.IsLockedOutAsync(account);
        var result = recovery
            ? await RecoverAsync(account, code)
            : await TwoFactorAuthenticatorSignInAsync(
                code,
                isPersistent: false,
                rememberClient: false
            );
        await NoteLockAsync(account, wasLocked);
        if (!result.Succeeded)
        {
            return SignInOutcome.Rejected;
        }
        await NoteAsync(account, recovery ? "signed-in-by-recovery-code" : "signed-in");
        return SignInOutcome.Done;
    }

    public async Task<SignInOutcome> WithPasskeyAsync(string credential)
    {
        if (credential.Length == 0)
        {
            return SignInOutcome.Rejected;
        }
        PasskeyAssertionResult<Account> assertion;
        try
        {
            assertion = await PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No question was put to this browser, or it is too long ago.
            return SignInOutcome.Rejected;
        }
        if (!assertion.Succeeded || !await CanSignInAsync(assertion.User))
        {
            return SignInOutcome.Rejected;
        }
        await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await EnterAsync(assertion.User, AccountPolicies.Passkey);
        return SignInOutcome.Done;
    }

    /// <summary>Signs in by a way that was just proven, such as a second step that was set up.</summary>
    /// <param name="method">For <see cref="AccountPolicies.MethodClaim"/>.</param>
    public async Task EnterAsync(Account account, string method)
    {
        await SignInWithClaimsAsync(
            account,
            isPersistent: false,
            [new Claim(AccountPolicies.MethodClaim, method)]
        );
        await NoteAsync(account, "signed-in");
    }

    /// <summary>The framework's own counts no wrong recovery codes.</summary>
    private async Task<SignInResult> RecoverAsync(Account account, string code)
    {
        if (await UserManager.IsLockedOutAsync(account) || !await CanSignInAsync(account))
        {
            return SignInResult.LockedOut;
        }
        var result = await TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded)
        {
            await UserManager.AccessFailedAsync(account);
        }
        return result;
    }

    /// <summary>Once for each lock, not for each attempt behind it.</summary>
    private async Task NoteLockAsync(Account account, bool wasLocked)
    {
        if (!wasLocked && await UserManager.IsLockedOutAsync(account))
        {
            await log.WriteAsync(account.UserName!, "sign-in-locked", account.UserName!);
        }
    }

    private Task NoteAsync(Account account, string action) =>
        log.SignedInAsync(account.Id, account.UserName!, action);
}
