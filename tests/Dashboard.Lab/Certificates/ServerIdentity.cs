namespace Dashboard.Lab.Certificates;

/// <summary>What a TLS server presents: the leaf with its key, and the certificates sent behind it, in that order.</summary>
internal sealed record ServerIdentity(
    IssuedCertificate Leaf,
    params IReadOnlyList<IssuedCertificate> Above
);
