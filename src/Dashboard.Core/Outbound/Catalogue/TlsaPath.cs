namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>Where the records at <c>_25._tcp</c> of a probe's host really stand.</summary>
public enum TlsaPath
{
    Direct,

    /// <summary>A CNAME to another name of the signed zone (RFC 7671 section 7).</summary>
    SecureAlias,

    /// <summary>A CNAME into a child zone whose DS fits no key: only the TLSA lookup is bogus, A and MX are fine.</summary>
    BogusAlias,

    /// <summary>A CNAME into a child zone whose servers answer SERVFAIL: only the TLSA lookup fails, with or without validation.</summary>
    FailingAlias,
}
