using System.Security.Claims;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts.Provider;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Features.Accounts;

/// <summary>
/// Whether somebody who was let in may still look. Each request asks that by itself; a live page stays open without requests.
/// </summary>
internal sealed class AccountStanding(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <returns>False where the session ended or was ended, the account disabled, or its role taken away.</returns>
    public async Task<bool> StillHasAsync(ClaimsPrincipal person, AccountRole least)
    {
        if (
            !AccountPolicies.Has(person, least)
            || ProviderSessions.HasEnded(person, time.GetUtcNow())
        )
        {
            return false;
        }
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Account>>();
        return await signIn.ValidateSecurityStampAsync(person) is { } account
            && await signIn.CanSignInAsync(account)
            && AccountPolicies.Has(account.Role, least);
    }
}
