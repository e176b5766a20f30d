using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>One MX host of a probe: what it needs of the receiver and of the zone.</summary>
public sealed record ProbeHostSetup
{
    public HostRole Role { get; init; } = HostRole.Primary;

    public int Preference { get; init; } = 10;

    public ListenerBehaviour Listener { get; init; } = ListenerBehaviour.Normal;

    public ReceiverCertificate Certificate { get; init; } = ReceiverCertificate.Ordinary;

    /// <summary>Empty where no TLSA record is published.</summary>
    public IReadOnlyList<TlsaTemplate> Tlsa { get; init; } = [];

    public TlsaPath TlsaPath { get; init; } = TlsaPath.Direct;

    /// <summary>A message must not be handed over here: what it takes to judge a MAIL at this host.</summary>
    public bool MustNotReceive { get; init; }
}

/// <summary>Which of the MX hosts of a probe.</summary>
public enum HostRole
{
    Primary,

    /// <summary>Less preferred; only <c>mx-pair</c> has one.</summary>
    Secondary,
}

/// <summary>How a listener of the receiver behaves before TLS is established. Each needs an address of its own.</summary>
public enum ListenerBehaviour
{
    /// <summary>Offers STARTTLS and completes it.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>Answers EHLO without the STARTTLS keyword, as behind a downgrade attack (RFC 7672 section 1.3.1).</summary>
    [JsonStringEnumMemberName("no-starttls")]
    NoStartTls,

    /// <summary>Offers STARTTLS and answers it with 454 (RFC 3207 section 4).</summary>
    [JsonStringEnumMemberName("starttls-454")]
    StartTlsUnavailable,

    /// <summary>Answers STARTTLS with 220 and closes the connection.</summary>
    [JsonStringEnumMemberName("close-after-220")]
    CloseAfterStartTls,

    /// <summary>Answers everything but EHLO, NOOP, QUIT and STARTTLS with 530 until TLS is established (RFC 3207 section 4).</summary>
    [JsonStringEnumMemberName("tls-only")]
    TlsOnly,
}

/// <summary>
/// The certificate chains of the receiver. A sender without DANE sends no SNI, so each chain is bound to an address too.
/// </summary>
public enum ReceiverCertificate
{
    /// <summary>In date and with the right names, by a certification authority: what a sender with WebPKI rules accepts.</summary>
    Ordinary,

    /// <summary>Self-signed, past its dates, for another name.</summary>
    ExpiredWrongName,

    /// <summary>By the private authority, right names, the authority's certificate sent behind the leaf.</summary>
    PrivateAuthority,

    /// <summary>By the private authority, right names, only the leaf sent.</summary>
    PrivateAuthorityNotSent,

    /// <summary>By the private authority, the authority sent, and no name that fits the MX host or the recipient domain.</summary>
    PrivateAuthorityWrongName,
}

/// <summary>What the association data of a TLSA record of a probe is made from.</summary>
public enum TlsaContent
{
    /// <summary>The leaf that the host's listener serves.</summary>
    ServedLeaf,

    /// <summary>The private authority behind the leaf.</summary>
    PrivateAuthority,

    /// <summary>A digest that nothing served matches.</summary>
    NothingServed,
}

/// <summary>Where the records at <c>_25._tcp</c> of a probe's host really stand.</summary>
public enum TlsaPath
{
    Direct,

    /// <summary>A CNAME to another name of the signed zone (RFC 7671 section 7).</summary>
    SecureAlias,

    /// <summary>A CNAME into a child zone whose DS fits no key: only the TLSA lookup is bogus, A and MX are fine.</summary>
    BogusAlias,

    /// <summary>A CNAME into a child zone whose servers answer SERVFAIL: only the TLSA lookup fails, with or without validation.</summary>
    FailingAlias,
}

/// <summary>A TLSA record of a probe before the receiver's certificates are known (RFC 6698 section 2.1).</summary>
public sealed record TlsaTemplate(byte Usage, byte Selector, byte MatchingType, TlsaContent Content)
{
    /// <summary>3 1 1, the form RFC 7672 section 3.1 recommends.</summary>
    public static TlsaTemplate DaneEe(TlsaContent content) => new(3, 1, 1, content);

    /// <summary>2 1 1.</summary>
    public static TlsaTemplate DaneTa(TlsaContent content) => new(2, 1, 1, content);
}

/// <summary>What is wrong with the zones of a probe, apart from its TLSA lookup.</summary>
public enum ZoneFault
{
    None,

    /// <summary>The host lies in a zone without a DS at its parent: insecure (RFC 4035 section 4.3).</summary>
    HostUnsigned,

    /// <summary>Recipient domain and host lie in zones whose DS fits no key: everything about the probe is bogus.</summary>
    AllBogus,
}
