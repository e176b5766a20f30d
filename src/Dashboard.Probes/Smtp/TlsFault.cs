using System.Net.Sockets;
using System.Security.Authentication;
using Dashboard.Core.Smtp;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Smtp;

/// <summary>What a handshake that did not complete says of the server.</summary>
internal static class TlsFault
{
    public static Exception From(Exception failed) =>
        failed switch
        {
            OperationCanceledException or SessionFaultException => failed,
            TlsFatalAlertReceived alert => new SessionFaultException(
                SessionFaultKind.TlsAlert,
                alert.Message,
                alert
            ),
            TlsException protocol => new SessionFaultException(
                SessionFaultKind.TlsProtocol,
                protocol.Message,
                protocol
            ),
            // .NET and OpenSSL tell a received alert from their own complaint by the words only.
            AuthenticationException refused => new SessionFaultException(
                Words(refused).Contains(" alert", StringComparison.Ordinal)
                    ? SessionFaultKind.TlsAlert
                    : SessionFaultKind.TlsProtocol,
                Words(refused),
                refused
            ),
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

    /// <summary>Of the innermost cause first: the outer ones only say that something lies within.</summary>
    private static string Words(Exception failed)
    {
        var words = failed.Message;
        for (var inner = failed.InnerException; inner is not null; inner = inner.InnerException)
        {
            words = $"{inner.Message} ({words})";
        }
        return words;
    }
}
