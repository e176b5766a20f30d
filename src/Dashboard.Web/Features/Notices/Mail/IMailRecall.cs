using Dashboard.Data.Notices;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Knows of messages of one kind whether they are still to be sent. It is asked each time before a message goes to the relay: one that the
/// relay deferred may have lost its reason since.
/// </summary>
internal interface IMailRecall
{
    MailKind Kind { get; }

    /// <returns>True where the message was taken back: it is not in the outbox any more.</returns>
    Task<bool> RecallAsync(MailRow row, CancellationToken cancellation);
}
