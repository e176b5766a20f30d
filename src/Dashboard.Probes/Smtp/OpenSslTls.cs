using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// The handshake of OpenSSL, called directly: the library of most senders. It takes half of what the platform's stream over the same
/// library does, which makes a context anew for each session and builds a chain that nobody asked for.
/// </summary>
internal sealed class OpenSslTls : ITlsUpgrade
{
    /// <summary>An SSL_CTX; lives as long as the process, as do the few objects of this class.</summary>
    private readonly nint context;

    private OpenSslTls(nint context) => this.context = context;

    /// <returns>Null where there is no OpenSSL 3, or it takes none of the suites.</returns>
    /// <param name="versions">The lowest and the highest, as in <see cref="LibSsl.Tls12"/>.</param>
    /// <param name="suites">In the order of preference.</param>
    public static unsafe OpenSslTls? TryCreate(
        (int Lowest, int Highest) versions,
        IReadOnlyList<TlsCipherSuite> suites
    )
    {
        if (!LibSsl.IsThere)
        {
            return null;
        }
        var context = LibSsl.SSL_CTX_new(LibSsl.TLS_client_method());
        if (context == 0)
        {
            return null;
        }
        _ = LibSsl.SSL_CTX_ctrl(context, LibSsl.ControlMinimumVersion, versions.Lowest, 0);
        _ = LibSsl.SSL_CTX_ctrl(context, LibSsl.ControlMaximumVersion, versions.Highest, 0);
        // A resumed session shows no certificates.
        _ = LibSsl.SSL_CTX_ctrl(context, LibSsl.ControlSessionCacheMode, 0, 0);
        _ = LibSsl.SSL_CTX_set_options(
            context,
            LibSsl.OptionNoTicket | LibSsl.OptionNoCompression | LibSsl.OptionNoRenegotiation
        );
        LibSsl.SSL_CTX_set_cert_verify_callback(context, &TakeAny, 0);
        LibSsl.SSL_CTX_set_client_cert_cb(context, &HaveNone);
        if (!SetSuites(context, suites))
        {
            LibSsl.SSL_CTX_free(context);
            return null;
        }
        return new OpenSslTls(context);
    }

    public async Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        var session = Session(serverName);
        var stream = new OpenSslStream(session, socket);
        try
        {
            await stream.HandshakeAsync(cancellation);
            var chain = CertificateChain.AsSent(Sent(session));
            return new UpgradedConnection(
                stream,
                new TlsHandshake
                {
                    Version =
                        LibSsl.SSL_version(session) == LibSsl.Tls13
                            ? TlsProtocolVersion.Tls13
                            : TlsProtocolVersion.Tls12,
                    CipherSuite = (
                        (TlsCipherSuite)
                            LibSsl.SSL_CIPHER_get_protocol_id(
                                LibSsl.SSL_get_current_cipher(session)
                            )
                    ).ToString(),
                    ServerName = serverName.Value,
                    KeyType = chain.Certificates is [var leaf, ..]
                        ? leaf.KeyType
                        : CertificateKeyType.Other,
                    Chain = chain,
                },
                stream.ClientCertificateRequested
            );
        }
        catch (Exception failed)
        {
            await stream.DisposeAsync();
            throw TlsFault.From(failed, stream.ClientCertificateRequested);
        }
    }

    private unsafe SslHandle Session(DomainName serverName)
    {
        var session = new SslHandle(context);
        if (session.IsInvalid)
        {
            throw new InvalidOperationException(LibSsl.Complaint());
        }
        LibSsl.SSL_set_connect_state(session);
        // A literal address is no server name (RFC 6066 section 3).
        if (!IPAddress.TryParse(serverName.Value, out _))
        {
            fixed (byte* name = System.Text.Encoding.ASCII.GetBytes(serverName.Value + '\0'))
            {
                if (LibSsl.SSL_ctrl(session, LibSsl.ControlServerName, 0, name) != 1)
                {
                    throw new InvalidOperationException(LibSsl.Complaint());
                }
            }
        }
        return session;
    }

    /// <summary>Leaf first, as the octets came.</summary>
    private static unsafe List<byte[]> Sent(SslHandle session)
    {
        var stack = LibSsl.SSL_get_peer_cert_chain(session);
        var sent = new List<byte[]>();
        for (var i = 0; stack != 0 && i < LibSsl.OPENSSL_sk_num(stack); i++)
        {
            var certificate = LibSsl.OPENSSL_sk_value(stack, i);
            var length = LibSsl.i2d_X509(certificate, null);
            if (length <= 0)
            {
                throw new InvalidOperationException(LibSsl.Complaint());
            }
            var der = new byte[length];
            fixed (byte* start = der)
            {
                var end = start;
                _ = LibSsl.i2d_X509(certificate, &end);
            }
            sent.Add(der);
        }
        return sent;
    }

    /// <summary>Those that this library does not have are left out.</summary>
    private static unsafe bool SetSuites(nint context, IReadOnlyList<TlsCipherSuite> suites)
    {
        using var session = new SslHandle(context);
        var modern = new List<string>();
        var older = new List<string>();
        var number = stackalloc byte[2];
        foreach (var suite in suites)
        {
            number[0] = (byte)((int)suite >> 8);
            number[1] = (byte)suite;
            var cipher = LibSsl.SSL_CIPHER_find(session.DangerousGetHandle(), number);
            if (
                cipher != 0
                && Marshal.PtrToStringUTF8(LibSsl.SSL_CIPHER_get_name(cipher)) is { } name
            )
            {
                // Those of TLS 1.3 are numbered 13xx, and set by another function.
                ((int)suite >> 8 == 0x13 ? modern : older).Add(name);
            }
        }
        return older.Count > 0
            && LibSsl.SSL_CTX_set_cipher_list(context, string.Join(':', older)) == 1
            && LibSsl.SSL_CTX_set_ciphersuites(context, string.Join(':', modern)) == 1;
    }

    /// <summary>Any certificate is taken: it is evidence, and DANE judges it (RFC 7672 section 3).</summary>
    [UnmanagedCallersOnly]
    private static int TakeAny(nint certificates, nint argument) => 1;

    /// <summary>Called where the server requests a certificate of ours, in the thread that goes on with the handshake.</summary>
    [UnmanagedCallersOnly]
    private static int HaveNone(nint session, nint certificate, nint key)
    {
        OpenSslStream.Requested = true;
        return 0;
    }
}
