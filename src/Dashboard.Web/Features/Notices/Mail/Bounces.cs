using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>Whose report a return address is, and what follows from it.</summary>
internal sealed class Bounces(
    IDbContextFactory<DashboardDb> database,
    Outbox outbox,
    IOptions<MailOptions> settings
)
{
    /// <summary>The number of the recipient; null for an address that nobody was given.</summary>
    public async Task<long?> FindAsync(
        string localPart,
        string domain,
        CancellationToken cancellation
    )
    {
        if (
            !domain.Equals(settings.Value.ReturnDomain, StringComparison.OrdinalIgnoreCase)
            || !localPart.StartsWith(MailMessages.ReturnPrefix, StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }
        var token = localPart[MailMessages.ReturnPrefix.Length..].ToLowerInvariant();
        if (!PublicId.IsWellFormed(token))
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<MailRecipientRow>()
            .Where(r => r.ReturnToken == token)
            .Select(r => (long?)r.Id)
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>A mailbox that is not there gets no more mail. Anything else is read and forgotten.</summary>
    public async Task TakeAsync(long recipient, MimeMessage message, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var digest = await db.Set<MailRecipientRow>()
            .Where(r => r.Id == recipient)
            .Select(r => r.Digest)
            .SingleOrDefaultAsync(cancellation);
        if (
            digest is not null
            && BounceReport.Read(
                message,
                address => digest.AsSpan().SequenceEqual(MailAddressInput.Digest(address))
            )
                is { IsOfTheAddress: true } report
        )
        {
            await outbox.StopAsync(recipient, report.Status, cancellation);
        }
    }
}
