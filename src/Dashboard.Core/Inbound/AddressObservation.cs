using System.Net;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>All that was seen of one address of an MX host.</summary>
public sealed record AddressObservation
{
    public required IPAddress Address { get; init; }

    public required AddressDisposition Disposition { get; init; }

    /// <summary>
    /// The sessions with the default handshake, in order: one, or two where the first met a failure. The second takes what senders
    /// take where the first failed in TLS, perhaps by the strictness of our own library.
    /// </summary>
    public IReadOnlyList<StartTlsObservation> Attempts { get; init; } = [];

    /// <summary>
    /// A session whose handshake allowed only the other kind of certificate (RSA where the default gave ECDSA, and the reverse);
    /// null where the server has no other.
    /// </summary>
    public StartTlsObservation? OtherCertificate { get; init; }

    /// <summary>
    /// Where the default handshake failed: the newest version that does work with old software (TLS 1.1 or below), if any.
    /// </summary>
    public TlsHandshake? LegacyHandshake { get; init; }

    /// <summary>The attempt that counts: the last.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public StartTlsObservation? Last => Attempts.Count == 0 ? null : Attempts[^1];
}
