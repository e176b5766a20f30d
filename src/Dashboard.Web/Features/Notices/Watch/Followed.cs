using Dashboard.Data;
using Dashboard.Data.Notices;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>What somebody follows, by mail or by a program.</summary>
internal static class Followed
{
    /// <summary>The keys of targets of one kind that are confirmed; one may come more than once.</summary>
    public static IQueryable<string> Keys(DashboardDb db, SubscriptionTarget target) =>
        db.Set<SubscriptionRow>()
            .Where(s => s.ConfirmedAt != null && s.Target == target)
            .Select(s => s.TargetKey)
            .Concat(
                db.Set<WebhookEndpointRow>()
                    .Where(e => e.State == WebhookState.Active && e.Target == target)
                    .Select(e => e.TargetKey)
            );
}
