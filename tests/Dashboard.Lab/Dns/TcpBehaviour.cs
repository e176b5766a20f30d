namespace Dashboard.Lab.Dns;

/// <summary>What a name server, or the firewall before it, does with TCP.</summary>
internal enum TcpBehaviour
{
    Open,

    /// <summary>A connection is refused.</summary>
    Closed,

    /// <summary>A connection is taken, and no question over it answered.</summary>
    Silent,
}
