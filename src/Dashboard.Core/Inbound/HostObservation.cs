using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>All that was seen of one MX host.</summary>
public sealed record HostObservation
{
    public required MxHost Host { get; init; }

    public required DnsLookup<IPAddress> A { get; init; }

    public required DnsLookup<IPAddress> Aaaa { get; init; }

    /// <summary>The CNAME question at the host's own name, asked where the addresses came through an alias.</summary>
    public DnsLookup<DomainName>? Alias { get; init; }

    /// <summary>In the order asked.</summary>
    public IReadOnlyList<TlsaObservation> Tlsa { get; init; } = [];

    /// <summary>Asked where the host's addresses are insecure.</summary>
    public ZoneObservation? Zone { get; init; }

    /// <summary>Who may issue certificates for it; null where that was not asked.</summary>
    public TlsNcsc.CaaObservation? Caa { get; init; }

    public IReadOnlyList<AddressObservation> Addresses { get; init; } = [];
}

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

    /// <summary>
    /// The sessions of the run that are not kept whole above, in short and in order: every session is evidence of what the address
    /// does.
    /// </summary>
    public IReadOnlyList<SessionSighting> Sightings { get; init; } = [];

    /// <summary>
    /// How long the test had run when it stopped; null where <see cref="Disposition"/> is not <see cref="AddressDisposition.Stopped"/>.
    /// </summary>
    public TimeSpan? StoppedAfter { get; init; }

    /// <summary>The questions about its TLS; null where none were asked.</summary>
    public TlsNcsc.TlsExamination? Examination { get; init; }

    /// <summary>What its certificates are to the WebPKI; null where that was not looked at.</summary>
    public TlsNcsc.WebPkiObservation? WebPki { get; init; }

    /// <summary>
    /// The last attempt. Where sessions differ it is one of them by chance: what people read follows from all of
    /// <see cref="DistinctSessions"/>.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public StartTlsObservation? Last => Attempts.Count == 0 ? null : Attempts[^1];
}

/// <summary>What one session showed, in short.</summary>
public sealed record SessionSighting
{
    public required DateTimeOffset StartedAt { get; init; }

    public required SessionQuestion Question { get; init; }

    /// <summary>
    /// The keyword is in the reply to EHLO; false too where the server takes only HELO. Null where neither was answered with 2yz.
    /// </summary>
    public bool? StartTlsOffered { get; init; }

    /// <summary>The code of the reply to STARTTLS; null where there was none.</summary>
    public int? StartTlsCode { get; init; }

    /// <summary>SHA-256 of the leaf that was shown; null where none was.</summary>
    public OctetString? Certificate { get; init; }

    /// <summary>
    /// The whole session, kept where it came to another answer than the attempts: on STARTTLS, or in the certificate that it shows to
    /// the default handshake.
    /// </summary>
    public StartTlsObservation? Session { get; init; }

    /// <summary>Of the session, where that is kept.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TlsHandshake? Handshake => Session?.Handshake;
}

/// <summary>What a session asked for. Only answers to the same question show the same certificate.</summary>
public enum SessionQuestion
{
    /// <summary>The default handshake, whatever certificate the server prefers.</summary>
    Default,

    /// <summary>A certificate of the other kind than the default handshake showed.</summary>
    OtherCertificate,

    /// <summary>TLS 1.1 or below.</summary>
    OldVersions,

    /// <summary>A question of the TLS profile.</summary>
    Profile,
}

/// <summary>What the probe did with an address.</summary>
public enum AddressDisposition
{
    Probed,

    /// <summary>A reserved address (RFC 6890), which this installation does not connect to.</summary>
    Reserved,

    /// <summary>Left out by a limit of this installation.</summary>
    BeyondLimit,

    /// <summary>The DNS already says that a sender must skip the host.</summary>
    NotNeeded,

    /// <summary>This machine has no route for the address family; says nothing of the server.</summary>
    NoRouteHere,

    /// <summary>The test reached its own time limit before a session had decided anything; says nothing of the server.</summary>
    Stopped,
}

/// <summary>A TLSA question.</summary>
/// <param name="BaseDomain">The TLSA base domain this would be of (RFC 7672 section 2.2.3).</param>
public sealed record TlsaObservation(
    DomainName BaseDomain,
    TlsaQueryPurpose Purpose,
    DnsLookup<TlsaRecord> Lookup
);

/// <summary>Why a TLSA record set was asked for.</summary>
public enum TlsaQueryPurpose
{
    /// <summary>A sender that follows RFC 7672 asks this.</summary>
    Sender,

    /// <summary>No sender asks this, as the host is not secure; asked to say "published but ignored" (RFC 7672 section 2.1.3).</summary>
    Ignored,

    /// <summary>A place where records stand by mistake: the mail domain instead of the host.</summary>
    SlipMailDomain,

    /// <summary>A place where records stand by mistake: another port than 25.</summary>
    SlipPort,

    /// <summary>A place where records stand by mistake: an underscore is missing in front of the port or the protocol.</summary>
    SlipUnderscore,

    /// <summary>A place where records stand by mistake: at the host itself, without port and protocol.</summary>
    SlipNoPrefix,

    /// <summary>A place where records stand by mistake: the zone's name is in it twice.</summary>
    SlipDoubledZone,
}
