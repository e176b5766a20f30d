using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Dns;
using Dashboard.Web.Platform;
using MimeKit;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>What a report about a message that could not be delivered says (RFC 3464).</summary>
/// <param name="Status">The enhanced status, such as <c>5.1.1</c>, with what the server said behind it; cut.</param>
internal sealed record BounceReport(bool IsOfTheAddress, string Status)
{
    private const int LongestStatus = 200;

    /// <summary>
    /// Null for anything but a report of a failure that is final: a delay, a receipt, an answer of a person or of a machine. What a
    /// stranger could have written decides nothing but this: the token in the address says whose it is.
    /// </summary>
    /// <param name="isOurs">
    /// Whether an address is the one that we wrote to. An address can stand for several mailboxes: that one of them is not there says
    /// nothing of the others.
    /// </param>
    public static BounceReport? Read(MimeMessage message, Func<string, bool> isOurs)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(isOurs);
        if (
            message.Body is not MultipartReport { ReportType: var type } report
            || !string.Equals(type, "delivery-status", StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }
        foreach (var part in report.OfType<MessageDeliveryStatus>())
        {
            foreach (var group in part.StatusGroups)
            {
                if (
                    group["Action"] is { } action
                    && action.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase)
                    && group["Status"]?.Trim() is { } status
                    && Recipient(group["Original-Recipient"] ?? group["Final-Recipient"])
                        is { } recipient
                    && isOurs(recipient)
                )
                {
                    var said = MailAddressInput
                        .Without($"{status} {group["Diagnostic-Code"]}")
                        .Trim();
                    return new(
                        EnhancedStatus.IsOfTheAddress(status),
                        Core.PrintableText.Of(
                            said.Length <= LongestStatus ? said : said[..LongestStatus]
                        )
                    );
                }
            }
        }
        return null;
    }

    /// <summary>An address behind its type, as in <c>rfc822; someone@example.nl</c> (RFC 3464 section 2.3).</summary>
    private static string? Recipient(string? field) =>
        field?.Split(';', 2) is [var type, var address]
        && type.Trim().Equals("rfc822", StringComparison.OrdinalIgnoreCase)
            ? address.Trim().Trim('<', '>')
            : null;
}
