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

/// <summary>What the lookups of a host came to.</summary>
/// <param name="Addresses">Of both families together.</param>
/// <param name="FamilyFault">Of the family without an answer, where the other has addresses.</param>
/// <param name="Tlsa">Of the search for its TLSA set.</param>
/// <param name="TlsaLostHere">That lookup failed by a fault or limit of ours, or was not made.</param>
public sealed record HostLookups(
    AddressAnswer Addresses,
    LookupFault? FamilyFault,
    TlsaAnswer Tlsa,
    bool TlsaLostHere
)
{
    /// <summary>Whether the host has TLSA records could not be found out.</summary>
    public bool IsOpen() => Addresses == AddressAnswer.Failed || Tlsa == TlsaAnswer.Failed;

    /// <summary>A sender that verifies DANE waits: the zone gives no answer, or a bogus one, to its TLSA query (RFC 7672 section 2.1.2).</summary>
    public bool FailsForDane() =>
        Tlsa == TlsaAnswer.Bogus || (Tlsa == TlsaAnswer.Failed && !TlsaLostHere);

    /// <summary>A sender that only validates does not get the addresses either.</summary>
    public bool FailsForAll() =>
        Addresses == AddressAnswer.Bogus || FamilyFault == LookupFault.Bogus;
}
