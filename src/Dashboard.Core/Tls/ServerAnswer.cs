namespace Dashboard.Core.Tls;

/// <summary>What a server did after the first message of a handshake, as far as it is in the clear.</summary>
public enum ServerAnswerKind
{
    /// <summary>
    /// A whole answer: up to ServerHelloDone (RFC 5246 section 7.3), or in TLS 1.3 a ServerHello or HelloRetryRequest (RFC 8446
    /// section 4.1).
    /// </summary>
    Hello,

    /// <summary>A fatal alert (RFC 5246 section 7.2).</summary>
    Alert,

    /// <summary>The server closed the connection in order, with or without part of an answer.</summary>
    Closed,
    Reset,
    TimedOut,

    /// <summary>Text, SSL 2.0, or anything else that does not begin like a record of TLS.</summary>
    NotTls,

    /// <summary>Records or messages that break the protocol.</summary>
    Malformed,

    /// <summary>More octets than an answer may have.</summary>
    TooLong,
}

/// <summary>How a connection ended before the answer was whole.</summary>
public enum ServerSilence
{
    Closed,
    Reset,
    TimedOut,
}

/// <summary>The facts of a ServerHello and the messages behind it (RFC 5246 section 7.4, RFC 8446 section 4.1.3).</summary>
public sealed record ServerHello
{
    /// <summary>Null where it is a version that has no name here.</summary>
    public TlsProtocolVersion? Version { get; init; }

    public required CipherSuite Suite { get; init; }

    /// <summary>0 for none, 1 for DEFLATE (RFC 3749 section 2).</summary>
    public required byte Compression { get; init; }

    /// <summary>A HelloRetryRequest, which names suite and group all the same (RFC 8446 section 4.1.4).</summary>
    public bool IsRetry { get; init; }

    /// <summary>The types of the extensions, in the order sent.</summary>
    public IReadOnlyList<int> Extensions { get; init; } = [];

    /// <summary>Of an elliptic curve or TLS 1.3; null where the suite needs none or the server named none.</summary>
    public NamedGroup? Group { get; init; }

    /// <summary>A curve spelled out in numbers, which RFC 8422 section 5.4 forbids.</summary>
    public bool ExplicitCurve { get; init; }

    public DhParameters? Dh { get; init; }

    /// <summary>How the key exchange is signed; only TLS 1.2 says so.</summary>
    public SignatureScheme? Signature { get; init; }

    /// <summary>Null where none was sent in the clear.</summary>
    public CertificateChain? Chain { get; init; }

    /// <summary>extended_master_secret (RFC 7627 section 5.1).</summary>
    public bool HasExtendedMasterSecret => Extensions.Contains(23);

    /// <summary>renegotiation_info (RFC 5746 section 3.2).</summary>
    public bool HasRenegotiationInfo => Extensions.Contains(0xFF01);
}

/// <summary>The answer to one first message.</summary>
public sealed record ServerAnswer
{
    public required ServerAnswerKind Kind { get; init; }

    /// <summary>Whole only where <see cref="Kind"/> is <see cref="ServerAnswerKind.Hello"/>; else what there was of it.</summary>
    public ServerHello? Hello { get; init; }

    /// <summary>The description of the fatal alert (RFC 8446 section 6).</summary>
    public int? Alert { get; init; }

    /// <summary>Octets received.</summary>
    public required int Octets { get; init; }

    /// <summary>What is wrong with it, in our own words; never the server's.</summary>
    public string? Problem { get; init; }
}
