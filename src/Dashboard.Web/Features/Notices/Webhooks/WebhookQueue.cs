using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>What came of an attempt, and what the receiver asks for.</summary>
internal sealed record WebhookAttempt(
    WebhookOutcome Outcome,
    int? Status = null,
    TimeSpan? RetryAfter = null
);

/// <summary>
/// Messages on their way to endpoints. An attempt is in the hands of one worker; what a worker did not answer for in time is sent
/// again with the same id, so that a message comes at least once and receivers can drop the second.
/// </summary>
internal sealed class WebhookQueue(
    IDbContextFactory<DashboardDb> database,
    IOptions<WebhookOptions> settings,
    TimeProvider time
)
{
    /// <summary>Longer than an attempt can take (Webhooks:Timeout is a minute at most, with the look-up before it).</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(3);

    /// <summary>Any number that nothing else locks.</summary>
    private const long Taking = 8_412_640_005;

    /// <summary>Somebody waits for the outcome: after so long it is of no use to anybody.</summary>
    private static readonly TimeSpan OnceFor = TimeSpan.FromMinutes(5);

    private readonly WebhookOptions options = settings.Value;

    /// <summary>The next message that is due, in hand of the caller; null where there is none, or its host has its share.</summary>
    public async Task<(WebhookDeliveryRow Row, WebhookEndpointRow Endpoint)?> TakeAsync(
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var until = now + Claim;
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Workers take one after another: what each counts of a host is what there is.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Taking})", cancellation);
        var taken = await db.Set<WebhookDeliveryRow>()
            .FromSql(
                $"""
                UPDATE webhook_deliveries
                SET state = 'sending', claimed_until = {until}, attempts = attempts + 1, last_attempt_at = {now}
                WHERE id = (
                  SELECT id FROM webhook_deliveries AS next
                  WHERE state = 'waiting' AND due_at <= {now} AND endpoint_id IS NOT NULL
                    AND (
                      SELECT count(*) FROM webhook_deliveries AS other
                      WHERE other.state = 'sending' AND other.host = next.host
                    ) < {options.AtOncePerHost}
                  ORDER BY kind = 'notice', due_at, id
                  LIMIT 1
                  FOR UPDATE SKIP LOCKED
                )
                RETURNING *
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return
            taken is [var row]
            && await db.Set<WebhookEndpointRow>()
                .AsNoTracking()
                .SingleOrDefaultAsync(e => e.Id == row.EndpointId, cancellation)
                is { } endpoint
            ? (row, endpoint)
            : null;
    }

    /// <summary>What a worker that is gone had in hand waits again.</summary>
    public async Task ReleaseLostAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db.Set<WebhookDeliveryRow>()
            .Where(d => d.State == WebhookDeliveryState.Sending && d.ClaimedUntil < now)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.State, WebhookDeliveryState.Waiting)
                        .SetProperty(d => d.ClaimedUntil, (DateTimeOffset?)null),
                cancellation
            );
    }

    /// <summary>It is not to be sent, though it was taken: its endpoint ended, or its time is over.</summary>
    public async Task EndUnsentAsync(
        WebhookDeliveryRow row,
        WebhookDeliveryState state,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await MineAsync(db, row, cancellation) is { } mine)
        {
            End(mine, state);
            await db.SaveChangesAsync(cancellation);
        }
    }

    /// <summary>The worker stops before it was sent: another takes it.</summary>
    public async Task PutBackAsync(WebhookDeliveryRow row, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await MineAsync(db, row, cancellation) is { } mine)
        {
            mine.State = WebhookDeliveryState.Waiting;
            mine.ClaimedUntil = null;
            // Nothing was sent: it was no attempt.
            mine.Attempts--;
            await db.SaveChangesAsync(cancellation);
        }
    }

    public bool IsTooOld(WebhookDeliveryRow row) =>
        row.Kind == WebhookDeliveryKind.Notice
            ? row.Attempts > WebhookRetry.MostAttempts
                || time.GetUtcNow() - row.CreatedAt > WebhookRetry.NeverAfter
            : time.GetUtcNow() - row.CreatedAt > OnceFor;

    /// <summary>Writes what came of an attempt to the message and to its endpoint, together.</summary>
    /// <param name="row">As it was taken: another attempt is another worker's.</param>
    public async Task RecordAsync(
        WebhookDeliveryRow row,
        WebhookAttempt attempt,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // A statement that ends the endpoint, or writes to it, waits.
        var endpoint = await db.Set<WebhookEndpointRow>()
            .FromSql($"SELECT * FROM webhook_endpoints WHERE id = {row.EndpointId} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);
        if (endpoint is null || await MineAsync(db, row, cancellation) is not { } mine)
        {
            return;
        }
        mine.Outcome = attempt.Outcome;
        mine.Status = attempt.Status;
        if (attempt.Outcome == WebhookOutcome.Taken)
        {
            End(mine, WebhookDeliveryState.Delivered);
            endpoint.FailingSince = null;
            if (mine.Kind == WebhookDeliveryKind.Challenge)
            {
                await StartAsync(db, endpoint, cancellation);
            }
        }
        else
        {
            await FailAsync(db, mine, endpoint, attempt, cancellation);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task StartAsync(
        DashboardDb db,
        WebhookEndpointRow endpoint,
        CancellationToken cancellation
    )
    {
        if (endpoint.State == WebhookState.Active)
        {
            return;
        }
        endpoint.State = WebhookState.Active;
        endpoint.StoppedAt = null;
        endpoint.ConfirmedAt ??= time.GetUtcNow();
        endpoint.SeenEvent =
            await db.Set<NoticeEventRow>().MaxAsync(e => (long?)e.Id, cancellation) ?? 0;
    }

    private async Task FailAsync(
        DashboardDb db,
        WebhookDeliveryRow mine,
        WebhookEndpointRow endpoint,
        WebhookAttempt attempt,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (attempt.Outcome == WebhookOutcome.Gone && mine.Kind != WebhookDeliveryKind.Challenge)
        {
            End(mine, WebhookDeliveryState.GivenUp);
            await StopAsync(db, mine, endpoint, WebhookState.Gone, cancellation);
            return;
        }
        if (mine.Kind != WebhookDeliveryKind.Notice)
        {
            End(mine, WebhookDeliveryState.GivenUp);
            return;
        }
        if (attempt.Outcome != WebhookOutcome.OwnFault)
        {
            endpoint.FailingSince ??= now;
        }
        if (
            WebhookRetry.Next(
                mine.Attempts,
                mine.CreatedAt,
                now,
                options.RetryAfter,
                attempt.RetryAfter
            ) is
            { } next
        )
        {
            mine.State = WebhookDeliveryState.Waiting;
            mine.DueAt = next;
            mine.ClaimedUntil = null;
            return;
        }
        End(mine, WebhookDeliveryState.GivenUp);
        if (now - endpoint.FailingSince >= options.StopAfter)
        {
            await StopAsync(db, mine, endpoint, WebhookState.Stopped, cancellation);
        }
    }

    private async Task StopAsync(
        DashboardDb db,
        WebhookDeliveryRow mine,
        WebhookEndpointRow endpoint,
        WebhookState state,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        endpoint.State = state;
        endpoint.StoppedAt = now;
        await db.Set<WebhookDeliveryRow>()
            .Where(d =>
                d.EndpointId == endpoint.Id
                && d.Id != mine.Id
                && d.State == WebhookDeliveryState.Waiting
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.State, WebhookDeliveryState.Dropped)
                        .SetProperty(d => d.Body, (string?)null)
                        .SetProperty(d => d.Challenge, (string?)null)
                        .SetProperty(d => d.EndedAt, now),
                cancellation
            );
    }

    private void End(WebhookDeliveryRow mine, WebhookDeliveryState state)
    {
        mine.State = state;
        mine.Body = null;
        mine.Challenge = null;
        mine.ClaimedUntil = null;
        mine.EndedAt = time.GetUtcNow();
    }

    private static Task<WebhookDeliveryRow?> MineAsync(
        DashboardDb db,
        WebhookDeliveryRow row,
        CancellationToken cancellation
    ) =>
        db.Set<WebhookDeliveryRow>()
            .FromSql($"SELECT * FROM webhook_deliveries WHERE id = {row.Id} FOR UPDATE")
            .SingleOrDefaultAsync(
                d => d.Attempts == row.Attempts && d.State == WebhookDeliveryState.Sending,
                cancellation
            );
}
