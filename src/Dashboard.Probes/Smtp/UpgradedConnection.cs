using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>What became of STARTTLS: a connection after its handshake, whose stream is the caller's to dispose, or the answer to a question.</summary>
internal sealed record UpgradedConnection(
    Stream? Stream,
    TlsHandshake? Handshake,
    bool ClientCertificateRequested = false
)
{
    /// <summary>Of a question that is put without a handshake; null where there was one. An answer that was expected is not thrown.</summary>
    public SessionFaultException? Answer { get; init; }

    public static UpgradedConnection Answered(SessionFaultException answer) =>
        new(null, null) { Answer = answer };
}
