using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// Which account somebody has who came by the provider. Found by issuer and subject alone. The first time an invitation binds them: its
/// link, or, where the settings say so, the verified address that it was made for; or the roles of the settings do. Never a name, and
/// never an address by itself.
/// </summary>
internal sealed class ProviderAccounts(
    IServiceScopeFactory scopes,
    Invitations invitations,
    IOptions<ProviderOptions> options,
    TimeProvider time
)
{
    /// <param name="invitation">The token of the link that the person came by, if any.</param>
    public async Task<(Account? Account, ProviderProblem? Problem)> FindOrMakeAsync(
        ProviderPerson person,
        string? invitation,
        CancellationToken cancellation
    )
    {
        var known = await KnownAsync(person, cancellation);
        if (known.Account is not null || known.Problem is not null)
        {
            return known;
        }
        try
        {
            return await MakeAsync(person, invitation, cancellation);
        }
        catch (DbUpdateException)
        {
            // The same person came twice at once, and is known by now; or the database failed, and does so again.
            var now = await KnownAsync(person, cancellation);
            if (now is (null, null))
            {
                throw;
            }
            return now;
        }
    }

    /// <summary>Gives an account that exists a second way in.</summary>
    public async Task<ProviderProblem?> ConnectAsync(
        ProviderPerson person,
        Guid id,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await accounts.FindByIdAsync(id.ToString()) is not { DisabledAt: null } account)
        {
            return ProviderProblem.SessionEnded;
        }
        var others = await accounts.GetLoginsAsync(account);
        if (
            others.Any(login => login.LoginProvider == person.Issuer)
            || !(await accounts.AddLoginAsync(account, LoginOf(person))).Succeeded
        )
        {
            return ProviderProblem.Connected;
        }
        db.Write(
            time,
            account.UserName!,
            "provider-connected",
            account.UserName!,
            before: null,
            new { provider = person.Issuer }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private async Task<(Account? Account, ProviderProblem? Problem)> KnownAsync(
        ProviderPerson person,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await accounts.FindByLoginAsync(person.Issuer, person.Subject) is not { } account)
        {
            return (null, null);
        }
        if (account.DisabledAt is not null || await accounts.IsLockedOutAsync(account))
        {
            return (null, ProviderProblem.Closed);
        }
        // A member's role is that of its invitation: the provider knows nothing of organisations here.
        if (!options.Value.GivesRoles || account.Role == AccountRole.OrganisationMember)
        {
            return (account, null);
        }
        if (person.Role is not { } role)
        {
            await EndSessionsAsync(accounts, account);
            db.Write(
                time,
                account.UserName!,
                "account-role-missing",
                account.UserName!,
                new { role = Slug.Of(account.Role) },
                new { provider = person.Issuer }
            );
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return (null, ProviderProblem.NoRole);
        }
        if (role != account.Role)
        {
            var held = account.Role;
            account.Role = role;
            if (await AccountAdministration.LeavesNoAdministratorAsync(db, account, cancellation))
            {
                // As everywhere else: somebody else becomes administrator first.
                account.Role = held;
                return (account, null);
            }
            await EndSessionsAsync(accounts, account);
            db.Write(
                time,
                account.UserName!,
                "account-role-changed",
                account.UserName!,
                new { role = Slug.Of(held) },
                new { role = Slug.Of(role), provider = person.Issuer }
            );
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return (account, null);
    }

    /// <summary>By a new stamp, and stores the account: sessions that are open elsewhere have the role of before.</summary>
    private static async Task EndSessionsAsync(UserManager<Account> accounts, Account account)
    {
        if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded)
        {
            throw new DbUpdateConcurrencyException("The account changed meanwhile.");
        }
    }

    private async Task<(Account?, ProviderProblem?)> MakeAsync(
        ProviderPerson person,
        string? invitation,
        CancellationToken cancellation
    )
    {
        var invited =
            invitation is not null ? await invitations.FindAsync(invitation, cancellation)
            : options.Value.InviteByAddress && person.VerifiedAddress is { } address
                ? await invitations.FindForAddressAsync(address, cancellation)
            : null;
        if (invitation is not null && invited is null)
        {
            return (null, ProviderProblem.InvitationEnded);
        }
        var login = LoginOf(person);
        if (invited is not null)
        {
            var mapped = options.Value.GivesRoles && invited.Role != AccountRole.OrganisationMember;
            return (mapped ? person.Role : invited.Role) is { } role
                ? Result(await invitations.AcceptAsync(invited, role, login, cancellation))
                : (null, ProviderProblem.NoRole);
        }
        if (!options.Value.GivesRoles)
        {
            return (null, ProviderProblem.Stranger);
        }
        if (person.Role is not { } given)
        {
            return (null, ProviderProblem.NoRole);
        }
        return person.Name is { } name
            ? Result(await invitations.CreateForProviderAsync(name, given, login, cancellation))
            : (null, ProviderProblem.NameInvalid);
    }

    private static (Account?, ProviderProblem?) Result(
        (Account? Account, InvitationProblem? Problem) made
    ) =>
        made.Problem switch
        {
            null => (made.Account, null),
            InvitationProblem.NameTaken => (null, ProviderProblem.NameTaken),
            InvitationProblem.Unknown => (null, ProviderProblem.InvitationEnded),
            _ => (null, ProviderProblem.NameInvalid),
        };

    private UserLoginInfo LoginOf(ProviderPerson person) =>
        new(person.Issuer, person.Subject, options.Value.Label);
}
