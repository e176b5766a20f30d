namespace Dashboard.Core.Inbound;

/// <summary>Why a TLSA record cannot be used for SMTP (RFC 7672 sections 2.2 and 3.1.3, RFC 6698 section 4.1).</summary>
public enum TlsaProblem
{
    /// <summary>Usage 0 or 1: PKIX usages are undefined for SMTP (RFC 7672 section 3.1.3).</summary>
    PkixUsage,
    UnknownUsage,
    UnknownSelector,
    UnknownMatchingType,

    /// <summary>The association data has not the length of its digest.</summary>
    WrongDigestLength,

    /// <summary>Matching type 0 whose data is no certificate or public key.</summary>
    MalformedData,
}
