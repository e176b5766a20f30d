namespace Dashboard.Probes.Https;

/// <summary>Why a request to a host that a stranger named has no whole answer.</summary>
public enum HttpsFault
{
    /// <summary>The addresses of the host could not be looked up.</summary>
    LookupFailed,

    /// <summary>The host has no address.</summary>
    HostMissing,

    /// <summary>All its addresses are reserved (RFC 6890).</summary>
    HostReserved,
    ConnectionRefused,
    ConnectTimeout,

    /// <summary>Ended by the other side, or by the network, before the whole answer was there.</summary>
    ConnectionLost,

    /// <summary>No TLS 1.2 or 1.3.</summary>
    TlsFailed,

    /// <summary>The certificate is not of a trusted authority, not of this host, or has ended.</summary>
    CertificateInvalid,

    /// <summary>The answer is not HTTP/1.1.</summary>
    NotHttp,

    /// <summary>The header fields are larger than is read.</summary>
    TooLarge,

    /// <summary>Not all there within the time of a request.</summary>
    TooSlow,

    /// <summary>This machine cannot reach the address family; says nothing of the host.</summary>
    NoRouteHere,

    /// <summary>A shortage of this machine, such as of sockets; says nothing of the host.</summary>
    OwnFault,

    /// <summary>Who asked has stopped waiting; says nothing of the host.</summary>
    OwnLimit,
}
