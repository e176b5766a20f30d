using System.Security.Claims;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts.Provider;
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
    AccountLog log,
    IOptions<ProviderOptions> provider,
    TimeProvider time
) : SignInManager<Account>(accounts, contexts, claims, options, logger, schemes, confirmation)
{
    /// <summary>Compared with where there is no such account, so that the answer takes as long.</summary>
    private static readonly string Nobody = new PasswordHasher<Account>().HashPassword(
        null!,
        Guid.NewGuid().ToString()
    );

    /// <summary>The session is not a new one, but goes on with another cookie.</summary>
    private bool goesOn;

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

    /// <summary>For somebody whom the provider knows, and whose account was found.</summary>
    /// <param name="hasSecondStep">The provider asked for more than a password; else this site asks for a second step of its own.</param>
    /// <param name="idToken">Kept in the session's cookie, by which the provider knows whom to sign out.</param>
    public async Task<SignInOutcome> WithProviderAsync(
        Account account,
        string issuer,
        bool hasSecondStep,
        string? idToken
    )
    {
        if (await UserManager.IsLockedOutAsync(account) || !await CanSignInAsync(account))
        {
            return SignInOutcome.Rejected;
        }
        if (!hasSecondStep && await UserManager.GetTwoFactorEnabledAsync(account))
        {
            await SignInOrTwoFactorAsync(account, isPersistent: false, loginProvider: issuer);
            return SignInOutcome.NeedsCode;
        }
        if (!hasSecondStep && (await UserManager.GetPasskeysAsync(account)).Count > 0)
        {
            return SignInOutcome.NeedsPasskey;
        }
        var properties = new AuthenticationProperties();
        // One with a hundred groups in it would make every later request too large to be answered.
        if (idToken is { Length: <= ProviderTickets.LongestToken })
        {
            properties.StoreTokens([new() { Name = ProviderSetup.IdToken, Value = idToken }]);
        }
        await SignInWithClaimsAsync(
            account,
            properties,
            [
                new(
                    AccountPolicies.MethodClaim,
                    hasSecondStep ? AccountPolicies.SecondStep : AccountPolicies.Provider
                ),
                new(ProviderSessions.IssuerClaim, issuer),
            ]
        );
        await NoteAsync(account, "signed-in-by-provider");
        return hasSecondStep ? SignInOutcome.Done : SignInOutcome.NeedsSecondStep;
    }

    public override async Task RefreshSignInAsync(Account user)
    {
        goesOn = true;
        try
        {
            await base.RefreshSignInAsync(user);
        }
        finally
        {
            goesOn = false;
        }
    }

    /// <summary>
    /// Whichever way a session is opened: one that the provider stands for has an end, and keeps it where its cookie is written anew or
    /// a second step is added to it.
    /// </summary>
    public override Task SignInWithClaimsAsync(
        Account user,
        AuthenticationProperties? authenticationProperties,
        IEnumerable<Claim> additionalClaims
    )
    {
        List<Claim> claims = [.. additionalClaims];
        var by = claims.Find(claim => claim.Type == ProviderSessions.IssuerClaim);
        if (by is not null && !goesOn)
        {
            claims.Add(ProviderSessions.Until(time.GetUtcNow() + provider.Value.SessionLifetime));
        }
        else if (UserManager.GetUserId(Context.User) == user.Id.ToString())
        {
            claims.RemoveAll(claim => claim.Type == ProviderSessions.IssuerClaim);
            claims.AddRange(ProviderSessions.Kept(Context.User));
        }
        return base.SignInWithClaimsAsync(user, authenticationProperties, claims);
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
