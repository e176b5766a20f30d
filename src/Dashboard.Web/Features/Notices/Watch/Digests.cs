using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>
/// Writes what happened into one message for each address, however many subscriptions it has. The message and how far each
/// subscription has read are one transaction, so that nothing is sent twice, and nothing is lost.
/// </summary>
internal sealed partial class Digests(
    IDbContextFactory<DashboardDb> database,
    SubscriptionTargets targets,
    NoticeLines lines,
    NoticeMail mail,
    IOptions<NoticeOptions> settings,
    TimeProvider time,
    ILogger<Digests> log
)
{
    /// <param name="domains">Of each organisation that somebody subscribed to.</param>
    public async Task WriteAsync(
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        var (newest, waiting) = await ReadAsync(cancellation);
        var recipients = waiting.GroupBy(s => s.RecipientId, (_, own) => own.ToList());
        foreach (var place in recipients.GroupBy(own => own.Min(s => s.SeenEvent)))
        {
            await WriteAsync([.. place], place.Key, newest, domains, cancellation);
        }
    }

    private async Task<(long Newest, List<SubscriptionRow> Waiting)> ReadAsync(
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var newest = await NewEvents.NewestAsync(db, cancellation);
        var waiting = await db.Set<SubscriptionRow>()
            .AsNoTracking()
            .Where(s => s.ConfirmedAt != null && s.SeenEvent < newest)
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
        return (newest, waiting);
    }

    /// <summary>To recipients that have read equally far: each with its subscriptions, the one furthest behind at that place.</summary>
    private async Task WriteAsync(
        IReadOnlyList<IReadOnlyList<SubscriptionRow>> recipients,
        long seen,
        long newest,
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        List<NoticeEventRow> events;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            events = await NewEvents.AfterAsync(db, seen, newest, cancellation);
        }
        if (events.Count == 0)
        {
            // They were erased meanwhile.
            return;
        }
        foreach (var own in recipients)
        {
            var recipient = own[0].RecipientId;
            try
            {
                await WriteAsync(recipient, own, events, events[^1].Id, domains, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One that cannot be written to holds up no other.
                Log.NotWritten(log, recipient, fault.GetBaseException().Message);
            }
        }
    }

    private async Task WriteAsync(
        long recipientId,
        IReadOnlyList<SubscriptionRow> subscriptions,
        IReadOnlyList<NoticeEventRow> events,
        long last,
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var recipient = await db.Set<MailRecipientRow>()
            .FromSql($"SELECT * FROM mail_recipients WHERE id = {recipientId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);
        if (recipient is null)
        {
            return;
        }
        var gone = recipient.OptedOutAt is not null || recipient.StoppedAt is not null;
        var news = NewEvents.NewsSince(now, settings.Value.DigestEvery);
        var sections = new List<NoticeSection>();
        var ids = subscriptions.Select(s => s.Id).ToArray();
        // Some may have been ended since they were read; from here on none is.
        var standing = await db.Set<SubscriptionRow>()
            .AsNoTracking()
            .Where(s => ids.Contains(s.Id) && s.ConfirmedAt != null)
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
        foreach (var subscription in standing)
        {
            var own = events
                .Where(e =>
                    e.Id > subscription.SeenEvent
                    && e.At >= subscription.ConfirmedAt
                    && e.At >= news
                    && NewEvents.IsAbout(subscription.Target, subscription.TargetKey, e, domains)
                )
                .ToList();
            if (own.Count == 0 || gone || !await MayReadAsync(db, subscription, cancellation))
            {
                continue;
            }
            var target = await targets.FindAsync(
                subscription.Target,
                subscription.TargetKey,
                cancellation
            );
            var told = await lines.OfAsync(target, own, subscription.Language, cancellation);
            if (told.Count > 0)
            {
                sections.Add(new(target, told, subscription.Language));
            }
        }
        if (sections.Count > 0)
        {
            if (await WasWrittenAsync(db, recipientId, now, cancellation))
            {
                // It waits, and what happens meanwhile comes with it.
                return;
            }
            mail.Add(
                db,
                recipient,
                string.Create(CultureInfo.InvariantCulture, $"notice:{recipientId}:{last}"),
                sections,
                now
            );
            await db.SaveChangesAsync(cancellation);
        }
        await db.Set<SubscriptionRow>()
            .Where(s => ids.Contains(s.Id) && s.SeenEvent < last)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenEvent, last), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private Task<bool> WasWrittenAsync(
        DashboardDb db,
        long recipient,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var since = now - settings.Value.DigestEvery;
        return db.Set<MailRow>()
            .AnyAsync(
                m => m.RecipientId == recipient && m.Kind == MailKind.Notice && m.CreatedAt > since,
                cancellation
            );
    }

    /// <summary>What is not public yet is for accounts that may see it today.</summary>
    private static async Task<bool> MayReadAsync(
        DashboardDb db,
        SubscriptionRow subscription,
        CancellationToken cancellation
    ) =>
        subscription.Target != SubscriptionTarget.Rounds
        || await db.Accounts.AnyAsync(
            a =>
                a.Id == subscription.AccountId
                && a.DisabledAt == null
                && (a.Role == AccountRole.Analyst || a.Role == AccountRole.Administrator),
            cancellation
        );

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Error,
            "Notices for recipient {Recipient} were not written this time: {Fault}"
        )]
        public static partial void NotWritten(ILogger logger, long recipient, string fault);
    }
}
