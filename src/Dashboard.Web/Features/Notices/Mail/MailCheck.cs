using System.Globalization;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Mail leaves: workers take it when it is due, and the relay takes it from them. What the relay says of one mailbox says nothing of the
/// relay.
/// </summary>
internal sealed class MailCheck(
    IDbContextFactory<DashboardDb> database,
    IOptions<MailOptions> settings,
    TimeProvider time
) : ISystemCheck
{
    /// <summary>A worker takes a message within seconds; a longer one in hand, and <c>Mail:PerMinute</c>, make it minutes.</summary>
    private static readonly TimeSpan WaitsTooLong = TimeSpan.FromMinutes(15);

    /// <summary>A refusal of longer ago says nothing of now.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>One attempt can fail by chance.</summary>
    private const int AttemptsThatTell = 2;

    private const int MostRead = 200;

    private const int LongestReply = 200;

    public string Name => "mail";

    public bool Applies => settings.Value.IsOn;

    public TimeSpan FreshFor => TimeSpan.FromSeconds(10);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var mail = db.Set<MailRow>().AsNoTracking();
        var sent = await mail.Where(m => m.State == MailState.Sent)
            .MaxAsync(m => m.EndedAt, cancellation);
        var refused = await RefusedAsync(mail, sent, now, cancellation);
        var overdue = now - WaitsTooLong;
        var due = await mail.Where(m => m.State == MailState.Waiting && m.DueAt < overdue)
            .MinAsync(m => (DateTimeOffset?)m.DueAt, cancellation);
        // Last: what the relay took in the meantime waits no more.
        var waiting = await mail.CountAsync(
            m => m.State == MailState.Waiting || m.State == MailState.Sending,
            cancellation
        );
        if (refused is var (since, reply))
        {
            return Says(SystemSlug.MailNotTaken, waiting, since, reply);
        }
        // While mail leaves, a long queue is a campaign or a publication, and Mail:PerMinute.
        if (due is { } first && (sent is null || sent < overdue))
        {
            return Says(SystemSlug.MailNotSent, waiting, first, reply: null);
        }
        return this.Says(
            SystemState.Ok,
            sent > now - Recent ? SystemSlug.Ok : SystemSlug.MailNotKnown,
            ("waiting", waiting.ToString(CultureInfo.InvariantCulture))
        );
    }

    private SystemPart Says(string slug, int waiting, DateTimeOffset since, string? reply)
    {
        (string, string)[] facts =
        [
            ("waiting", waiting.ToString(CultureInfo.InvariantCulture)),
            (
                "since",
                since.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
            ),
            .. reply is null
                ? Array.Empty<(string, string)>()
                : [("reply", reply.Length <= LongestReply ? reply : reply[..LongestReply])],
        ];
        return this.Says(SystemState.Degraded, slug, facts);
    }

    /// <summary>Since when nothing was taken, and the last reply; null where the last reply was good.</summary>
    /// <param name="sent">When the relay took a message last; null where it never did.</param>
    private async Task<(DateTimeOffset Since, string? Reply)?> RefusedAsync(
        IQueryable<MailRow> mail,
        DateTimeOffset? sent,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var deferred = await mail.Select(m => new
            {
                m.CreatedAt,
                m.DueAt,
                m.LastReply,
                m.State,
                // Of one in hand the last attempt has no outcome yet.
                Failed = m.State == MailState.Sending ? m.Attempts - 1 : m.Attempts,
            })
            .Where(m =>
                (m.State == MailState.Waiting || m.State == MailState.Sending)
                && m.Failed >= AttemptsThatTell
            )
            .OrderByDescending(m => m.DueAt)
            .Take(MostRead)
            .ToListAsync(cancellation);
        var recently = now - Recent;
        var rejected = await mail.Where(m =>
                m.State == MailState.Rejected
                && m.EndedAt > recently
                && (sent == null || m.EndedAt > sent)
            )
            .OrderByDescending(m => m.EndedAt)
            .Take(MostRead)
            .Select(m => new Refusal(m.EndedAt!.Value, m.EndedAt.Value, m.LastReply))
            .ToListAsync(cancellation);
        var refused = deferred
            .Select(m => new Refusal(
                m.CreatedAt,
                m.DueAt - settings.Value.PauseAfter(m.Failed),
                m.LastReply
            ))
            .Concat(rejected)
            .Where(one =>
                (sent is null || one.At > sent) && !EnhancedStatus.IsAboutTheRecipient(one.Reply)
            )
            .ToList();
        if (refused.Count == 0)
        {
            return null;
        }
        var since = refused.Min(one => one.Since);
        return (sent > since ? sent.Value : since, refused.MaxBy(one => one.At)!.Reply);
    }

    /// <param name="Since">Not before this moment.</param>
    /// <param name="At">The attempt.</param>
    private sealed record Refusal(DateTimeOffset Since, DateTimeOffset At, string? Reply);
}
