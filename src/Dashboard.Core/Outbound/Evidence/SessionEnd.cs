namespace Dashboard.Core.Outbound.Evidence;

public enum SessionEnd
{
    Quit,

    /// <summary>The client closed the connection without QUIT.</summary>
    ClosedByClient,
    Reset,

    /// <summary>A TLS alert of the client ended it.</summary>
    TlsAlert,

    /// <summary>The client fell silent.</summary>
    Timeout,

    /// <summary>The receiver closed it as the probe demands.</summary>
    ClosedByReceiver,

    /// <summary>A limit of the receiver, or its shutdown: says nothing of the client.</summary>
    ReceiverLimit,
}
