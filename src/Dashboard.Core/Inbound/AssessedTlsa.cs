using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>A published TLSA record with what a sender makes of it.</summary>
/// <param name="Problem">Null where the record is usable.</param>
/// <param name="LeftOutByAgility">Usable, but passed over for a stronger digest of the same usage and selector (RFC 7671 section 9).</param>
/// <param name="Duplicate">The same record is earlier in the set.</param>
public sealed record AssessedTlsa(
    TlsaRecord Record,
    TlsaProblem? Problem = null,
    bool LeftOutByAgility = false,
    bool Duplicate = false
)
{
    /// <summary>The presentation names, such as <c>DANE-EE(3) SPKI(1) SHA2-256(1)</c> (RFC 7218).</summary>
    public string Mnemonic => Dns.TlsaMnemonic.Of(Record);
}

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
