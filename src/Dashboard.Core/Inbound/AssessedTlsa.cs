using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>A published TLSA record with what a sender makes of it.</summary>
/// <param name="Problem">Null where the record is usable.</param>
/// <param name="LeftOutByAgility">Usable, but passed over for a stronger digest of the same usage and selector (RFC 7671 section 9).</param>
/// <param name="Duplicate">The same record stands earlier in the set.</param>
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
