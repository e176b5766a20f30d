using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Notices;

/// <summary>
/// Addresses that asked for notices, with what they asked for and what was sent. The digest of an address that opted out of all mail
/// stays: without it somebody could have it written to again.
/// </summary>
internal sealed class NoticesPersonalData : IPersonalData
{
    private const string AddressField = "notice-address";
    private const string SubscriptionField = "notice-subscription";
    private const string MessageField = "notice-message";

    /// <summary>The address of a program may have that of a person in it.</summary>
    private readonly FreeTexts webhooks = new("webhook");

    public IReadOnlyList<string> Fields =>
        [AddressField, SubscriptionField, MessageField, "webhook"];

    public async Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) =>
        [
            .. await db.Set<MailRecipientRow>()
                .Where(r => r.Address != null)
                .Select(r => r.Address!)
                .ToListAsync(cancellation),
            .. await webhooks.NamesAsync(db, cancellation),
        ];

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        await webhooks.ExportAsync(db, person, export, cancellation);
        var recipient = await FindAsync(db, person, cancellation);
        if (recipient is not null)
        {
            export.Add(
                AddressField,
                [
                    new
                    {
                        address = recipient.Address,
                        sha256 = Convert.ToHexStringLower(recipient.Digest),
                        createdAt = recipient.CreatedAt,
                        optedOutAt = recipient.OptedOutAt,
                        stoppedAt = recipient.StoppedAt,
                        stopReply = recipient.StopReply,
                    },
                ]
            );
        }
        var id = recipient?.Id;
        var name = person.AccountName;
        var subscriptions = await db.Set<SubscriptionRow>()
            .AsNoTracking()
            .Where(s =>
                s.RecipientId == id
                || db.Accounts.Any(a => a.Id == s.AccountId && a.NormalizedUserName == name)
            )
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
        export.Add(
            SubscriptionField,
            subscriptions.Select(s => new
            {
                about = Slug.Of(s.Target),
                key = s.TargetKey,
                language = s.Language,
                createdAt = s.CreatedAt,
                confirmedAt = s.ConfirmedAt,
            })
        );
        var messages = await db.Set<MailRow>()
            .AsNoTracking()
            .Where(m => m.RecipientId == id)
            .OrderBy(m => m.Id)
            .ToListAsync(cancellation);
        export.Add(
            MessageField,
            messages.Select(m => new
            {
                kind = Slug.Of(m.Kind),
                language = m.Language,
                subject = m.Subject,
                text = m.Text,
                state = Slug.Of(m.State),
                createdAt = m.CreatedAt,
                endedAt = m.EndedAt,
                lastReply = m.LastReply,
            })
        );
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        await webhooks.EraseAsync(db, person, report, cancellation);
        if (await FindAsync(db, person, cancellation) is not { } recipient)
        {
            return;
        }
        // A message to the address waits until the transaction ends.
        await db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM mail_recipients WHERE id = {recipient.Id} FOR UPDATE",
            cancellation
        );
        report.Add(
            SubscriptionField,
            await db.Set<SubscriptionRow>()
                .Where(s => s.RecipientId == recipient.Id)
                .ExecuteDeleteAsync(cancellation)
        );
        report.Add(
            MessageField,
            await db.Set<MailRow>()
                .Where(m => m.RecipientId == recipient.Id)
                .ExecuteDeleteAsync(cancellation)
        );
        report.Add(
            AddressField,
            await db.Set<MailRecipientRow>()
                .Where(r => r.Id == recipient.Id && r.OptedOutAt == null)
                .ExecuteDeleteAsync(cancellation)
        );
        if (await db.Set<MailRecipientRow>().AnyAsync(r => r.Id == recipient.Id, cancellation))
        {
            report.Stay(AddressField, StayReason.OptOut);
        }
    }

    private static Task<MailRecipientRow?> FindAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    )
    {
        if (person.MailAddress is null)
        {
            return Task.FromResult<MailRecipientRow?>(null);
        }
        var digest = person.Digest;
        return db.Set<MailRecipientRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.Digest == digest, cancellation);
    }
}
