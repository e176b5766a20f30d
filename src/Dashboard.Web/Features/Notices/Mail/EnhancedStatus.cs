using System.Text.RegularExpressions;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>Enhanced mail system status codes (RFC 3463).</summary>
internal static partial class EnhancedStatus
{
    /// <summary>
    /// The mailbox or its domain is not there, moved or disabled. Any other permanent status may be about our message or our relay
    /// ("relaying denied" is 5.7.1), and says nothing about the address.
    /// </summary>
    /// <param name="text">Of a reply, or a status alone.</param>
    public static bool IsOfTheAddress(string text) => Address().IsMatch(text);

    /// <summary>
    /// Whether a reply speaks of the address or of the mailbox (subjects 1 and 2 of section 3), such as a full one, and so says nothing
    /// of the server that gives it.
    /// </summary>
    /// <param name="reply">With the code of SMTP before its status.</param>
    public static bool IsAboutTheRecipient(string? reply) =>
        reply is not null && Recipient().IsMatch(reply);

    // X.1.1 mailbox, X.1.2 system, X.1.3 syntax, X.1.6 moved, X.1.10 null MX (RFC 7505), X.2.1 disabled.
    [GeneratedRegex(@"^\s*5\.(1\.(1|2|3|6|10)|2\.1)(?![0-9.])", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[45]\d\d [45]\.[12]\.\d", RegexOptions.CultureInvariant)]
    private static partial Regex Recipient();
}
