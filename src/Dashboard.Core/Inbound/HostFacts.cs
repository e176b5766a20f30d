namespace Dashboard.Core.Inbound;

/// <summary>What the address lookups of an MX host came to, both families and a secure alias together (RFC 7672 sections 2.1.2 and 2.2.2).</summary>
public enum AddressAnswer
{
    Secure,

    /// <summary>The addresses are in an unsigned zone, and the alias that leads there is signed: TLSA at the alias counts.</summary>
    BehindSecureAlias,

    Insecure,

    /// <summary>The resolver's word on DNSSEC does not count, so whether they are signed is not known.</summary>
    NotValidated,

    /// <summary>All of them are reserved addresses, which no sender can reach.</summary>
    Reserved,

    Absent,
    Failed,
    Bogus,
}

/// <summary>Why a lookup gave no answer that counts.</summary>
public enum LookupFault
{
    Failed,
    Bogus,
}

/// <summary>What the search for a host's TLSA set came to (RFC 7672 section 2.2.3).</summary>
public enum TlsaAnswer
{
    /// <summary>Not searched for: what the addresses came to ends it.</summary>
    NotSearched,

    Present,
    Absent,
    Insecure,
    Failed,
    Bogus,
}
