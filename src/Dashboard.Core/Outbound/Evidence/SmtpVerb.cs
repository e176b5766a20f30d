using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>The commands a client can say (RFC 5321 section 4.1.1, RFC 3207, RFC 4954, RFC 3030).</summary>
public enum SmtpVerb
{
    /// <summary>Anything else, garbage included; what it was is not kept.</summary>
    Unknown,
    Ehlo,
    Helo,

    [JsonStringEnumMemberName("starttls")]
    StartTls,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Rset,
    Noop,
    Quit,
    Vrfy,
    Expn,
    Help,
    Auth,
    Turn,
}
