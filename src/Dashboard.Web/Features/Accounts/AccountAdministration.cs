using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Changes to an account by an administrator, each with its line in the audit log.</summary>
internal sealed class AccountAdministration(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>
    /// Ends the account: its sessions stop at their next request, its keys work no longer, and neither do invitations that it made.
    /// </summary>
    public Task<bool> DisableAsync(string actor, string name, CancellationToken cancellation) =>
        ChangeAsync(
            actor,
            name,
            "account-disabled",
            async (account, parts) =>
            {
                if (account.DisabledAt is not null)
                {
                    return false;
                }
                var now = time.GetUtcNow();
                account.DisabledAt = now;
                await parts
                    .Db.Invitations.Where(i =>
                        i.InvitedBy == account.UserName && i.UsedAt == null && i.ExpiresAt > now
                    )
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(i => i.ExpiresAt, now),
                        cancellation
                    );
                return true;
            },
            cancellation
        );

    /// <summary>
    /// For who lost a device, or had it stolen: no authenticator, recovery code or passkey of before opens the account. The password
    /// is what is left, and leads to setting up a second step anew.
    /// </summary>
    public Task<bool> ResetSecondStepAsync(
        string actor,
        string name,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            actor,
            name,
            "second-step-reset",
            async (account, parts) =>
            {
                await parts.Accounts.SetTwoFactorEnabledAsync(account, false);
                await parts.Accounts.ResetAuthenticatorKeyAsync(account);
                await parts.Accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
                foreach (var passkey in await parts.Accounts.GetPasskeysAsync(account))
                {
                    await parts.Accounts.RemovePasskeyAsync(account, passkey.CredentialId);
                }
                return true;
            },
            cancellation
        );

    public Task<bool> EnableAsync(string actor, string name, CancellationToken cancellation) =>
        ChangeAsync(
            actor,
            name,
            "account-enabled",
            (account, _) =>
            {
                var was = account.DisabledAt;
                account.DisabledAt = null;
                return Task.FromResult(was is not null);
            },
            cancellation
        );

    /// <summary>Ends every session of the account.</summary>
    public Task<bool> SignOutAsync(string actor, string name, CancellationToken cancellation) =>
        ChangeAsync(
            actor,
            name,
            "account-signed-out",
            (_, _) => Task.FromResult(true),
            cancellation
        );

    private async Task<bool> ChangeAsync(
        string actor,
        string name,
        string action,
        Func<Account, (DashboardDb Db, UserManager<Account> Accounts), Task<bool>> changeAsync,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var transaction = await db.Database.BeginTransactionAsync(
            System.Data.IsolationLevel.Serializable,
            cancellation
        );
        var account = await accounts.FindByNameAsync(name);
        if (account is null)
        {
            return false;
        }
        var before = Facts(account);
        if (
            !await changeAsync(account, (db, accounts))
            || await LeavesNoAdministratorAsync(db, account, cancellation)
        )
        {
            return false;
        }
        // A new stamp ends the sessions that were opened with the one before.
        if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
        {
            return false;
        }
        db.Write(time, actor, action, account.UserName!, before, Facts(account));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The account, as it is to be, is no administrator any more, and nobody else is one.</summary>
    internal static async Task<bool> LeavesNoAdministratorAsync(
        DashboardDb db,
        Account account,
        CancellationToken cancellation
    ) =>
        (account.Role != AccountRole.Administrator || account.DisabledAt is not null)
        && !await db
            .Accounts.AsNoTracking()
            .AnyAsync(
                a =>
                    a.Id != account.Id
                    && a.Role == AccountRole.Administrator
                    && a.DisabledAt == null,
                cancellation
            )
        && await db
            .Accounts.AsNoTracking()
            .AnyAsync(a => a.Id == account.Id && a.Role == AccountRole.Administrator, cancellation);

    private static object Facts(Account account) =>
        new { role = Slug.Of(account.Role), disabled = account.DisabledAt is not null };
}
