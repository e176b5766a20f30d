namespace Dashboard.Core.Inbound;

/// <summary>What the probe did with an address.</summary>
public enum AddressDisposition
{
    Probed,

    /// <summary>A reserved address (RFC 6890), which this installation does not connect to.</summary>
    Reserved,

    /// <summary>Left out by a limit of this installation.</summary>
    BeyondLimit,

    /// <summary>The DNS already says that a sender must skip the host.</summary>
    NotNeeded,

    /// <summary>This machine has no route for the address family; says nothing of the server.</summary>
    NoRouteHere,
}
