using Dashboard.Core;

namespace Dashboard.Probes.Outbound.Receiver.Certificates;

/// <summary>What a listener presents.</summary>
/// <param name="Certificates">In DER, the leaf first, as they are sent.</param>
/// <param name="PrivateKey">Of the leaf, PKCS #8.</param>
/// <param name="PublicKeyDigest">SHA-256 over the SubjectPublicKeyInfo of the leaf.</param>
public sealed record ReceiverChain(
    IReadOnlyList<OctetString> Certificates,
    OctetString PrivateKey,
    OctetString PublicKeyDigest
);
