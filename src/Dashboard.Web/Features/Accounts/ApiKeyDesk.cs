using Dashboard.Data;
using Dashboard.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Accounts;

/// <summary>A key that was accepted.</summary>
internal sealed record KeyHolder(long KeyId, Account Account, string Scope);

/// <summary>Keys of programs: made once, shown once, checked by hash, revoked.</summary>
internal sealed class ApiKeyDesk(IDbContextFactory<DashboardDb> databases, TimeProvider time)
{
    private const string Mark = "mdk_";

    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromHours(1);

    /// <returns>Null where there is no such account, or it was ended.</returns>
    public async Task<string?> CreateAsync(
        string actor,
        string name,
        string scope,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var normal = name.ToUpperInvariant();
        var account = await db.Accounts.SingleOrDefaultAsync(
            a => a.NormalizedUserName == normal && a.DisabledAt == null,
            cancellation
        );
        if (account is null)
        {
            return null;
        }
        var key = Mark + SecretTokens.Create();
        db.ApiKeys.Add(
            new()
            {
                AccountId = account.Id,
                Hash = SecretTokens.Hash(key),
                Prefix = key[..10],
                Scope = scope,
                CreatedAt = time.GetUtcNow(),
            }
        );
        db.Write(
            time,
            actor,
            "key-created",
            account.UserName!,
            before: null,
            new { prefix = key[..10], scope }
        );
        await db.SaveChangesAsync(cancellation);
        return key;
    }

    /// <returns>False where the account has no such key that works.</returns>
    public async Task<bool> RevokeAsync(
        string actor,
        string name,
        string prefix,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var normal = name.ToUpperInvariant();
        var keys = await db
            .ApiKeys.Where(key => key.Prefix == prefix && key.RevokedAt == null)
            .Where(key =>
                db.Accounts.Any(a => a.Id == key.AccountId && a.NormalizedUserName == normal)
            )
            .ToListAsync(cancellation);
        foreach (var key in keys)
        {
            key.RevokedAt = time.GetUtcNow();
            db.Write(time, actor, "key-revoked", name, new { key.Prefix, key.Scope }, after: null);
        }
        await db.SaveChangesAsync(cancellation);
        return keys.Count > 0;
    }

    /// <returns>Null where the key is not one that works now.</returns>
    public async Task<KeyHolder?> FindAsync(string key, CancellationToken cancellation)
    {
        if (!key.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var hash = SecretTokens.Hash(key);
        var now = time.GetUtcNow();
        var found = await db.ApiKeys.SingleOrDefaultAsync(
            k => k.Hash == hash && k.RevokedAt == null,
            cancellation
        );
        var account = found is null
            ? null
            : await db.Accounts.SingleOrDefaultAsync(
                a => a.Id == found.AccountId && a.DisabledAt == null,
                cancellation
            );
        if (found is null || account is null)
        {
            return null;
        }
        if (found.LastUsedAt is not { } last || now - last > NoteUseEvery)
        {
            found.LastUsedAt = now;
            await db.SaveChangesAsync(cancellation);
        }
        return new(found.Id, account, found.Scope);
    }
}
