using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.PersonalData;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Accounts, the ways to sign in to them, invitations and keys. Secrets are erased, and never given.</summary>
internal sealed class AccountsPersonalData(IOptions<PersonalDataOptions> options, TimeProvider time)
    : IPersonalData
{
    private const string AccountField = "account";
    private const string SignIn = "sign-in";
    private const string InvitationField = "invitation";
    private const string Key = "api-key";

    public IReadOnlyList<string> Fields => [AccountField, SignIn, InvitationField, Key];

    public async Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) =>
        [
            .. await db.Accounts.Select(a => a.UserName!).ToListAsync(cancellation),
            .. await db
                .Accounts.Where(a => a.Email != null)
                .Select(a => a.Email!)
                .ToListAsync(cancellation),
            .. await db.Invitations.Select(i => i.Name).Distinct().ToListAsync(cancellation),
            .. await db.Invitations.Select(i => i.InvitedBy).Distinct().ToListAsync(cancellation),
        ];

    public async Task<IReadOnlyCollection<string>> OtherNamesAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    ) =>
        [
            .. (await FindAsync(db, person, cancellation))
                .Where(account => account.NormalizedUserName != person.AccountName)
                .Select(account => account.UserName!),
        ];

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        var accounts = await FindAsync(db, person, cancellation);
        foreach (var account in accounts)
        {
            var organisation = await db
                .Organisations.Where(o => o.Id == account.OrganisationId)
                .Select(o => o.Key)
                .SingleOrDefaultAsync(cancellation);
            export.Add(
                AccountField,
                [
                    new
                    {
                        name = account.UserName,
                        email = account.Email,
                        role = Slug.Of(account.Role),
                        organisation,
                        createdAt = account.CreatedAt,
                        disabledAt = account.DisabledAt,
                        lastSignInAt = account.LastSignInAt,
                    },
                ]
            );
            var passkeys = await db.Set<IdentityUserPasskey<Guid>>()
                .AsNoTracking()
                .Where(p => p.UserId == account.Id)
                .ToListAsync(cancellation);
            var logins = await db.Set<IdentityUserLogin<Guid>>()
                .AsNoTracking()
                .Where(l => l.UserId == account.Id)
                .ToListAsync(cancellation);
            export.Add(
                SignIn,
                [
                    new
                    {
                        password = account.PasswordHash is not null,
                        authenticator = account.TwoFactorEnabled,
                        wrongAttempts = account.AccessFailedCount,
                        lockedUntil = account.LockoutEnd,
                        passkeys = passkeys.Select(p => new
                        {
                            name = p.Data.Name,
                            createdAt = p.Data.CreatedAt,
                        }),
                        providers = logins.Select(l => new
                        {
                            provider = l.LoginProvider,
                            subject = l.ProviderKey,
                        }),
                    },
                ]
            );
            export.Add(
                Key,
                await db
                    .ApiKeys.Where(k => k.AccountId == account.Id)
                    .OrderBy(k => k.Id)
                    .Select(k => new
                    {
                        k.Prefix,
                        k.Scope,
                        k.CreatedAt,
                        k.RevokedAt,
                        k.LastUsedAt,
                    })
                    .ToListAsync(cancellation)
            );
        }
        if (person.AccountName is not null)
        {
            var name = person.Pattern;
            var names = accounts.Select(account => account.UserName!).ToArray();
            export.Add(
                InvitationField,
                await db
                    .Invitations.Where(i =>
                        EF.Functions.ILike(i.Name, name) || names.Contains(i.Name)
                    )
                    .OrderBy(i => i.Id)
                    .Select(i => new
                    {
                        i.Name,
                        role = Slug.Of(i.Role),
                        i.CreatedAt,
                        i.ExpiresAt,
                        i.UsedAt,
                    })
                    .ToListAsync(cancellation)
            );
        }
    }

    public async Task CheckAsync(DashboardDb db, Person person, CancellationToken cancellation)
    {
        foreach (var account in await FindAsync(db, person, cancellation))
        {
            if (await IsLastAdministratorAsync(db, account, cancellation))
            {
                throw new ErasureRefusedException();
            }
        }
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        foreach (var account in await FindAsync(db, person, cancellation))
        {
            // Nobody ends another administrator's account meanwhile.
            await db.Database.ExecuteSqlAsync(
                $"SELECT 1 FROM accounts WHERE role = {nameof(AccountRole.Administrator)} FOR UPDATE",
                cancellation
            );
            if (await IsLastAdministratorAsync(db, account, cancellation))
            {
                throw new ErasureRefusedException();
            }
            report.Add(
                Key,
                await db.ApiKeys.CountAsync(k => k.AccountId == account.Id, cancellation)
            );
            report.Add(SignIn, 1);
            await EndInvitationsAsync(db, account, cancellation);
            // Everything else of the account goes with it; its sessions end at their next request.
            report.Add(
                AccountField,
                await db.Accounts.Where(a => a.Id == account.Id).ExecuteDeleteAsync(cancellation)
            );
        }
        if (person.AccountName is null)
        {
            return;
        }
        var name = person.Pattern;
        report.Add(
            InvitationField,
            await db
                .Invitations.Where(i => EF.Functions.ILike(i.Name, name))
                .ExecuteDeleteAsync(cancellation)
        );
        report.Add(
            InvitationField,
            await db
                .Invitations.Where(i =>
                    EF.Functions.ILike(i.InvitedBy, name) && i.InvitedBy != Audit.Command
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(i => i.InvitedBy, report.Pseudonym),
                    cancellation
                )
        );
    }

    public async Task ExpireAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ended = now - options.Value.KeepEndedAccountsFor;
        await db.Accounts.Where(a => a.DisabledAt < ended).ExecuteDeleteAsync(cancellation);
        await db.ApiKeys.Where(k => k.RevokedAt < ended).ExecuteDeleteAsync(cancellation);
        var over = now - options.Value.KeepInvitationsFor;
        await db
            .Invitations.Where(i => i.UsedAt < over || i.ExpiresAt < over)
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Those that the account made work no longer, as where an account is ended.</summary>
    private async Task EndInvitationsAsync(
        DashboardDb db,
        Account account,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await db
            .Invitations.Where(i =>
                i.InvitedBy == account.UserName && i.UsedAt == null && i.ExpiresAt > now
            )
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, now), cancellation);
    }

    private static async Task<List<Account>> FindAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    )
    {
        if (person.AccountName is not { } name)
        {
            return [];
        }
        var address = person.MailAddress?.ToUpperInvariant();
        return await db
            .Accounts.AsNoTracking()
            .Where(a =>
                a.NormalizedUserName == name || (address != null && a.NormalizedEmail == address)
            )
            .ToListAsync(cancellation);
    }

    private static async Task<bool> IsLastAdministratorAsync(
        DashboardDb db,
        Account account,
        CancellationToken cancellation
    ) =>
        account is { Role: AccountRole.Administrator, DisabledAt: null }
        && !await db.Accounts.AnyAsync(
            a => a.Id != account.Id && a.Role == AccountRole.Administrator && a.DisabledAt == null,
            cancellation
        );
}
