namespace Dashboard.Core.Tls;

/// <summary>The names of AlertDescription (RFC 8446 section 6, RFC 5246 section 7.2).</summary>
public static class AlertName
{
    public const int HandshakeFailure = 40;
    public const int NoCertificate = 41;
    public const int BadCertificate = 42;
    public const int CertificateUnknown = 46;
    public const int CertificateRequired = 116;

    private static readonly Dictionary<int, string> Names = new()
    {
        [0] = "close_notify",
        [10] = "unexpected_message",
        [20] = "bad_record_mac",
        [22] = "record_overflow",
        [HandshakeFailure] = "handshake_failure",
        [NoCertificate] = "no_certificate",
        [BadCertificate] = "bad_certificate",
        [43] = "unsupported_certificate",
        [44] = "certificate_revoked",
        [45] = "certificate_expired",
        [CertificateUnknown] = "certificate_unknown",
        [47] = "illegal_parameter",
        [48] = "unknown_ca",
        [49] = "access_denied",
        [50] = "decode_error",
        [51] = "decrypt_error",
        [70] = "protocol_version",
        [71] = "insufficient_security",
        [80] = "internal_error",
        [86] = "inappropriate_fallback",
        [90] = "user_canceled",
        [109] = "missing_extension",
        [110] = "unsupported_extension",
        [112] = "unrecognized_name",
        [113] = "bad_certificate_status_response",
        [115] = "unknown_psk_identity",
        [CertificateRequired] = "certificate_required",
        [120] = "no_application_protocol",
    };

    /// <summary>The name and the number; the number alone where it has no name.</summary>
    public static string Of(int alert)
    {
        var number = alert.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Names.TryGetValue(alert, out var name) ? $"{name} ({number})" : number;
    }

    /// <summary>What a server says that wanted a certificate of the client and got none.</summary>
    internal static bool IsAboutClientCertificate(int alert) =>
        alert
            is HandshakeFailure
                or NoCertificate
                or BadCertificate
                or CertificateUnknown
                or CertificateRequired;
}
