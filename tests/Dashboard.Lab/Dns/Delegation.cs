namespace Dashboard.Lab.Dns;

/// <summary>What the parent says of a zone's keys.</summary>
internal enum Delegation
{
    /// <summary>A DS record that matches the zone's key.</summary>
    Signed,

    /// <summary>No DS: the zone is insecure, signed or not.</summary>
    WithoutDs,

    /// <summary>A DS whose digest matches no key of the zone.</summary>
    WrongDigest,

    /// <summary>A DS of a key tag that the zone has not.</summary>
    WrongKeyTag,

    /// <summary>Only a DS whose digest type no validator knows.</summary>
    UnknownDigestType,

    /// <summary>Only a DS with SHA-1.</summary>
    Sha1Digest,
}
