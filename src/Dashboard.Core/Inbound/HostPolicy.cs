using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>What the DNS alone says of a host.</summary>
public sealed record HostPolicy
{
    public required DanePolicy Policy { get; init; }

    /// <summary>Of the addresses, aliases included; the better of the two families where they differ.</summary>
    public required DnssecStatus AddressSecurity { get; init; }

    /// <summary>What the addresses came to; <see cref="Reasons"/> say the same to people.</summary>
    public AddressAnswer Addresses { get; init; }

    /// <summary>One of the two families has addresses, and the lookup of the other gave no answer that counts.</summary>
    public LookupFault? FamilyFault { get; init; }

    public TlsaAnswer TlsaAnswer { get; init; }

    /// <summary>The TLSA lookup failed by a fault or limit of ours, or was not made: no failure of the zone.</summary>
    public bool TlsaLostHere { get; init; }

    /// <summary>What the lookups came to, without what follows from it.</summary>
    public HostLookups Lookups() => new(Addresses, FamilyFault, TlsaAnswer, TlsaLostHere);

    /// <summary>
    /// The name whose TLSA records count and that is sent as SNI (RFC 7672 sections 2.2.2, 2.2.3 and 8.1); the host's own name
    /// where no TLSA set was found.
    /// </summary>
    public required DomainName TlsaBaseDomain { get; init; }

    /// <summary>The set at <see cref="TlsaBaseDomain"/>, in the order of the answer.</summary>
    public IReadOnlyList<AssessedTlsa> Tlsa { get; init; } = [];

    /// <summary>
    /// The names a DANE-TA certificate may carry (RFC 7672 section 3.2.2): TLSA base domain first, then next-hop domain, then
    /// their secure expansions.
    /// </summary>
    public IReadOnlyList<DomainName> ReferenceIdentifiers { get; init; } = [];

    /// <summary>The host has no address, or only reserved ones, and is passed over (RFC 5321 section 5.1).</summary>
    public bool Skipped { get; init; }

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];
}
