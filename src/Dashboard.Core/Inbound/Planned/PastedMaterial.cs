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

/// <summary>Why pasted or uploaded material gives no certificate or public key.</summary>
public enum PastedMaterialProblem
{
    Empty,
    TooLong,

    /// <summary>Neither PEM nor DER of a certificate, a public key or a request.</summary>
    Unrecognised,

    /// <summary>A PEM block that does not decode to what its label says.</summary>
    Malformed,

    /// <summary>A private key was pasted: it was not read and is not kept; paste the public key or the certificate.</summary>
    PrivateKey,
}
