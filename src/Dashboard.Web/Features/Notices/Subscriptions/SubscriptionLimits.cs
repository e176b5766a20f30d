using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Subscriptions;

/// <summary>
/// How much mail strangers can have us write: to one mailbox, and to all. An address with a tag (<c>ann+one@…</c>) counts as the mailbox
/// that it leads to, so that nobody fills one by tags.
/// </summary>
internal sealed class SubscriptionLimits(IOptions<NoticeOptions> notices)
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Lock = 8_412_640_004;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly NoticeOptions options = notices.Value;

    /// <summary>Who counts waits for who counted before, until that transaction ends: two at once do not pass a limit.</summary>
    public static Task<int> HoldAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);

    /// <summary>Whether all together asked for as much mail in an hour as there may be.</summary>
    public async Task<bool> IsFullAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var since = now - Hour;
        return await db.Set<MailRow>()
                .CountAsync(
                    m => m.Kind == MailKind.Confirmation && m.CreatedAt > since,
                    cancellation
                ) >= options.ConfirmationsPerHour;
    }

    /// <summary>Whether one more message may go to the mailbox of an address, and where it is for another subscription, that too.</summary>
    public async Task<bool> MayWriteAsync(
        DashboardDb db,
        string address,
        bool another,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var since = now - Day;
        var mailbox = MailAddressInput.Mailbox(address);
        var written = await db
            .Database.SqlQuery<int>(
                $"""
                SELECT count(*)::int AS "Value"
                FROM mail_outbox m JOIN mail_recipients r ON r.id = m.recipient_id
                WHERE m.kind = 'confirmation' AND m.created_at > {since}
                  AND lower(regexp_replace(r.address, '^([^+]+)[+][^@]*@', '\1@')) = {mailbox}
                """
            )
            .SingleAsync(cancellation);
        if (written >= options.ConfirmationsPerAddress)
        {
            return false;
        }
        return !another
            || await db
                .Database.SqlQuery<int>(
                    $"""
                    SELECT count(*)::int AS "Value"
                    FROM subscriptions s JOIN mail_recipients r ON r.id = s.recipient_id
                    WHERE lower(regexp_replace(r.address, '^([^+]+)[+][^@]*@', '\1@')) = {mailbox}
                    """
                )
                .SingleAsync(cancellation) < options.MostPerAddress;
    }
}
