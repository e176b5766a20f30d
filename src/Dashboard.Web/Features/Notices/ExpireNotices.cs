using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Webhooks;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices;

/// <summary>
/// Erases what notices need no longer: requests that nobody confirmed, messages and events past their time, and every address that has
/// no subscription, no campaign, no mail under way and no opt-out.
/// </summary>
internal sealed class ExpireNotices(
    IDbContextFactory<DashboardDb> database,
    Outbox outbox,
    IOptions<MailOptions> mail,
    IOptions<NoticeOptions> notices,
    IOptions<WebhookOptions> webhooks,
    TimeProvider time
)
{
    /// <summary>
    /// They name nobody, and are the only record of what was sent: kept until none of what they tell of is news or goes on.
    /// </summary>
    private static readonly TimeSpan EventsFor = TimeSpan.FromDays(800);

    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - mail.Value.KeepFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db.Set<SubscriptionRow>()
            .Where(s => s.ConfirmedAt == null && s.ConfirmUntil < now)
            .ExecuteDeleteAsync(cancellation);
        // What still waits is sent or given up first, however short Mail:KeepFor is.
        await db.Set<MailRow>()
            .Where(m =>
                m.CreatedAt < before && m.State != MailState.Waiting && m.State != MailState.Sending
            )
            .ExecuteDeleteAsync(cancellation);
        await outbox.ReleaseLostAsync(cancellation);
        await UnsentAsync(db, now, cancellation);
        var longAgo = now - EventsFor;
        await db.Set<NoticeEventRow>().Where(e => e.At < longAgo).ExecuteDeleteAsync(cancellation);
        // Its messages of the last day count against further requests for it, so they go a day later.
        var dayAgo = now - TimeSpan.FromDays(1);
        await db.Set<MailRecipientRow>()
            .Where(r =>
                r.OptedOutAt == null
                && r.CreatedAt < dayAgo
                && !db.Set<SubscriptionRow>().Any(s => s.RecipientId == r.Id)
                && !db.Set<CampaignAddressRow>().Any(a => a.RecipientId == r.Id)
                && !db.Set<MailRow>()
                    .Any(m =>
                        m.RecipientId == r.Id
                        && (
                            m.State == MailState.Waiting
                            || m.State == MailState.Sending
                            || m.CreatedAt > dayAgo
                        )
                    )
            )
            .ExecuteDeleteAsync(cancellation);
        await WebhooksAsync(db, now, cancellation);
    }

    /// <summary>Where no worker sends, because Mail:Host is not set any more, nobody else gives them up.</summary>
    private Task<int> UnsentAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var never = now - mail.Value.GiveUpAfter;
        return db.Set<MailRow>()
            .Where(m => m.CreatedAt < never && m.State == MailState.Waiting)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MailState.GivenUp)
                        .SetProperty(m => m.Text, (string?)null)
                        .SetProperty(m => m.Subject, string.Empty)
                        .SetProperty(m => m.EndedAt, now),
                cancellation
            );
    }

    private async Task WebhooksAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var asked = now - notices.Value.ConfirmationLifetime;
        var kept = now - webhooks.Value.KeepFor;
        var dayAgo = now - TimeSpan.FromDays(1);
        await db.Set<WebhookEndpointRow>()
            .Where(e =>
                e.State == WebhookState.Unconfirmed && e.CreatedAt < asked
                || e.StoppedAt != null && e.StoppedAt < kept
            )
            .ExecuteDeleteAsync(cancellation);
        // Where no worker sends, because Webhooks:Site is not set any more, nobody else ends them.
        var never = now - WebhookRetry.NeverAfter;
        await db.Set<WebhookDeliveryRow>()
            .Where(d =>
                d.CreatedAt < never
                && (
                    d.State == WebhookDeliveryState.Waiting
                    || d.State == WebhookDeliveryState.Sending && d.ClaimedUntil < now
                )
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.State, WebhookDeliveryState.GivenUp)
                        .SetProperty(d => d.Body, (string?)null)
                        .SetProperty(d => d.Challenge, (string?)null)
                        .SetProperty(d => d.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(d => d.EndedAt, now),
                cancellation
            );
        await db.Set<WebhookDeliveryRow>()
            .Where(d =>
                d.EndedAt != null && d.CreatedAt < kept
                || d.EndpointId == null && d.CreatedAt < dayAgo
            )
            .ExecuteDeleteAsync(cancellation);
        await db.Set<WebhookEndpointRow>()
            .Where(e => e.FormerKeyUntil < now)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(e => e.FormerKey, (string?)null)
                        .SetProperty(e => e.FormerKeyUntil, (DateTimeOffset?)null),
                cancellation
            );
    }
}
