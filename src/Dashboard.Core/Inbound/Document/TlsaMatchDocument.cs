using System.Net;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Document;

/// <param name="Address">Where the certificate was served.</param>
/// <param name="KeyType">Of the leaf of its chain.</param>
/// <param name="Depth">In the chain as sent; null for a trust anchor that was in the DNS alone.</param>
/// <param name="Sha256">Of the certificate that matched.</param>
/// <param name="Authenticates">The match satisfies all the rules of its usage.</param>
public sealed record TlsaMatchDocument(
    IPAddress Address,
    CertificateKeyType KeyType,
    int? Depth,
    OctetString? Sha256,
    bool Authenticates
);
