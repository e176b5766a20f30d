using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// Asks whether a server has a certificate of one of these kinds, with the first message of a handshake and no more: most have none, and
/// say so at once with an alert, for which no cryptography is needed. Never completes; the fault is the answer.
/// </summary>
internal sealed class CertificateKindQuestion : ITlsUpgrade
{
    private readonly IReadOnlyList<CertificateKeyType> keyTypes;
    private readonly Func<DomainName, IReadOnlyList<CertificateKeyType>, byte[]> hello;

    private CertificateKindQuestion(
        IReadOnlyList<CertificateKeyType> keyTypes,
        Func<DomainName, IReadOnlyList<CertificateKeyType>, byte[]> hello
    )
    {
        this.keyTypes = keyTypes;
        this.hello = hello;
    }

    public static CertificateKindQuestion Tls12(
        params IReadOnlyList<CertificateKeyType> keyTypes
    ) => new(keyTypes, ClientHello.Tls12);

    /// <summary>Of a server that speaks TLS 1.3, which it then chooses (RFC 8446 section 4.2.1).</summary>
    public static CertificateKindQuestion Tls13And12(
        params IReadOnlyList<CertificateKeyType> keyTypes
    ) => new(keyTypes, ClientHello.Tls13And12);

    private const int Alert = 21;
    private const int HandshakeFailure = 40;
    private const int ProtocolVersion = 70;
    private const int InsufficientSecurity = 71;

    public const string NoSuchCertificate = "no suite in common";

    /// <summary>The server does not speak this version of TLS.</summary>
    public const string OtherVersion = "protocol version";

    /// <summary>The server went on, or did something that says neither yes nor no.</summary>
    public const string Undecided = "not refused";

    public async Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync(hello(serverName, keyTypes), cancellation);
            // Type, version, length; then for an alert its level and description (RFC 5246 sections 6.2.1 and 7.2).
            var record = new byte[7];
            await stream.ReadExactlyAsync(record, cancellation);
            return UpgradedConnection.Answered(
                new SessionFaultException(SessionFaultKind.TlsAlert, Words(record))
            );
        }
        catch (IOException failed)
        {
            throw TlsFault.From(failed);
        }
    }

    private static string Words(byte[] record) =>
        record[0] != Alert ? Undecided
        : record[6] is HandshakeFailure or InsufficientSecurity ? NoSuchCertificate
        : record[6] == ProtocolVersion ? OtherVersion
        : Undecided;
}
