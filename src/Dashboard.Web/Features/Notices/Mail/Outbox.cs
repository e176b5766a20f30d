using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Messages on their way to the relay. A feature writes one in the transaction of what it is about: both are there, or neither.
/// </summary>
internal sealed class Outbox(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    /// <summary>A worker that has given no sign of life for so long has gone.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The row of an address, locked until the transaction ends; made where there is none. That of an address whose holder wants no
    /// mail has no address, and is left so.
    /// </summary>
    public static async Task<MailRecipientRow> RecipientAsync(
        DashboardDb db,
        string address,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var digest = MailAddressInput.Digest(address);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mail_recipients (digest, address, own_id, return_token, created_at)
            VALUES ({digest}, {address}, {PublicId.New()}, {PublicId.New()}, {now})
            ON CONFLICT (digest) DO NOTHING
            """,
            cancellation
        );
        return await db.Set<MailRecipientRow>()
            .FromSql($"SELECT * FROM mail_recipients WHERE digest = {digest} FOR UPDATE")
            .SingleAsync(cancellation);
    }

    /// <summary>
    /// The next message that is due, in hand of the caller; null where there is none. What people asked for goes before what they did not.
    /// </summary>
    public async Task<(MailRow Row, MailRecipientRow Recipient)?> TakeAsync(
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var until = now + Claim;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var taken = await db.Set<MailRow>()
            .FromSql(
                $"""
                UPDATE mail_outbox
                SET state = 'sending', claimed_until = {until}, attempts = attempts + 1
                WHERE id = (
                  SELECT id FROM mail_outbox
                  WHERE state = 'waiting' AND due_at <= {now}
                  ORDER BY kind = 'campaign', due_at, id
                  LIMIT 1
                  FOR UPDATE SKIP LOCKED
                )
                RETURNING *
                """
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return taken is [var row]
            ? (
                row,
                await db.Set<MailRecipientRow>()
                    .AsNoTracking()
                    .SingleAsync(r => r.Id == row.RecipientId, cancellation)
            )
            : null;
    }

    /// <summary>The content goes to the relay now. Not asynchronous: the library that sends asks at a moment that is not.</summary>
    /// <param name="row">As it was taken: another attempt is another worker's.</param>
    public void HandOver(MailRow row)
    {
        var now = time.GetUtcNow();
        var until = now + Claim;
        using var db = database.CreateDbContext();
        if (
            Mine(db, row)
                .ExecuteUpdate(set =>
                    set.SetProperty(m => m.HandedOverAt, now)
                        .SetProperty(m => m.ClaimedUntil, until)
                ) != 1
        )
        {
            throw new InvalidOperationException($"Message {row.Id} is in other hands.");
        }
    }

    private static IQueryable<MailRow> Mine(DashboardDb db, MailRow row) =>
        db.Set<MailRow>()
            .Where(m =>
                m.Id == row.Id && m.Attempts == row.Attempts && m.State == MailState.Sending
            );

    /// <summary>It needs no more sending; its text goes.</summary>
    public async Task EndAsync(
        MailRow row,
        MailState state,
        string? reply,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await Mine(db, row)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, state)
                        .SetProperty(m => m.Text, (string?)null)
                        .SetProperty(m => m.Subject, string.Empty)
                        .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(m => m.LastReply, reply)
                        .SetProperty(m => m.EndedAt, now),
                cancellation
            );
    }

    /// <summary>It was not taken, and is tried again.</summary>
    public async Task DeferAsync(
        MailRow row,
        DateTimeOffset due,
        string? reply,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await Mine(db, row)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MailState.Waiting)
                        .SetProperty(m => m.DueAt, due)
                        .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(m => m.HandedOverAt, (DateTimeOffset?)null)
                        .SetProperty(m => m.LastReply, reply),
                cancellation
            );
    }

    /// <summary>No more mail to the address, and what waits for it is dropped.</summary>
    public async Task StopAsync(long recipient, string? reply, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Set<MailRecipientRow>()
            .Where(r => r.Id == recipient)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.StoppedAt, now).SetProperty(r => r.StopReply, reply),
                cancellation
            );
        await DropAsync(db, recipient, now, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>
    /// What has not gone to the relay is dropped, in whose hand it may be; what has gone this moment is not sent again where the relay
    /// defers it.
    /// </summary>
    public static async Task DropAsync(
        DashboardDb db,
        long recipient,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await db.Set<MailRow>()
            .Where(m => m.RecipientId == recipient && m.State == MailState.Sending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NotAfter, now), cancellation);
        await db.Set<MailRow>()
            .Where(m =>
                m.RecipientId == recipient
                && (
                    m.State == MailState.Waiting
                    || m.State == MailState.Sending && m.HandedOverAt == null
                )
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MailState.Dropped)
                        .SetProperty(m => m.Text, (string?)null)
                        .SetProperty(m => m.Subject, string.Empty)
                        .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(m => m.EndedAt, now),
                cancellation
            );
    }

    /// <summary>
    /// What a worker that is gone had in hand. Where its content had not gone, it waits again; where it had, the relay may have taken
    /// it, and a second message would be worse than none.
    /// </summary>
    /// <returns>How many are uncertain.</returns>
    public async Task<int> ReleaseLostAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var lost = db.Set<MailRow>()
            .Where(m => m.State == MailState.Sending && m.ClaimedUntil < now);
        await lost.Where(m => m.HandedOverAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MailState.Waiting)
                        .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null),
                cancellation
            );
        return await lost.Where(m => m.HandedOverAt != null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MailState.Uncertain)
                        .SetProperty(m => m.Text, (string?)null)
                        .SetProperty(m => m.Subject, string.Empty)
                        .SetProperty(m => m.ClaimedUntil, (DateTimeOffset?)null)
                        .SetProperty(m => m.EndedAt, now),
                cancellation
            );
    }

    /// <summary>Another transaction wrote the same message: there is one, as there should be.</summary>
    public static bool IsThere(DbUpdateException fault) =>
        fault.InnerException
            is PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation,
                TableName: "mail_outbox"
            };
}
