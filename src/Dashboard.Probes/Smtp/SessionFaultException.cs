using System.Net.Sockets;
using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Smtp;

/// <summary>Ends a session inside the probe; becomes a <see cref="SessionFault"/> in the observation.</summary>
internal sealed class SessionFaultException(
    SessionFaultKind kind,
    string? detail = null,
    Exception? inner = null,
    TimeSpan? waited = null
) : Exception(detail ?? kind.ToString(), inner)
{
    public SessionFaultKind Kind { get; } = kind;

    public string? Detail { get; } = detail;

    public TimeSpan? Waited { get; } = waited;

    /// <summary>The AlertDescription that the server sent; null where none came.</summary>
    public int? Alert { get; init; }

    /// <summary>What our own TLS library refused; null where it refused nothing.</summary>
    public ClientRefusal? ClientRefusal { get; init; }

    public bool ClientCertificateRequested { get; init; }

    public SessionFault At(SmtpStage stage) =>
        new(stage, Kind, Detail)
        {
            Alert = Alert,
            ClientRefusal = ClientRefusal,
            Waited = Waited,
        };

    public static SessionFaultException From(SocketException error) =>
        new(KindOf(error.SocketErrorCode), error.Message, error);

    public static SessionFaultException From(IOException error) =>
        TlsAlert.In(error) is { } alert
            ? new SessionFaultException(SessionFaultKind.TlsAlert, TlsFault.Words(error), error)
            {
                Alert = alert,
            }
        : error.InnerException is SocketException socket ? From(socket)
        : new SessionFaultException(SessionFaultKind.Closed, error.Message, error);

    public static SessionFaultKind KindOf(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => SessionFaultKind.ConnectionRefused,
            SocketError.TimedOut => SessionFaultKind.Timeout,
            SocketError.ConnectionReset
            or SocketError.ConnectionAborted
            or SocketError.Shutdown
            or SocketError.NotConnected => SessionFaultKind.Reset,
            // Of this machine: too many open files, no memory for a socket, no free local port.
            SocketError.TooManyOpenSockets
            or SocketError.NoBufferSpaceAvailable
            or SocketError.AddressAlreadyInUse
            or SocketError.AddressNotAvailable => SessionFaultKind.OwnLimit,
            _ => SessionFaultKind.NetworkUnreachable,
        };
}
