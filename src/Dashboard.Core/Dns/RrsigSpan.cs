namespace Dashboard.Core.Dns;

/// <summary>What an RRSIG in an answer says of its validity (RFC 4034 section 3.1).</summary>
/// <param name="TypeCovered">Number of the record type that is signed.</param>
/// <param name="Algorithm">DNSSEC algorithm number.</param>
/// <param name="Signer">The zone that signs.</param>
public sealed record RrsigSpan(
    int TypeCovered,
    int Algorithm,
    DomainName Signer,
    DateTimeOffset Inception,
    DateTimeOffset Expiration
);
