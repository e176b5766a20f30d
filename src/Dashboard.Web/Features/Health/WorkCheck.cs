using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Notices.Webhooks;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>
/// Work that workers take by claims in tables of its own, beside the queue of jobs: what has been due for long was taken by no worker, and the
/// queue says nothing of it. Mail is another part (<see cref="Notices.Mail.MailCheck"/>).
/// </summary>
internal sealed class WorkCheck(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    IOptions<WebhookOptions> webhooks,
    TimeProvider time
) : ISystemCheck
{
    /// <summary>A taken sending test comes back after some seconds; one with a fault of ours after half a minute.</summary>
    private static readonly TimeSpan JudgedWithin = TimeSpan.FromMinutes(2);

    /// <summary>A message to a program is taken within seconds of being due.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromMinutes(15);

    /// <summary>A claim of a round is renewed, or lapses and is taken again within moments.</summary>
    private static readonly TimeSpan TakenAgainWithin = TimeSpan.FromMinutes(15);

    public string Name => "work";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(10);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        List<string> overdue = [];
        async Task AddAsync(string what, IQueryable<object> late)
        {
            if (await late.AnyAsync(cancellation))
            {
                overdue.Add(what);
            }
        }

        if (zone.Options is not null)
        {
            var judged = now - JudgedWithin;
            await AddAsync(
                "sending-tests",
                db.OutboundTests.Where(t => t.ClosedAt == null && t.DueAt < judged)
            );
        }
        if (webhooks.Value.IsOn)
        {
            var told = now - ToldWithin;
            await AddAsync(
                "webhooks",
                db.Set<WebhookDeliveryRow>()
                    .Where(d =>
                        (d.State == WebhookDeliveryState.Waiting && d.DueAt < told)
                        || (d.State == WebhookDeliveryState.Sending && d.ClaimedUntil < told)
                    )
            );
        }
        var taken = now - TakenAgainWithin;
        var rounds = db.Set<RoundRow>();
        await AddAsync(
            "rounds",
            db.Set<RoundLookupRow>()
                .Where(l =>
                    l.State == LookupState.Waiting
                    && l.ClaimedUntil < taken
                    && rounds.Any(r => r.Id == l.RoundId && r.State == RoundState.Resolving)
                )
        );
        await AddAsync(
            "rounds",
            db.Set<RoundPairRow>()
                .Where(p =>
                    p.DoneAt == null
                    && p.ClaimedUntil < taken
                    && rounds.Any(r => r.Id == p.RoundId && r.State == RoundState.Probing)
                )
        );
        return overdue.Count == 0
            ? this.Says(SystemState.Ok, SystemSlug.Ok)
            : this.Says(
                SystemState.Degraded,
                SystemSlug.WorkOverdue,
                ("overdue", string.Join(", ", overdue.Distinct()))
            );
    }
}
