using System.Security.Cryptography;
using System.Text;
using Dashboard.Data.Notices;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>Makes the message of a row: the same one at every attempt.</summary>
internal sealed class MailMessages(IOptions<MailOptions> mail, IOptions<OperatorOptions> site)
{
    /// <summary>Of the local part of a return address, before its token.</summary>
    public const string ReturnPrefix = "bounce+";

    private readonly MailOptions options = mail.Value;

    public MimeMessage Create(MailRow row, string address, string text)
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress(options.FromName ?? site.Value.Name, options.From!));
        message.To.Add(new MailboxAddress(null, address));
        message.Subject = row.Subject;
        message.Date = row.CreatedAt;
        message.MessageId = $"{Name(row)}@{MailboxAddress.Parse(options.From!).Domain}";
        // RFC 3834 section 5: no holiday message answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (row.UnsubscribePath is { } path)
        {
            // RFC 8058: a program of the recipient ends it with one POST.
            message.Headers.Add(
                new Header(Encoding.ASCII, HeaderId.ListUnsubscribe, $"<{options.SiteRoot}{path}>")
            );
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
        message.Body = new MimeKit.TextPart("plain") { Text = text };
        message.Body.Headers.Add("Content-Language", row.Language);
        return message;
    }

    /// <summary>Where reports about the message go.</summary>
    public MailboxAddress ReturnPath(MailRecipientRow recipient) =>
        string.IsNullOrWhiteSpace(options.ReturnDomain)
            ? MailboxAddress.Parse(options.From!)
            : new(null, $"{ReturnPrefix}{recipient.ReturnToken}@{options.ReturnDomain}");

    /// <summary>Not the number alone: it would tell every recipient how much mail the site sends.</summary>
    private static string Name(MailRow row) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Id}\n{row.Key}\n{row.CreatedAt:O}"))
        )[..32];
}
