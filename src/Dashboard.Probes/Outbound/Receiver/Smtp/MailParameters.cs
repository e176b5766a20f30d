using System.Globalization;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>
/// The parameters of MAIL (RFC 1870, RFC 2852, RFC 6152, RFC 6531, RFC 8689). A message that is too large is turned away only after its
/// recipients: they tell what the client decided on.
/// </summary>
internal static class MailParameters
{
    private const string SmtpUtf8 = "SMTPUTF8";

    private const string RequireTls = "REQUIRETLS";

    private const string Size = "SIZE=";

    /// <summary>Null where all are known and well-formed.</summary>
    /// <param name="overTls">Inside TLS REQUIRETLS is offered.</param>
    public static SmtpAnswer? Complaint(SmtpPath path, bool overTls)
    {
        foreach (var parameter in path.Parameters)
        {
            var (name, value) = parameter.Split('=', 2) is [var n, var v]
                ? (n, v)
                : (parameter, null);
            bool? isWellFormed = name.ToUpperInvariant() switch
            {
                "SIZE" => ulong.TryParse(
                    value,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out _
                ),
                // Only what EHLO offers: BINARYMIME is not (RFC 3030 section 3).
                "BODY" => value?.ToUpperInvariant() is "7BIT" or "8BITMIME",
                "BY" => IsDeliverBy(value),
                SmtpUtf8 => value is null,
                RequireTls when overTls => value is null,
                _ => null,
            };
            if (isWellFormed != true)
            {
                return isWellFormed is null ? SmtpReplies.UnknownParameter : SmtpReplies.Syntax;
            }
        }
        return path.IsAscii || AsksForUtf8(path) ? null : SmtpReplies.NotAscii;
    }

    /// <summary>Without it no address of the transaction may have letters beyond US-ASCII (RFC 6531 section 3.4).</summary>
    public static bool AsksForUtf8(SmtpPath path) => Has(path, SmtpUtf8);

    /// <summary>Its sender must find verified TLS at every host that it hands the message to (RFC 8689 section 4.2.1).</summary>
    public static bool RequiresTls(SmtpPath path) => Has(path, RequireTls);

    private static bool Has(SmtpPath path, string parameter) =>
        path.Parameters.Any(said => said.Equals(parameter, StringComparison.OrdinalIgnoreCase));

    /// <summary>The size that the client says the message has (RFC 1870 section 6), in octets; 0 where it says none.</summary>
    public static ulong SizeOf(SmtpPath path) =>
        path
            .Parameters.Where(parameter =>
                parameter.StartsWith(Size, StringComparison.OrdinalIgnoreCase)
            )
            .Select(parameter =>
                ulong.TryParse(
                    parameter.AsSpan(Size.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var size
                )
                    ? size
                    : 0
            )
            .DefaultIfEmpty(0UL)
            .Max();

    /// <summary>
    /// Seconds, a semicolon, and what is to be done after them (RFC 2852 section 4). A message that is to be returned must have time left.
    /// </summary>
    private static bool IsDeliverBy(string? value) =>
        value?.ToUpperInvariant().Split(';') is [var time, var mode]
        && time.TrimStart('+', '-') is { Length: >= 1 and <= 9 } digits
        && time.Length - digits.Length <= 1
        && digits.All(char.IsAsciiDigit)
        && (
            mode is "N" or "NT"
            || (mode is "R" or "RT" && !time.StartsWith('-') && digits.Trim('0').Length > 0)
        );
}
