using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Notices.Subscriptions;

/// <summary>Something that notices can be about, and what it is called.</summary>
/// <param name="Name">Of the domain as people read it, of the organisation, of the standing test; empty for rounds.</param>
internal sealed record NoticeTarget(SubscriptionTarget Target, string Key, string Name);

/// <summary>Finds what somebody names as the target of notices.</summary>
internal sealed class SubscriptionTargets(IDbContextFactory<DashboardDb> database)
{
    /// <summary>The key of the one target of its kind.</summary>
    public const string AllRounds = "all";

    /// <param name="typed">
    /// A domain as typed; the key of an organisation; the id in the owner's link of a standing test; nothing for rounds.
    /// </param>
    /// <returns>Null where there is no such thing.</returns>
    public async Task<NoticeTarget?> ReadAsync(
        SubscriptionTarget target,
        string typed,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        switch (target)
        {
            case SubscriptionTarget.Domain:
                return MailDomainInput.TryRead(typed, out var domain, out _)
                    ? new(target, domain.Value, domain.ToUnicode())
                    : null;
            case SubscriptionTarget.Organisation:
                // No key has such a character, and PostgreSQL takes none that is NUL.
                return typed.Any(char.IsControl)
                    ? null
                    : await NamedAsync(db, target, typed, cancellation);
            case SubscriptionTarget.StandingTest:
                if (!PublicId.IsWellFormed(typed))
                {
                    return null;
                }
                var test = await db
                    .StandingTests.Where(s => s.ViewId == typed && s.EndedAt == null)
                    .Select(s => new { s.Id, s.Name })
                    .SingleOrDefaultAsync(cancellation);
                return test is null ? null : new(target, test.Id.ToString("N"), test.Name);
            default:
                return new(target, AllRounds, string.Empty);
        }
    }

    /// <summary>What it is called today; its key where it is no more.</summary>
    public async Task<NoticeTarget> FindAsync(
        SubscriptionTarget target,
        string key,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await NamedAsync(db, target, key, cancellation) ?? new(target, key, key);
    }

    private static async Task<NoticeTarget?> NamedAsync(
        DashboardDb db,
        SubscriptionTarget target,
        string key,
        CancellationToken cancellation
    )
    {
        switch (target)
        {
            case SubscriptionTarget.Domain:
                return DomainName.TryParse(key, out var domain)
                    ? new(target, key, domain.ToUnicode())
                    : null;
            case SubscriptionTarget.Organisation:
                var name = await db
                    .Organisations.WithKey(key)
                    .Select(o => new { o.Key, o.Name })
                    .SingleOrDefaultAsync(cancellation);
                return name is null ? null : new(target, name.Key, name.Name);
            case SubscriptionTarget.StandingTest:
                var id = Guid.ParseExact(key, "N");
                var test = await db
                    .StandingTests.Where(s => s.Id == id)
                    .Select(s => s.Name)
                    .SingleOrDefaultAsync(cancellation);
                return test is null ? null : new(target, key, test);
            default:
                return new(target, key, string.Empty);
        }
    }
}
