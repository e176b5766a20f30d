using System.Globalization;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>The parameters of MAIL (RFC 1870, RFC 6152, RFC 6531).</summary>
internal static class MailParameters
{
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
                case "SMTPUTF8":
                    break;
                default:
                    return SmtpReplies.UnknownParameter;
            }
        }
        return null;
    }
}
