namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>
/// The certificate chains of the receiver. A sender without DANE sends no SNI, so each chain is bound to an address too.
/// </summary>
public enum ReceiverCertificate
{
    /// <summary>In date and with the right names, by a certification authority: what a sender with WebPKI rules accepts.</summary>
    Ordinary,

    /// <summary>Self-signed, past its dates, for another name.</summary>
    ExpiredWrongName,

    /// <summary>By the private authority, right names, the authority's certificate sent behind the leaf.</summary>
    PrivateAuthority,

    /// <summary>By the private authority, right names, only the leaf sent.</summary>
    PrivateAuthorityNotSent,

    /// <summary>By the private authority, the authority sent, and no name that fits the MX host or the recipient domain.</summary>
    PrivateAuthorityWrongName,
}
