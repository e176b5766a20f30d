using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>The replies that do not depend on a session, with enhanced codes (RFC 3463).</summary>
internal static class SmtpReplies
{
    public static SmtpAnswer Ok { get; } = new(250, "2.0.0 OK");

    public static SmtpAnswer SenderOk { get; } = new(250, "2.1.0 OK");

    public static SmtpAnswer RecipientOk { get; } = new(250, "2.1.5 OK");

    public static SmtpAnswer Taken { get; } =
        new(250, "2.6.0 Received; the message itself has been dropped");

    public static SmtpAnswer ReportTaken { get; } = new(250, "2.6.0 Report received");

    public static SmtpAnswer ReportKnown { get; } =
        new(250, "2.6.0 Report received before; it counts once");

    public static SmtpAnswer StartMessage { get; } =
        new(354, SmtpNext.Message, "End with a dot on a line of its own");

    public static SmtpAnswer StartTls { get; } = new(220, SmtpNext.Tls, "2.0.0 Ready to start TLS");

    public static SmtpAnswer BreakTls { get; } =
        new(220, SmtpNext.BreakTls, "2.0.0 Ready to start TLS");

    public static SmtpAnswer TlsUnavailable { get; } =
        new(454, "4.7.0 TLS not available due to temporary reason");

    public static SmtpAnswer TlsFirst { get; } =
        new(530, "5.7.0 Must issue a STARTTLS command first");

    public static SmtpAnswer AlreadyTls { get; } =
        new(503, "5.5.1 TLS is already active") { IsMistake = true };

    public static SmtpAnswer EhloFirst { get; } =
        new(503, "5.5.1 Say EHLO first") { IsMistake = true };

    public static SmtpAnswer MailFirst { get; } =
        new(503, "5.5.1 Say MAIL first") { IsMistake = true };

    public static SmtpAnswer MailTwice { get; } =
        new(503, "5.5.1 A transaction is under way already") { IsMistake = true };

    public static SmtpAnswer NoRecipient { get; } = new(554, "5.5.1 No valid recipients");

    public static SmtpAnswer NullSender { get; } =
        new(550, "5.7.1 No bounces here: nothing is ever sent from these addresses");

    public static SmtpAnswer TooLarge { get; } =
        new(552, "5.3.4 Message too big: a short one will do for the test");

    public static SmtpAnswer TooManyRecipients { get; } = new(452, "4.5.3 Too many recipients");

    public static SmtpAnswer UnknownParameter { get; } =
        new(555, "5.5.4 Parameter not recognised") { IsMistake = true };

    /// <summary>RFC 6531 section 3.5.</summary>
    public static SmtpAnswer NotAscii { get; } =
        new(553, "5.6.7 An address beyond US-ASCII needs SMTPUTF8") { IsMistake = true };

    public static SmtpAnswer Syntax { get; } =
        new(501, "5.5.4 Syntax error in parameters") { IsMistake = true };

    public static SmtpAnswer Unknown { get; } =
        new(500, "5.5.2 Command not recognised") { IsMistake = true };

    public static SmtpAnswer LineTooLong { get; } =
        new(500, "5.5.6 Line too long") { IsMistake = true };

    public static SmtpAnswer NotImplemented { get; } =
        new(502, "5.5.1 Command not implemented") { IsMistake = true };

    /// <summary>RFC 5321 section 3.5.3 has 252 for a server that does not tell.</summary>
    public static SmtpAnswer NotVerified { get; } =
        new(252, "2.5.0 Cannot VRFY; this receiver does not say which addresses exist")
        {
            IsMistake = true,
        };

    public static SmtpAnswer Help { get; } =
        new(
            214,
            "2.0.0 This receiver belongs to a test of mail servers and takes test messages only"
        );

    public static SmtpAnswer Goodbye { get; } = new(221, SmtpNext.Quit, "2.0.0 Bye");

    public static SmtpAnswer TooManyMistakes { get; } =
        new(421, SmtpNext.Close, "4.7.0 Too many errors");

    public static SmtpAnswer EndlessLine { get; } = new(421, SmtpNext.Close, "4.7.0 Line too long");

    public static SmtpAnswer TooMuch { get; } =
        new(421, SmtpNext.Close, "4.7.0 Too many commands in one session");

    public static SmtpAnswer Guessing { get; } =
        new(421, SmtpNext.Close, "4.7.0 Too many unknown recipients");

    public static SmtpAnswer TimedOut { get; } =
        new(421, SmtpNext.Close, "4.4.2 Timeout, closing the connection");

    public static SmtpAnswer ShuttingDown { get; } =
        new(421, SmtpNext.Close, "4.3.2 Shutting down, try again later");

    public static SmtpAnswer Busy { get; } =
        new(421, SmtpNext.Close, "4.7.0 Too many connections, try again later");

    public static SmtpAnswer OwnFault { get; } =
        new(451, "4.3.0 Temporary fault here, try again later");

    public static SmtpAnswer MemoryTaken { get; } = new(451, "4.3.2 Busy, try again later");

    public static SmtpAnswer UnknownRecipient { get; } =
        new(550, "5.1.1 No such address: it is not, or no longer, part of a running test");

    /// <param name="why">The word of the refusal, see docs/tls-reports.md.</param>
    public static SmtpAnswer NoReport(string why) =>
        new(554, $"5.6.0 Not kept as a TLS report (RFC 8460): {why}");

    public static SmtpAnswer Greeting(DomainName host) => new(220, $"{host} ESMTP sending test");

    /// <summary>
    /// RFC 5321 section 4.5.1 wants postmaster taken. Here nobody would read it, so the client hears that, and where to turn.
    /// </summary>
    public static SmtpAnswer Postmaster(string? contact) =>
        new(
            550,
            contact is null
                ? "5.1.1 No mailbox is read here; see the test's web site for how to reach us"
                : $"5.1.1 No mailbox is read here; reach us at {contact}"
        );

    public static SmtpAnswer Recipient(RecipientDecision decision, OutboundProbeId probe)
    {
        var slug = OutboundProbes.Get(probe).Slug;
        return decision switch
        {
            RecipientDecision.Accept => RecipientOk,
            RecipientDecision.Withhold => new SmtpAnswer(
                550,
                $"5.7.1 Sending test, probe {slug}: a mail server that verifies DANE would not have delivered here. Nothing is wrong with your message"
            ),
            RecipientDecision.WithholdInClear => new SmtpAnswer(
                550,
                $"5.7.1 Sending test, probe {slug}: its TLSA records demand TLS and this came in the clear. Nothing is wrong with your message"
            ),
            RecipientDecision.WrongListener => new SmtpAnswer(
                550,
                $"5.7.1 Sending test, probe {slug}: this is not the mail host of that address"
            ),
            _ => UnknownRecipient,
        };
    }

    /// <summary>
    /// With the extensions that are offered (RFC 5321 section 4.1.1.1). A client must not leave before MAIL for a reason that lies in its
    /// message: that would look as if it left because of the host. So no size is named (RFC 1870 section 4), and what a message can
    /// demand of a host is offered: RFC 2852, RFC 6152, RFC 6531, and RFC 8689 inside TLS.
    /// </summary>
    public static SmtpAnswer Ehlo(DomainName host, bool offersTls, bool overTls) =>
        new(
            250,
            [
                host.ToString(),
                "PIPELINING",
                "SIZE",
                "8BITMIME",
                "SMTPUTF8",
                "DELIVERBY",
                .. overTls ? ["REQUIRETLS"]
                : offersTls ? ["STARTTLS"]
                : Array.Empty<string>(),
                "ENHANCEDSTATUSCODES",
            ]
        );
}
