using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>A command line (RFC 5321 section 4.1.1).</summary>
internal readonly record struct SmtpCommand(SmtpVerb Verb, string Argument)
{
    public static SmtpCommand Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var word = space < 0 ? line : line[..space];
        var argument = space < 0 ? string.Empty : line[(space + 1)..].Trim(' ', '\t');
        return new SmtpCommand(VerbOf(word), argument);
    }

    private static SmtpVerb VerbOf(string word) =>
        word.ToUpperInvariant() switch
        {
            "EHLO" => SmtpVerb.Ehlo,
            "HELO" => SmtpVerb.Helo,
            "STARTTLS" => SmtpVerb.StartTls,
            "MAIL" => SmtpVerb.Mail,
            "RCPT" => SmtpVerb.Rcpt,
            "DATA" => SmtpVerb.Data,
            "BDAT" => SmtpVerb.Bdat,
            "RSET" => SmtpVerb.Rset,
            "NOOP" => SmtpVerb.Noop,
            "QUIT" => SmtpVerb.Quit,
            "VRFY" => SmtpVerb.Vrfy,
            "EXPN" => SmtpVerb.Expn,
            "HELP" => SmtpVerb.Help,
            "AUTH" => SmtpVerb.Auth,
            "TURN" or "ETRN" or "ATRN" => SmtpVerb.Turn,
            _ => SmtpVerb.Unknown,
        };
}
