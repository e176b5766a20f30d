namespace Dashboard.Core.Inbound.Dane;

/// <summary>What the DNS alone obliges an RFC 7672 sender to do at one MX host.</summary>
public enum DanePolicy
{
    /// <summary>The host must be skipped: a lookup failed or is bogus (RFC 7672 sections 2.1.2 and 2.2).</summary>
    Defer,

    /// <summary>No usable DANE: TLS where offered, else in the clear (RFC 7672 section 2.2).</summary>
    Opportunistic,

    /// <summary>TLSA records are present and all unusable: TLS is mandatory, without authentication (RFC 7672 section 2.2).</summary>
    EncryptOnly,

    /// <summary>A usable TLSA record: TLS and authentication are mandatory (RFC 7672 section 2.2).</summary>
    Authenticate,
}
