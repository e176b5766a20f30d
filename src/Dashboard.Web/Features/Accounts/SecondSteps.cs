using System.Security.Claims;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Who may add or remove a second step.</summary>
internal static class SecondSteps
{
    /// <summary>
    /// The first one may be added behind a password alone. From then on a password alone opens nothing, so it changes nothing
    /// either.
    /// </summary>
    public static async Task<bool> MayChangeAsync(
        UserManager<Account> accounts,
        Account account,
        ClaimsPrincipal person
    ) => AccountPolicies.IsStrong(person) || !await HasAnyAsync(accounts, account);

    public static async Task<bool> HasAnyAsync(UserManager<Account> accounts, Account account) =>
        await accounts.GetTwoFactorEnabledAsync(account)
        || (await accounts.GetPasskeysAsync(account)).Count > 0;
}
