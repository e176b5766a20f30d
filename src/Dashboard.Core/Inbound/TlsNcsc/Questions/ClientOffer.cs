using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>What the first message of a handshake offers.</summary>
public sealed record ClientOffer
{
    /// <summary>More than this some servers overlook or refuse.</summary>
    public const int MostSuites = 64;

    /// <summary>The one version in TLS 1.2 and 1.3, the highest below.</summary>
    public required TlsProtocolVersion Version { get; init; }

    public required IReadOnlyList<CipherSuite> Suites { get; init; }

    /// <summary>Empty where no elliptic curve is offered.</summary>
    public IReadOnlyList<NamedGroup> Groups { get; init; } = [];

    public IReadOnlyList<SignatureScheme> Signatures { get; init; } = [];

    /// <summary>
    /// What may sign the certificates (RFC 8446 section 4.2.3); empty where <see cref="Signatures"/> says that too.
    /// </summary>
    public IReadOnlyList<SignatureScheme> CertificateSignatures { get; init; } = [];

    /// <summary>DEFLATE before none (RFC 3749).</summary>
    public bool OffersCompression { get; init; }

    /// <summary>Whether version, suite, compression and group of an answer are among what was offered.</summary>
    public bool Includes(ServerHello hello)
    {
        ArgumentNullException.ThrowIfNull(hello);
        return hello.Version is { } version
            && IncludesVersion(version)
            && Suites.Contains(hello.Suite)
            && (hello.Compression == 0 || (hello.Compression == 1 && OffersCompression))
            && (hello.Group is not { } group || Groups.Contains(group));
    }

    private bool IncludesVersion(TlsProtocolVersion version) =>
        Version >= TlsProtocolVersion.Tls12 ? version == Version : version <= Version;
}
