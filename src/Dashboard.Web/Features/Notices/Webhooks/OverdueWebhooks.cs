using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>Messages to programs. Mail is another part (<see cref="Mail.MailCheck"/>).</summary>
internal sealed class OverdueWebhooks(IOptions<WebhookOptions> webhooks) : IOverdueWork
{
    /// <summary>A message to a program is taken within seconds of being due.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromMinutes(15);

    public string Name => "webhooks";

    public async Task<bool> IsOverdueAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var told = now - ToldWithin;
        return webhooks.Value.IsOn
            && await db.Set<WebhookDeliveryRow>()
                .AnyAsync(
                    d =>
                        (d.State == WebhookDeliveryState.Waiting && d.DueAt < told)
                        || (d.State == WebhookDeliveryState.Sending && d.ClaimedUntil < told),
                    cancellation
                );
    }
}
