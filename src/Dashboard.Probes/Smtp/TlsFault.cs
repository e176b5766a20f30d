using System.Net.Sockets;
using System.Security.Authentication;
using Dashboard.Core.Smtp;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>What a handshake that did not complete says of the server.</summary>
internal static class TlsFault
{
    /// <param name="requested">The server asked for a certificate of the client before.</param>
    public static Exception From(Exception failed, bool requested) =>
        From(failed) is SessionFaultException fault
            ? requested
                ? new SessionFaultException(
                    fault.Kind,
                    fault.Detail,
                    fault.InnerException,
                    fault.Waited
                )
                {
                    Alert = fault.Alert,
                    ClientRefusal = fault.ClientRefusal,
                    ClientCertificateRequested = true,
                }
                : fault
            : failed;

    public static Exception From(Exception failed) =>
        failed switch
        {
            OperationCanceledException or SessionFaultException => failed,
            _ when TlsAlert.In(failed) is { } alert => new SessionFaultException(
                SessionFaultKind.TlsAlert,
                Words(failed),
                failed
            )
            {
                Alert = alert,
            },
            // The library's own complaint, which it tells the server with an alert.
            TlsFatalAlert own => new SessionFaultException(
                SessionFaultKind.TlsProtocol,
                Words(own),
                own
            )
            {
                ClientRefusal = own.Message.Contains(
                    BouncyCastleTls.NoSecureRenegotiation,
                    StringComparison.Ordinal
                )
                    ? ClientRefusal.NoSecureRenegotiation
                    : ClientRefusal.Other,
            },
            TlsException protocol => new SessionFaultException(
                SessionFaultKind.TlsProtocol,
                protocol.Message,
                protocol
            ),
            AuthenticationException refused => new SessionFaultException(
                SessionFaultKind.TlsProtocol,
                Words(refused),
                refused
            )
            {
                ClientRefusal = RefusalOf(refused),
            },
            SocketException socket => SessionFaultException.From(socket),
            IOException { InnerException: SocketException socket } => SessionFaultException.From(
                socket
            ),
            IOException ended => new SessionFaultException(
                ended is EndOfStreamException
                || ended.Message.Contains("EOF", StringComparison.Ordinal)
                    ? SessionFaultKind.Closed
                    : SessionFaultKind.TlsProtocol,
                Words(ended),
                ended
            ),
            ObjectDisposedException closed => new SessionFaultException(
                SessionFaultKind.Closed,
                closed.Message,
                closed
            ),
            _ => failed,
        };

    /// <summary>OpenSSL's "unsafe legacy renegotiation disabled".</summary>
    private const int UnsafeRenegotiation = 0x152;

    private static ClientRefusal? RefusalOf(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException)
        {
            if (TlsAlert.ReasonOf(cause) == UnsafeRenegotiation)
            {
                return ClientRefusal.NoSecureRenegotiation;
            }
        }
        return null;
    }

    /// <summary>Of the innermost cause first: the outer ones only say that something lies within.</summary>
    internal static string Words(Exception failed)
    {
        var words = failed.Message;
        for (var inner = failed.InnerException; inner is not null; inner = inner.InnerException)
        {
            words = $"{inner.Message} ({words})";
        }
        return words;
    }
}
