namespace Dashboard.Core.Inbound;

/// <summary>What an RFC 7672 sender ends up with at one address.</summary>
public enum AddressOutcome
{
    /// <summary>No session: nothing follows about TLS.</summary>
    Unreachable,

    /// <summary>A sender that verifies DANE would not deliver here.</summary>
    Refused,

    /// <summary>Delivered in the clear.</summary>
    Cleartext,

    /// <summary>Delivered over TLS whose peer is not verified.</summary>
    Encrypted,

    /// <summary>Delivered over TLS with the peer verified by DANE.</summary>
    Authenticated,
}
