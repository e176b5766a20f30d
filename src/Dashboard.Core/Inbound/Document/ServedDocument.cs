using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Document;

/// <summary>A chain that an address serves, and what a sender makes of it.</summary>
public sealed record ServedDocument
{
    public required CertificateKeyType KeyType { get; init; }

    public required AddressOutcome Outcome { get; init; }

    public required TlsProtocolVersion TlsVersion { get; init; }

    public required string Cipher { get; init; }

    /// <summary>In the order sent, leaf first.</summary>
    public required IReadOnlyList<CertificateDocument> Chain { get; init; }

    /// <summary>One a record of the host's <c>tlsa</c>, in that order; empty where nothing was to be matched.</summary>
    public required IReadOnlyList<TlsaMatch> Matches { get; init; }

    internal static ServedDocument Of(CertificateVerdict verdict, TlsHandshake handshake) =>
        new()
        {
            KeyType = verdict.KeyType,
            Outcome = verdict.Outcome,
            TlsVersion = handshake.Version,
            Cipher = handshake.CipherSuite,
            Chain = [.. handshake.Chain.Certificates.Select(CertificateDocument.Of)],
            Matches = verdict.Matches,
        };
}
