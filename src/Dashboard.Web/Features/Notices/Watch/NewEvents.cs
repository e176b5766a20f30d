using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>What happened since a subscriber was last notified, and whom it is about: the same for mail and for programs.</summary>
internal static class NewEvents
{
    private const int Most = 5000;

    /// <summary>
    /// Of what happened longer ago nobody is notified, where messages were switched off for a time. What waits for the next digest does not
    /// get old by that.
    /// </summary>
    /// <param name="digestEvery">The shortest time between two messages to one address; zero where each is sent at once.</param>
    public static DateTimeOffset NewsSince(DateTimeOffset now, TimeSpan digestEvery) =>
        now - WebhookRetry.NewsFor - digestEvery;

    /// <summary>The number of the newest, in a transaction of the caller.</summary>
    public static async Task<long> NewestAsync(DashboardDb db, CancellationToken cancellation)
    {
        // An event that is being written has its number already: it is waited for, or it would be passed over.
        await db.Database.ExecuteSqlRawAsync(
            "LOCK TABLE notice_events IN SHARE MODE",
            cancellation
        );
        return await db.Set<NoticeEventRow>().MaxAsync(e => (long?)e.Id, cancellation) ?? 0;
    }

    /// <summary>
    /// The next that somebody who has read up to <paramref name="seen"/> is notified of. Everybody reads on from their own place: one who
    /// stays behind holds up no other.
    /// </summary>
    /// <param name="newest">As <see cref="NewestAsync"/> gave it: none up to there is being written.</param>
    public static Task<List<NoticeEventRow>> AfterAsync(
        DashboardDb db,
        long seen,
        long newest,
        CancellationToken cancellation
    ) =>
        db.Set<NoticeEventRow>()
            .AsNoTracking()
            .Where(e => e.Id > seen && e.Id <= newest)
            .OrderBy(e => e.Id)
            .Take(Most)
            .ToListAsync(cancellation);

    /// <param name="domains">Of each organisation that somebody subscribed to.</param>
    public static bool IsAbout(
        SubscriptionTarget target,
        string key,
        NoticeEventRow happened,
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains
    ) =>
        target switch
        {
            SubscriptionTarget.Domain => happened.Domain == key
                || happened.Kind == NoticeKind.RoundPublished,
            SubscriptionTarget.Organisation => happened.OrganisationKey == key
                || happened.Kind == NoticeKind.RoundPublished
                || (
                    happened.Domain is { } domain
                    && domains.TryGetValue(key, out var own)
                    && own.Contains(domain)
                ),
            SubscriptionTarget.StandingTest => happened.StandingTestId == key,
            _ => happened.Kind is NoticeKind.RoundMeasured or NoticeKind.RoundPublished,
        };
}
