using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>A connection after its handshake; the stream is the caller's to dispose.</summary>
internal sealed record UpgradedConnection(
    Stream Stream,
    TlsHandshake Handshake,
    bool ClientCertificateRequested = false
);
