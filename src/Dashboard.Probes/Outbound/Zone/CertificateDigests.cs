using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>SHA-256 over the public keys that the receiver serves: what its TLSA records are made of.</summary>
/// <param name="Leaves">SubjectPublicKeyInfo of the leaf of each chain.</param>
/// <param name="PrivateAuthority">SubjectPublicKeyInfo of the private authority.</param>
public sealed record CertificateDigests(
    IReadOnlyDictionary<ReceiverCertificate, OctetString> Leaves,
    OctetString PrivateAuthority
);
