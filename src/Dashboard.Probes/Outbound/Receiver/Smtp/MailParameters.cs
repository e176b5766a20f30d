using System.Globalization;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>The parameters of MAIL (RFC 1870, RFC 6152, RFC 6531).</summary>
internal static class MailParameters
{
    private const string SmtpUtf8 = "SMTPUTF8";

    /// <summary>Null where all are known and the size is within the limit.</summary>
    public static SmtpAnswer? Complaint(SmtpPath path, long mostOctets)
    {
        foreach (var parameter in path.Parameters)
        {
            var (name, value) = parameter.Split('=', 2) is [var n, var v]
                ? (n, v)
                : (parameter, string.Empty);
            switch (name.ToUpperInvariant())
            {
                case "SIZE":
                    if (!ulong.TryParse(value, CultureInfo.InvariantCulture, out var size))
                    {
                        return SmtpReplies.Syntax;
                    }
                    if (size > (ulong)mostOctets)
                    {
                        return SmtpReplies.TooLarge;
                    }
                    break;
                case "BODY":
                    // Only what EHLO offers: BINARYMIME is not (RFC 3030 section 3).
                    if (
                        !value.Equals("7BIT", StringComparison.OrdinalIgnoreCase)
                        && !value.Equals("8BITMIME", StringComparison.OrdinalIgnoreCase)
                    )
                    {
                        return SmtpReplies.Syntax;
                    }
                    break;
                case SmtpUtf8:
                    if (parameter.Contains('=', StringComparison.Ordinal))
                    {
                        return SmtpReplies.Syntax;
                    }
                    break;
                default:
                    return SmtpReplies.UnknownParameter;
            }
        }
        return path.IsAscii || AsksForUtf8(path) ? null : SmtpReplies.NotAscii;
    }

    /// <summary>Without it no address of the transaction may have letters beyond US-ASCII (RFC 6531 section 3.4).</summary>
    public static bool AsksForUtf8(SmtpPath path) =>
        path.Parameters.Any(parameter =>
            parameter.Equals(SmtpUtf8, StringComparison.OrdinalIgnoreCase)
        );
}
