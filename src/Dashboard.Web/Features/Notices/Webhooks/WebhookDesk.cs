using System.Net;
using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>What became of a request about a webhook.</summary>
internal enum WebhookAnswer
{
    /// <summary>It is done, or what there is to send was sent and its outcome is known.</summary>
    Done,
    InvalidAddress,
    NoSuchTarget,

    /// <summary>This client, this host, this endpoint or all together asked too much in a short time; there is a wait with it.</summary>
    Limited,

    /// <summary>The host has as many endpoints as one may have; when that ends is not known.</summary>
    Full,

    /// <summary>The site sends no messages to programs.</summary>
    Off,

    /// <summary>It was sent and its outcome is not known yet.</summary>
    UnderWay,

    /// <summary>There is no such endpoint, or it is not in a state for this.</summary>
    Gone,

    /// <summary>The database is unavailable; nothing was stored.</summary>
    Unavailable,
}

/// <param name="Token">In the address of its page; given out once.</param>
/// <param name="Secret">For the receiver; given out once.</param>
internal sealed record NewWebhook(string Token, string Secret, NoticeTarget Target);

/// <summary>A message as the holder of the endpoint sees it.</summary>
internal sealed record SentWebhook(
    string Type,
    WebhookDeliveryKind Kind,
    WebhookDeliveryState State,
    WebhookOutcome? Outcome,
    int? Status,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset DueAt
);

/// <summary>All that the holder of an endpoint sees of it.</summary>
/// <param name="Address">With the host in A-labels.</param>
/// <param name="FormerSecretUntil">Until then the secret before this one signs too; null where it does not.</param>
internal sealed record OwnWebhook(
    NoticeTarget Target,
    string Address,
    WebhookState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? FailingSince,
    DateTimeOffset? FormerSecretUntil,
    IReadOnlyList<SentWebhook> Sent
);

/// <summary>Webhooks as people ask for them, confirm, try, see and end them. The sending itself is for workers.</summary>
internal sealed class WebhookDesk(
    IDbContextFactory<DashboardDb> database,
    SubscriptionTargets targets,
    WebhookMessages messages,
    WebhookKeys keys,
    [FromKeyedServices(NoticeSetup.Limiter)] ClientLimiter limiter,
    WebhookShares shares,
    IOptions<WebhookOptions> settings,
    TimeProvider time
)
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Lock = 8_412_640_002;

    private const int MostShown = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly WebhookOptions options = settings.Value;

    public bool IsOn => options.IsOn;

    /// <summary>How long somebody waits for the outcome of a message.</summary>
    private TimeSpan Patience => options.Timeout + options.SendEvery + TimeSpan.FromSeconds(5);

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
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
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
        await HoldAsync(db, cancellation);
        var host = to.Host.Value;
        var endpoints = db.Set<WebhookEndpointRow>();
        if (await endpoints.CountAsync(e => e.Host == host, cancellation) >= options.MostPerHost)
        {
            return (WebhookAnswer.Full, null, null);
        }
        var asked = endpoints
            .Where(e => e.State == WebhookState.Unconfirmed)
            .Select(e => e.CreatedAt);
        if (await WaitAsync(asked, options.ChallengesPerHour, Hour, now, cancellation) is { } wait)
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
            (db, endpoint, now, stop) => UntilChallengeAsync(db, endpoint, client, now, stop),
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
            UntilTestAsync,
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
        endpoint.FormerKeyUntil = now + Day;
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
                await HoldAsync(db, cancellation);
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
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
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
        } while (time.GetElapsedTime(start) < Patience);
        return false;
    }

    /// <summary>So that nobody makes us knock at a host of somebody else again and again.</summary>
    /// <returns>Null where there is no wait.</returns>
    private async Task<TimeSpan?> UntilChallengeAsync(
        DashboardDb db,
        WebhookEndpointRow endpoint,
        IPAddress client,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var all = db.Set<WebhookDeliveryRow>().Where(d => d.Kind == WebhookDeliveryKind.Challenge);
        var ofHost = all.Where(d => d.Host == endpoint.Host).Select(d => d.CreatedAt);
        return await WaitAsync(ofHost, options.ChallengesPerHost, Day, now, cancellation)
            ?? await WaitAsync(
                all.Select(d => d.CreatedAt),
                options.ChallengesPerHour,
                Hour,
                now,
                cancellation
            )
            // Last, as it is taken by looking.
            ?? shares.Take(client, endpoint.Host);
    }

    /// <returns>Null where there is no wait.</returns>
    private Task<TimeSpan?> UntilTestAsync(
        DashboardDb db,
        WebhookEndpointRow endpoint,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        WaitAsync(
            db.Set<WebhookDeliveryRow>()
                .Where(d => d.EndpointId == endpoint.Id && d.Kind == WebhookDeliveryKind.Test)
                .Select(d => d.CreatedAt),
            options.TestsPerDay,
            Day,
            now,
            cancellation
        );

    /// <summary>How long until fewer than <paramref name="most"/> of these are within the window; null where that is so now.</summary>
    private static async Task<TimeSpan?> WaitAsync(
        IQueryable<DateTimeOffset> times,
        int most,
        TimeSpan window,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var since = now - window;
        var next = await times
            .Where(at => at > since)
            .OrderByDescending(at => at)
            .Skip(most - 1)
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefaultAsync(cancellation);
        return next - since;
    }

    /// <summary>Who counts waits for who counted before.</summary>
    private static Task<int> HoldAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);

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
