namespace Dashboard.Core.Tls;

/// <param name="Path">Null where none leads to an anchor.</param>
/// <param name="Fault">Null where the path holds.</param>
internal sealed record PathOutcome(CertificatePath? Path, PathFault? Fault);

/// <summary>Why a path does not hold.</summary>
/// <param name="Certificate">The one it is about: without a path, the last that was reached.</param>
/// <param name="Depth">Its place on the path, 0 the leaf.</param>
/// <param name="Detail">An object identifier that the reason is about; null where there is none.</param>
internal sealed record PathFault(
    PathProblem Problem,
    CertificateFields? Certificate = null,
    int Depth = 0,
    string? Detail = null
);

/// <summary>What can be wrong with a path from the leaf to a trust anchor.</summary>
internal enum PathProblem
{
    /// <summary>No certificate sent leads from the leaf to the anchor: an issuer is missing.</summary>
    NoPath,

    /// <summary>A signature on the way is of a kind that nobody knows.</summary>
    UnsupportedSignature,

    /// <summary>More certificates than senders follow.</summary>
    TooManyCertificates,

    /// <summary>The certificate with the issuer's name did not sign: a namesake, or another key.</summary>
    WrongSignature,

    /// <summary>An issuer that is no authority, or may not sign certificates (RFC 5280 sections 4.2.1.3 and 4.2.1.9).</summary>
    NotAnAuthority,

    /// <summary>More authorities than pathLenConstraint allows (RFC 5280 section 4.2.1.9).</summary>
    PathTooLong,

    /// <summary>A signature with SHA-1 or older below the anchor (RFC 8446 section 4.4.2.4).</summary>
    WeakSignature,

    /// <summary>The key of an authority is too short.</summary>
    WeakKey,

    /// <summary>A critical extension that is not understood (RFC 5280 section 4.2).</summary>
    UnknownCriticalExtension,

    /// <summary>
    /// extendedKeyUsage without server authentication (RFC 5280 section 4.2.1.12), or a leaf whose keyUsage allows no handshake
    /// (RFC 5280 section 4.2.1.3, RFC 8446 section 4.4.2.2).
    /// </summary>
    NotForServers,

    /// <summary>A name outside the name constraints (RFC 5280 section 4.2.1.10).</summary>
    NameNotPermitted,
    NotYetValid,
    Expired,
}
