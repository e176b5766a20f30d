using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Import;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Adoption.Aliases;

internal enum AliasRefusal
{
    NotADomain,

    /// <summary>Empty, too long, or a word that the site gives a meaning of its own.</summary>
    WrongName,
    NoSuchAlias,

    /// <summary>More lines than anybody reads.</summary>
    TooMany,
}

/// <summary>
/// The table of names of providers: which registrable domains of mail servers are whose. Rounds that start later have the
/// name; a round keeps the table that it started with.
/// </summary>
internal sealed class ProviderAliases(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    public const int LongestName = 100;

    private const int Most = 5000;

    /// <summary>The last part of the address of the table; a provider has its page beside it.</summary>
    private const string PageName = "aliases";

    public async Task<IReadOnlyList<ProviderAliasRow>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<ProviderAliasRow>()
            .AsNoTracking()
            .OrderBy(alias => alias.Provider)
            .ThenBy(alias => alias.Domain)
            .ToListAsync(cancellation);
    }

    /// <summary>Adds a line, or gives the domain another name.</summary>
    /// <param name="domain">A host, an address or a domain: its registrable domain counts (public suffix list).</param>
    public async Task<AliasRefusal?> SetAsync(
        string domain,
        string provider,
        string actor,
        CancellationToken cancellation
    )
    {
        var name = provider.Trim();
        if (
            name.Length is 0 or > LongestName
            || name.Equals(MailProvider.Own, StringComparison.OrdinalIgnoreCase)
            || name.Equals(PageName, StringComparison.OrdinalIgnoreCase)
            || name.Any(char.IsControl)
        )
        {
            return AliasRefusal.WrongName;
        }
        if (!RegisterName.TryReadDomain(domain, out var typed, out _))
        {
            return AliasRefusal.NotADomain;
        }
        var registrable = (PublicSuffixList.Own.RegistrableDomain(typed) ?? typed).Value;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        var aliases = db.Set<ProviderAliasRow>();
        var known = await aliases.SingleOrDefaultAsync(
            alias => alias.Domain == registrable,
            cancellation
        );
        if (known is null && await aliases.CountAsync(cancellation) >= Most)
        {
            return AliasRefusal.TooMany;
        }
        var before = known is null ? null : new { known.Provider };
        if (known is null)
        {
            db.Add(new ProviderAliasRow { Domain = registrable, Provider = name });
        }
        else
        {
            known.Provider = name;
        }
        db.Write(
            time,
            actor,
            known is null ? "alias-added" : "alias-changed",
            registrable,
            before,
            new { Provider = name }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    public async Task<AliasRefusal?> RemoveAsync(
        string domain,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (
            await db.Set<ProviderAliasRow>()
                .SingleOrDefaultAsync(alias => alias.Domain == domain, cancellation)
            is not { } known
        )
        {
            return AliasRefusal.NoSuchAlias;
        }
        db.Remove(known);
        db.Write(time, actor, "alias-removed", domain, new { known.Provider }, after: null);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }
}
