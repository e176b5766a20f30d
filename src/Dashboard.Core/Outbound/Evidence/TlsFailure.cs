namespace Dashboard.Core.Outbound.Evidence;

/// <summary>How TLS ended against the will of one side.</summary>
public enum TlsFailure
{
    /// <summary>A fatal alert of the client.</summary>
    Alert,

    /// <summary>The client closed or reset the connection in the handshake.</summary>
    Aborted,

    /// <summary>The client was silent until the receiver's time ran out.</summary>
    Timeout,

    /// <summary>What the client said is no TLS, or nothing is shared with it.</summary>
    Protocol,

    /// <summary>The receiver closed the connection, as the probe demands.</summary>
    ClosedByReceiver,
}
