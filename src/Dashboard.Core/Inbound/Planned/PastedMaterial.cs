using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>The certificates and public keys in pasted PEM text or in a DER file, in order.</summary>
/// <param name="Certificates">Leaf first, where a chain was pasted as a server sends it.</param>
/// <param name="PublicKeys">SubjectPublicKeyInfo octets of bare public keys and of certificate requests.</param>
public sealed record PastedMaterial(
    IReadOnlyList<PresentedCertificate> Certificates,
    IReadOnlyList<OctetString> PublicKeys,
    IReadOnlyList<PastedMaterialProblem> Problems
);
