using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Why there is no invitation, or no account.</summary>
internal enum InvitationProblem
{
    /// <summary>An account has the name, or another open invitation.</summary>
    NameTaken,

    /// <summary>Empty, too long, or with characters that names do not have.</summary>
    NameInvalid,

    /// <summary>A member needs an organisation, and others have none; or there is no such organisation.</summary>
    Organisation,

    /// <summary>Used, ended or never made.</summary>
    Unknown,

    PasswordTooShort,
}

/// <summary>The way to an account: a link, which an administrator makes and passes on, used once.</summary>
internal sealed class Invitations(
    IDbContextFactory<DashboardDb> databases,
    IServiceScopeFactory scopes,
    IOptions<AccountOptions> options,
    TimeProvider time
)
{
    public const int LongestName = 64;

    public async Task<(string? Token, InvitationProblem? Problem)> CreateAsync(
        string actor,
        string name,
        AccountRole role,
        int? organisation,
        CancellationToken cancellation
    )
    {
        name = name.Trim();
        if (!IsName(name))
        {
            return (null, InvitationProblem.NameInvalid);
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (
            (role == AccountRole.OrganisationMember) != organisation.HasValue
            || (
                organisation is { } id
                && !await db.Organisations.AnyAsync(o => o.Id == id, cancellation)
            )
        )
        {
            return (null, InvitationProblem.Organisation);
        }
        var normal = name.ToUpperInvariant();
        var now = time.GetUtcNow();
        if (await db.Accounts.AnyAsync(a => a.NormalizedUserName == normal, cancellation))
        {
            return (null, InvitationProblem.NameTaken);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // A later invitation of the same name, in whichever case, takes the place of the one before.
        var open = await db
            .Invitations.Where(i => i.UsedAt == null && i.ExpiresAt > now)
            .Select(i => new { i.Id, i.Name })
            .ToListAsync(cancellation);
        var replaced = open.Where(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(i => i.Id)
            .ToArray();
        await db
            .Invitations.Where(i => replaced.Contains(i.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, now), cancellation);
        var token = SecretTokens.Create();
        db.Invitations.Add(
            new()
            {
                TokenHash = SecretTokens.Hash(token),
                Name = name,
                Role = role,
                OrganisationId = organisation,
                InvitedBy = actor,
                CreatedAt = now,
                ExpiresAt = now + options.Value.InvitationLifetime,
            }
        );
        db.Write(
            time,
            actor,
            "account-invited",
            name,
            before: null,
            new { role = Slug.Of(role), organisation }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (token, null);
    }

    /// <returns>Null where the link does not work, or no longer.</returns>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Open(db, token).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>The open invitation whose name is this address, in whichever case.</summary>
    /// <param name="address">That somebody proved to have; ASCII.</param>
    public async Task<Invitation?> FindForAddressAsync(
        string address,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var open = await Open(db)
            .Where(i => EF.Functions.Like(i.Name, "%@%"))
            .ToListAsync(cancellation);
        return open.SingleOrDefault(i =>
            i.Name.All(char.IsAscii) && i.Name.Equals(address, StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>Makes the account, and uses the invitation up, in one transaction.</summary>
    public async Task<(Account? Account, InvitationProblem? Problem)> AcceptAsync(
        string token,
        string password,
        CancellationToken cancellation
    )
    {
        var invitation = await FindAsync(token, cancellation);
        if (invitation is null)
        {
            return (null, InvitationProblem.Unknown);
        }
        return await MakeAsync(
            new(invitation.Name, invitation.Role, invitation.OrganisationId, invitation.Name)
            {
                Password = password,
            },
            (store, stop) => UseAsync(store, invitation, stop),
            cancellation
        );
    }

    /// <summary>The same for somebody whom a provider knows, without a password.</summary>
    /// <param name="role">That of the invitation, or the one that the provider gives.</param>
    public Task<(Account? Account, InvitationProblem? Problem)> AcceptAsync(
        Invitation invitation,
        AccountRole role,
        UserLoginInfo login,
        CancellationToken cancellation
    ) =>
        MakeAsync(
            new(invitation.Name, role, invitation.OrganisationId, invitation.Name)
            {
                Login = login,
            },
            (store, stop) => UseAsync(store, invitation, stop),
            cancellation
        );

    /// <summary>For somebody whom the provider gives a role.</summary>
    public Task<(Account? Account, InvitationProblem? Problem)> CreateForProviderAsync(
        string name,
        AccountRole role,
        UserLoginInfo login,
        CancellationToken cancellation
    ) =>
        IsName(name)
            ? MakeAsync(
                new(name, role, Organisation: null, name) { Login = login },
                (_, _) => Task.FromResult(true),
                cancellation
            )
            : Task.FromResult<(Account?, InvitationProblem?)>(
                (null, InvitationProblem.NameInvalid)
            );

    /// <summary>An account with a password, without an invitation: for the operator on the machine.</summary>
    public Task<(Account? Account, InvitationProblem? Problem)> CreateWithPasswordAsync(
        string actor,
        string name,
        AccountRole role,
        int? organisation,
        string password,
        CancellationToken cancellation
    ) =>
        IsName(name.Trim())
            ? MakeAsync(
                new(name.Trim(), role, organisation, actor) { Password = password },
                (_, _) => Task.FromResult(true),
                cancellation
            )
            : Task.FromResult<(Account?, InvitationProblem?)>(
                (null, InvitationProblem.NameInvalid)
            );

    /// <param name="Actor">For the audit log.</param>
    private sealed record NewAccount(string Name, AccountRole Role, int? Organisation, string Actor)
    {
        /// <summary>Null for somebody who signs in by the provider alone.</summary>
        public string? Password { get; init; }

        public UserLoginInfo? Login { get; init; }
    }

    private async Task<(Account? Account, InvitationProblem? Problem)> MakeAsync(
        NewAccount wanted,
        Func<DashboardDb, CancellationToken, Task<bool>> claimAsync,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DashboardDb>();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await claimAsync(db, cancellation))
        {
            return (null, InvitationProblem.Unknown);
        }
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = wanted.Name,
            Role = wanted.Role,
            OrganisationId = wanted.Organisation,
            CreatedAt = time.GetUtcNow(),
        };
        var made = wanted.Password is { } password
            ? await accounts.CreateAsync(account, password)
            : await accounts.CreateAsync(account);
        if (made.Succeeded && wanted.Login is { } login)
        {
            made = await accounts.AddLoginAsync(account, login);
        }
        if (!made.Succeeded)
        {
            return (null, ProblemOf(made));
        }
        db.Write(
            time,
            wanted.Actor,
            "account-created",
            wanted.Name,
            before: null,
            new
            {
                role = Slug.Of(wanted.Role),
                organisation = wanted.Organisation,
                provider = wanted.Login?.LoginProvider,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (account, null);
    }

    private static InvitationProblem ProblemOf(IdentityResult result) =>
        result.Errors.First().Code switch
        {
            nameof(IdentityErrorDescriber.DuplicateUserName) => InvitationProblem.NameTaken,
            nameof(IdentityErrorDescriber.InvalidUserName) => InvitationProblem.NameInvalid,
            _ => InvitationProblem.PasswordTooShort,
        };

    /// <returns>False where somebody else used it meanwhile, or it ended.</returns>
    private async Task<bool> UseAsync(
        DashboardDb db,
        Invitation invitation,
        CancellationToken cancellation
    ) =>
        await Open(db)
            .Where(i => i.Id == invitation.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.UsedAt, time.GetUtcNow()),
                cancellation
            ) == 1;

    private IQueryable<Invitation> Open(DashboardDb db, string token)
    {
        var hash = SecretTokens.Hash(token);
        return Open(db).Where(i => i.TokenHash == hash);
    }

    private IQueryable<Invitation> Open(DashboardDb db)
    {
        var now = time.GetUtcNow();
        return db.Invitations.Where(i => i.UsedAt == null && i.ExpiresAt > now);
    }

    /// <summary>Letters, digits and a few signs: a name is shown in pages and logs, and typed in commands.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && !Audit.Programs.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !name.StartsWith(Audit.ErasedName, StringComparison.OrdinalIgnoreCase)
        && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or ' ');
}
