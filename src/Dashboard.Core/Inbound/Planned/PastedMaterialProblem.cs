namespace Dashboard.Core.Inbound.Planned;

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
