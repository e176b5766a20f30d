namespace Dashboard.Core.Tls;

/// <param name="Path">Null where none was found.</param>
/// <param name="Problem">Null where the path holds.</param>
internal sealed record PathOutcome(CertificatePath? Path, PathProblem? Problem);

/// <summary>Why a path from the leaf to a trust anchor does not hold; by how far it got, the furthest last.</summary>
internal enum PathProblem
{
    /// <summary>No certificate sent leads from the leaf to the anchor: an issuer is missing, or a signature is wrong.</summary>
    NoPath,

    /// <summary>As <see cref="NoPath"/>, but a signature on the way is of a kind that is not implemented here.</summary>
    UnsupportedSignature,

    /// <summary>An issuer that is no authority, or may not sign certificates (RFC 5280 sections 4.2.1.3 and 4.2.1.9).</summary>
    NotAnAuthority,

    /// <summary>More authorities than pathLenConstraint allows (RFC 5280 section 4.2.1.9).</summary>
    PathTooLong,

    /// <summary>A signature with SHA-1 below the anchor (RFC 8446 section 4.4.2.4).</summary>
    WeakSignature,

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
