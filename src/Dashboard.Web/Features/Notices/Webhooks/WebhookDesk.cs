using System.Net;
using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>Webhooks as people ask for them, confirm, try, see and end them. The sending itself is for workers.</summary>
internal sealed class WebhookDesk(
    IDbContextFactory<DashboardDb> database,
    SubscriptionTargets targets,
    WebhookMessages messages,
    WebhookKeys keys,
    [FromKeyedServices(NoticeSetup.Limiter)] ClientLimiter limiter,
    WebhookLimits limits,
    IOptions<WebhookOptions> settings,
    TimeProvider time
)
{
    private const int MostShown = 20;

    /// <summary>How long the secret before a new one signs too, so that a receiver has time to take the new one.</summary>
    private static readonly TimeSpan BothSign = TimeSpan.FromDays(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly WebhookOptions options = settings.Value;

    public bool IsOn => options.IsOn;

    /// <summary>How long somebody waits for the outcome of a message.</summary>
    private TimeSpan Timeout => options.Timeout + options.SendEvery + TimeSpan.FromSeconds(5);

    /// <param name="typed">As <see cref="SubscriptionTargets.ReadAsync"/> takes it.</param>
    /// <returns>Nothing has been sent to the address yet.</returns>
    public async Task<(
        WebhookAnswer Answer,
        WebhookAddressProblem? Problem,
        TimeSpan? Wait,
        NewWebhook? New
    )> CreateAsync(
        SubscriptionTarget target,
        string typed,
        string? address,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        if (!IsOn)
        {
            return (WebhookAnswer.Off, null, null, null);
        }
        if (!WebhookAddress.TryRead(address, out var to, out var problem))
        {
            return (WebhookAnswer.InvalidAddress, problem, null, null);
        }
        // What is not public yet is for accounts, by mail.
        if (target == SubscriptionTarget.Rounds)
        {
            return (WebhookAnswer.NoSuchTarget, null, null, null);
        }
        if (limiter.Take(client) is { } wait)
        {
            return (WebhookAnswer.Limited, null, wait, null);
        }
        try
        {
            if (await targets.ReadAsync(target, typed, cancellation) is not { } about)
            {
                return (WebhookAnswer.NoSuchTarget, null, null, null);
            }
            var (answer, until, made) = await CreateAsync(about, to, cancellation);
            return (answer, null, until, made);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return (WebhookAnswer.Unavailable, null, null, null);
        }
    }

    private async Task<(WebhookAnswer Answer, TimeSpan? Wait, NewWebhook? New)> CreateAsync(
        NoticeTarget about,
        WebhookAddress to,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await WebhookLimits.HoldAsync(db, cancellation);
        var host = to.Host.Value;
        if (await limits.IsFullAsync(db, host, cancellation))
        {
            return (WebhookAnswer.Full, null, null);
        }
        if (await limits.UntilNewAsync(db, now, cancellation) is { } wait)
        {
            return (WebhookAnswer.Limited, wait, null);
        }
        var token = SecretTokens.Create();
        var (kept, secret) = keys.Create();
        db.Add(
            new WebhookEndpointRow
            {
                TokenDigest = SecretTokens.Hash(token),
                Host = host,
                PathAndQuery = to.PathAndQuery,
                Target = about.Target,
                TargetKey = about.Key,
                Key = kept,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (WebhookAnswer.Done, null, new(token, secret, about));
    }

    /// <summary>Null where no endpoint has that page.</summary>
    public async Task<OwnWebhook?> FindAsync(string token, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await Own(db, token).AsNoTracking().SingleOrDefaultAsync(cancellation)
            is not { } endpoint
        )
        {
            return null;
        }
        var sent = await db.Set<WebhookDeliveryRow>()
            .AsNoTracking()
            .Where(d => d.EndpointId == endpoint.Id)
            .OrderByDescending(d => d.CreatedAt)
            .ThenByDescending(d => d.Id)
            .Take(MostShown)
            .Select(d => new SentWebhook(
                d.Type,
                d.Kind,
                d.State,
                d.Outcome,
                d.Status,
                d.Attempts,
                d.CreatedAt,
                d.LastAttemptAt,
                d.DueAt
            ))
            .ToListAsync(cancellation);
        return new(
            await targets.FindAsync(endpoint.Target, endpoint.TargetKey, cancellation),
            $"https://{endpoint.Host}{endpoint.PathAndQuery}",
            endpoint.State,
            endpoint.CreatedAt,
            endpoint.ConfirmedAt,
            endpoint.StoppedAt,
            endpoint.FailingSince,
            endpoint.FormerKeyUntil > time.GetUtcNow() ? endpoint.FormerKeyUntil : null,
            sent
        );
    }

    /// <summary>Sends a challenge to an endpoint that is not active, and waits for what comes of it.</summary>
    public Task<(WebhookAnswer Answer, TimeSpan? Wait)> ChallengeAsync(
        string token,
        IPAddress client,
        CancellationToken cancellation
    ) =>
        SendAsync(
            token,
            client,
            WebhookDeliveryKind.Challenge,
            endpoint => endpoint.State != WebhookState.Active,
            (db, endpoint, now, stop) =>
                limits.UntilChallengeAsync(db, endpoint, client, now, stop),
            (_, challenge, now) => Task.FromResult(WebhookMessages.OfChallenge(challenge!, now)),
            cancellation
        );

    /// <summary>Sends a message to try an active endpoint, and waits for what comes of it.</summary>
    public Task<(WebhookAnswer Answer, TimeSpan? Wait)> TestAsync(
        string token,
        IPAddress client,
        CancellationToken cancellation
    ) =>
        SendAsync(
            token,
            client,
            WebhookDeliveryKind.Test,
            endpoint => endpoint.State == WebhookState.Active,
            limits.UntilTestAsync,
            (endpoint, _, now) => messages.OfTestAsync(endpoint, now, cancellation),
            cancellation
        );

    /// <returns>The new secret, to be shown once; null where there is no such endpoint.</returns>
    public async Task<string?> RotateAsync(string token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (kept, secret) = keys.Create();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HeldAsync(db, token, cancellation) is not { } endpoint)
        {
            return null;
        }
        endpoint.FormerKey = endpoint.Key;
        endpoint.FormerKeyUntil = now + BothSign;
        endpoint.Key = kept;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return secret;
    }

    /// <summary>Nothing is kept of it, but for a day that its host got challenges.</summary>
    public async Task EndAsync(string token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await HeldAsync(db, token, cancellation) is not { } endpoint)
        {
            return;
        }
        var sent = db.Set<WebhookDeliveryRow>().Where(d => d.EndpointId == endpoint.Id);
        await sent.Where(d => d.Kind != WebhookDeliveryKind.Challenge)
            .ExecuteDeleteAsync(cancellation);
        await sent.Where(d => d.EndedAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.State, WebhookDeliveryState.Dropped)
                        .SetProperty(d => d.Body, (string?)null)
                        .SetProperty(d => d.Challenge, (string?)null)
                        .SetProperty(d => d.EndedAt, now),
                cancellation
            );
        db.Remove(endpoint);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<(WebhookAnswer Answer, TimeSpan? Wait)> SendAsync(
        string token,
        IPAddress client,
        WebhookDeliveryKind kind,
        Func<WebhookEndpointRow, bool> fits,
        Func<
            DashboardDb,
            WebhookEndpointRow,
            DateTimeOffset,
            CancellationToken,
            Task<TimeSpan?>
        > until,
        Func<WebhookEndpointRow, string?, DateTimeOffset, Task<string>> write,
        CancellationToken cancellation
    )
    {
        if (!IsOn)
        {
            return (WebhookAnswer.Off, null);
        }
        if (limiter.Take(client) is { } wait)
        {
            return (WebhookAnswer.Limited, wait);
        }
        try
        {
            var now = time.GetUtcNow();
            long id;
            await using (var db = await database.CreateDbContextAsync(cancellation))
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
                await WebhookLimits.HoldAsync(db, cancellation);
                if (await HeldAsync(db, token, cancellation) is not { } endpoint || !fits(endpoint))
                {
                    return (WebhookAnswer.Gone, null);
                }
                if (await until(db, endpoint, now, cancellation) is { } more)
                {
                    return (WebhookAnswer.Limited, more);
                }
                var challenge =
                    kind == WebhookDeliveryKind.Challenge ? SecretTokens.Create() : null;
                var row = new WebhookDeliveryRow
                {
                    Key = $"{Core.Slug.Of(kind)}:{Guid.CreateVersion7():N}",
                    EndpointId = endpoint.Id,
                    Host = endpoint.Host,
                    Kind = kind,
                    MessageId = WebhookMessages.NewId(),
                    Type =
                        kind == WebhookDeliveryKind.Challenge
                            ? WebhookMessages.Challenge
                            : WebhookMessages.Test,
                    Body = await write(endpoint, challenge, now),
                    Challenge = challenge,
                    CreatedAt = now,
                    DueAt = now,
                };
                db.Add(row);
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                id = row.Id;
            }
            return (
                await HasEndedAsync(id, cancellation) ? WebhookAnswer.Done : WebhookAnswer.UnderWay,
                null
            );
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return (WebhookAnswer.Unavailable, null);
        }
    }

    private async Task<bool> HasEndedAsync(long id, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        do
        {
            await Task.Delay(LookEvery, time, cancellation);
            await using var db = await database.CreateDbContextAsync(cancellation);
            if (
                !await db.Set<WebhookDeliveryRow>()
                    .AnyAsync(d => d.Id == id && d.EndedAt == null, cancellation)
            )
            {
                return true;
            }
        } while (time.GetElapsedTime(start) < Timeout);
        return false;
    }

    private static Task<WebhookEndpointRow?> HeldAsync(
        DashboardDb db,
        string token,
        CancellationToken cancellation
    )
    {
        var digest = SecretTokens.Hash(token);
        return db.Set<WebhookEndpointRow>()
            .FromSql($"SELECT * FROM webhook_endpoints WHERE token_digest = {digest} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);
    }

    private static IQueryable<WebhookEndpointRow> Own(DashboardDb db, string token)
    {
        var digest = SecretTokens.Hash(token);
        return db.Set<WebhookEndpointRow>().Where(e => e.TokenDigest == digest);
    }
}
