using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Changes to an account by an administrator, each with its line in the audit log.</summary>
internal sealed class AccountAdministration(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>Whether the change was made; the last administrator stays one.</summary>
    public Task<bool> SetRoleAsync(
        string actor,
        string name,
        AccountRole role,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            actor,
            name,
            "account-role-changed",
            account =>
            {
                if (
                    role == AccountRole.OrganisationMember && account.OrganisationId is null
                    || account.Role == role
                )
                {
                    return false;
                }
                account.Role = role;
                return true;
            },
            cancellation
        );

    /// <summary>Ends the account: its sessions stop at their next request, its keys work no longer.</summary>
    public Task<bool> DisableAsync(string actor, string name, CancellationToken cancellation) =>
        ChangeAsync(
            actor,
            name,
            "account-disabled",
            account =>
            {
                var was = account.DisabledAt;
                account.DisabledAt ??= time.GetUtcNow();
                return was is null;
            },
            cancellation
        );

    public Task<bool> EnableAsync(string actor, string name, CancellationToken cancellation) =>
        ChangeAsync(
            actor,
            name,
            "account-enabled",
            account =>
            {
                var was = account.DisabledAt;
                account.DisabledAt = null;
                return was is not null;
            },
            cancellation
        );

    /// <summary>Ends every session of the account.</summary>
    public Task<bool> SignOutAsync(string actor, string name, CancellationToken cancellation) =>
        ChangeAsync(actor, name, "account-signed-out", _ => true, cancellation);

    private async Task<bool> ChangeAsync(
        string actor,
        string name,
        string action,
        Func<Account, bool> change,
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
        if (!change(account) || await LeavesNoAdministratorAsync(db, account, cancellation))
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

    private static async Task<bool> LeavesNoAdministratorAsync(
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
