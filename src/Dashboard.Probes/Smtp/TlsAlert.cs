using System.Globalization;
using System.Text.RegularExpressions;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>Finds the alert that a server sent in what a TLS library throws.</summary>
internal static partial class TlsAlert
{
    /// <summary>OpenSSL's reasons for alerts that came are those of TLS and this.</summary>
    private const int ReasonOffset = 1000;

    /// <summary>Library 20 (SSL), and then the reason.</summary>
    [GeneratedRegex("error:0A([0-9A-F]{6}):")]
    private static partial Regex OpenSslError();

    /// <summary>0 to 255 (RFC 8446 section 6); null where no alert came.</summary>
    public static int? In(Exception? failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
        {
            if (cause is TlsFatalAlertReceived received)
            {
                return received.AlertDescription;
            }
            if (ReasonOf(cause) is >= ReasonOffset and <= ReasonOffset + 255 and var reason)
            {
                return reason - ReasonOffset;
            }
        }
        return null;
    }

    /// <summary>OpenSSL's own number of what went wrong; null where it is not OpenSSL that speaks.</summary>
    public static int? ReasonOf(Exception cause) =>
        OpenSslError().Match(cause.Message) is { Success: true } error
            ? int.Parse(
                error.Groups[1].Value,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture
            )
            : null;
}
