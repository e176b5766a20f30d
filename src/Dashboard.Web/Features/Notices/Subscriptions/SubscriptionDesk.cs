using System.Net;
using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Subscriptions;

/// <param name="Typed">As <see cref="SubscriptionTargets.ReadAsync"/> takes it.</param>
/// <param name="Account">Who is signed in and asks; needed for rounds alone.</param>
internal sealed record SubscriptionRequest(
    SubscriptionTarget Target,
    string Typed,
    string? Address,
    string Language,
    Guid? Account = null
);

/// <summary>
/// What became of a request. It is the same whether the address was known, has a subscription, wants no mail or was asked too often:
/// only the holder of the mailbox learns that.
/// </summary>
internal enum SubscriptionAnswer
{
    /// <summary>What there is to send is under way.</summary>
    Asked,
    InvalidAddress,
    NoSuchTarget,

    /// <summary>This client, or all together, asked too much in a short time.</summary>
    Limited,

    /// <summary>The site sends no mail.</summary>
    NoMail,

    /// <summary>The database is unavailable; nothing was stored.</summary>
    Unavailable,
}

/// <summary>What a link of a confirmation is about.</summary>
internal sealed record OpenConfirmation(NoticeTarget Target);

/// <summary>A subscription as its holder sees it.</summary>
internal sealed record OwnSubscription(long Id, NoticeTarget Target, DateTimeOffset ConfirmedAt);

/// <summary>All that an address has.</summary>
/// <param name="OptedOut">Its holder wants no mail of any kind.</param>
/// <param name="StoppedAt">Mail to it cannot be delivered since then.</param>
internal sealed record OwnNotices(
    string OwnId,
    bool OptedOut,
    DateTimeOffset? StoppedAt,
    IReadOnlyList<OwnSubscription> Subscriptions
);

/// <summary>Subscriptions as people ask for them, confirm, see and end them.</summary>
internal sealed class SubscriptionDesk(
    IDbContextFactory<DashboardDb> database,
    SubscriptionTargets targets,
    SubscriptionMail mail,
    [FromKeyedServices(NoticeSetup.Limiter)] ClientLimiter limiter,
    SubscriptionLimits limits,
    IOptions<NoticeOptions> notices,
    IOptions<MailOptions> sending,
    TimeProvider time
)
{
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromHours(1);

    private readonly NoticeOptions options = notices.Value;

    public bool MailIsOn => sending.Value.IsOn;

    /// <returns>What to tell who asks, and how long to wait where that is too soon.</returns>
    public async Task<(SubscriptionAnswer Answer, TimeSpan? Wait)> AskAsync(
        SubscriptionRequest request,
        IPAddress client,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!MailIsOn)
        {
            return (SubscriptionAnswer.NoMail, null);
        }
        if (!MailAddressInput.TryRead(request.Address, out var address))
        {
            return (SubscriptionAnswer.InvalidAddress, null);
        }
        if (limiter.Take(client) is { } wait)
        {
            return (SubscriptionAnswer.Limited, wait);
        }
        try
        {
            if (
                await targets.ReadAsync(request.Target, request.Typed, cancellation)
                is not { } target
            )
            {
                return (SubscriptionAnswer.NoSuchTarget, null);
            }
            return await AskAsync(request, address, target, cancellation)
                ? (SubscriptionAnswer.Asked, null)
                : (SubscriptionAnswer.Limited, RetryWhenFull);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return (SubscriptionAnswer.Unavailable, null);
        }
    }

    /// <returns>False where all together asked too much.</returns>
    private async Task<bool> AskAsync(
        SubscriptionRequest request,
        string address,
        NoticeTarget target,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await SubscriptionLimits.HoldAsync(db, cancellation);
        if (await limits.IsFullAsync(db, now, cancellation))
        {
            return false;
        }
        var recipient = await Outbox.RecipientAsync(db, address, now, cancellation);
        var existing = await db.Set<SubscriptionRow>()
            .SingleOrDefaultAsync(
                s =>
                    s.RecipientId == recipient.Id
                    && s.Target == target.Target
                    && s.TargetKey == target.Key,
                cancellation
            );
        if (
            recipient.OptedOutAt is null
            && await limits.MayWriteAsync(db, address, existing is null, now, cancellation)
        )
        {
            if (existing is { ConfirmedAt: not null })
            {
                mail.AddAlready(db, recipient, existing, target, now);
            }
            else
            {
                var token = SecretTokens.Create();
                var row = existing ?? New(request, recipient, target, now);
                row.ConfirmDigest = SecretTokens.Hash(token);
                row.ConfirmUntil = now + options.ConfirmationLifetime;
                row.Language = request.Language;
                if (existing is null)
                {
                    db.Add(row);
                }
                mail.AddConfirmation(db, recipient, row, target, token, now);
            }
            await db.SaveChangesAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static SubscriptionRow New(
        SubscriptionRequest request,
        MailRecipientRow recipient,
        NoticeTarget target,
        DateTimeOffset now
    ) =>
        new()
        {
            RecipientId = recipient.Id,
            Target = target.Target,
            TargetKey = target.Key,
            Language = request.Language,
            AccountId = target.Target == SubscriptionTarget.Rounds ? request.Account : null,
            CreatedAt = now,
        };

    /// <summary>Null for a token that nobody was sent, that was used, or that is too old.</summary>
    public async Task<OpenConfirmation?> FindConfirmationAsync(
        string token,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Open(db, token).AsNoTracking().SingleOrDefaultAsync(cancellation) is { } row
            ? new(await targets.FindAsync(row.Target, row.TargetKey, cancellation))
            : null;
    }

    /// <returns>The id of the holder's page; null where the token holds no more.</returns>
    public async Task<string?> ConfirmAsync(string token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await Open(db, token).SingleOrDefaultAsync(cancellation) is not { } row)
        {
            return null;
        }
        var recipient = await db.Set<MailRecipientRow>()
            .SingleAsync(r => r.Id == row.RecipientId, cancellation);
        row.ConfirmedAt ??= now;
        row.ConfirmDigest = null;
        row.ConfirmUntil = null;
        row.SeenEvent =
            await db.Set<NoticeEventRow>().MaxAsync(e => (long?)e.Id, cancellation) ?? 0;
        // The mail with the link arrived.
        recipient.StoppedAt = null;
        recipient.StopReply = null;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return recipient.OwnId;
    }

    private IQueryable<SubscriptionRow> Open(DashboardDb db, string token)
    {
        var digest = SecretTokens.Hash(token);
        var now = time.GetUtcNow();
        return db.Set<SubscriptionRow>()
            .Where(s => s.ConfirmDigest == digest && s.ConfirmUntil > now);
    }

    /// <summary>Null where no address has that page.</summary>
    public async Task<OwnNotices?> FindOwnAsync(string ownId, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await OwnerAsync(db, ownId, cancellation) is not { } recipient)
        {
            return null;
        }
        var rows = await db.Set<SubscriptionRow>()
            .AsNoTracking()
            .Where(s => s.RecipientId == recipient.Id && s.ConfirmedAt != null)
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
        var own = new List<OwnSubscription>();
        foreach (var row in rows)
        {
            own.Add(
                new(
                    row.Id,
                    await targets.FindAsync(row.Target, row.TargetKey, cancellation),
                    row.ConfirmedAt!.Value
                )
            );
        }
        return new(ownId, recipient.OptedOutAt is not null, recipient.StoppedAt, own);
    }

    /// <param name="subscription">Null for all of them.</param>
    public async Task EndAsync(string ownId, long? subscription, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await OwnerAsync(db, ownId, cancellation) is not { } recipient)
        {
            return;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await HoldAsync(db, recipient.Id, cancellation);
        await db.Set<SubscriptionRow>()
            .Where(s =>
                s.RecipientId == recipient.Id && (subscription == null || s.Id == subscription)
            )
            .ExecuteDeleteAsync(cancellation);
        if (subscription is null)
        {
            await Outbox.DropAsync(db, recipient.Id, time.GetUtcNow(), cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>No mail of any kind to the address any more. The address itself goes; its digest stays, so that this holds.</summary>
    public async Task OptOutAsync(string ownId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await OwnerAsync(db, ownId, cancellation) is not { } recipient)
        {
            return;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await HoldAsync(db, recipient.Id, cancellation);
        await db.Set<SubscriptionRow>()
            .Where(s => s.RecipientId == recipient.Id)
            .ExecuteDeleteAsync(cancellation);
        // Nothing is left of what was sent, but for a message that is on its way this moment.
        await db.Set<MailRow>()
            .Where(m =>
                m.RecipientId == recipient.Id
                && (m.State != MailState.Sending || m.HandedOverAt == null)
            )
            .ExecuteDeleteAsync(cancellation);
        // Where it came from says something of an address too.
        await db.Set<CampaignAddressRow>()
            .Where(a => a.RecipientId == recipient.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Source, (string?)null), cancellation);
        await db.Set<MailRecipientRow>()
            .Where(r => r.Id == recipient.Id && r.OptedOutAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.OptedOutAt, now)
                        .SetProperty(r => r.Address, (string?)null)
                        .SetProperty(r => r.StopReply, (string?)null),
                cancellation
            );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>
    /// The holder takes the opt-out back. Nothing is kept of the address then: a person who wants mail asks again. Campaigns that are past keep
    /// that it wanted none then.
    /// </summary>
    public async Task AllowAsync(string ownId, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var recipients = db.Set<MailRecipientRow>()
            .Where(r => r.OwnId == ownId && r.OptedOutAt != null);
        await db.Set<CampaignAddressRow>()
            .Where(a => recipients.Any(r => r.Id == a.RecipientId))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(a => a.Kept, (AddressState?)AddressState.OptedOut)
                        .SetProperty(a => a.Token, (string?)null)
                        .SetProperty(a => a.RecipientId, (long?)null),
                cancellation
            );
        await recipients.ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>A message to the address waits until the transaction ends.</summary>
    private static Task<int> HoldAsync(
        DashboardDb db,
        long recipient,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM mail_recipients WHERE id = {recipient} FOR UPDATE",
            cancellation
        );

    private static Task<MailRecipientRow?> OwnerAsync(
        DashboardDb db,
        string ownId,
        CancellationToken cancellation
    ) =>
        PublicId.IsWellFormed(ownId)
            ? db.Set<MailRecipientRow>()
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.OwnId == ownId, cancellation)
            : Task.FromResult<MailRecipientRow?>(null);
}
