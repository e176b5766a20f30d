namespace Dashboard.Core.Dns;

/// <summary>The certificate usage field (RFC 6698 section 2.1.1, acronyms of RFC 7218 section 2.1).</summary>
public enum CertificateUsage : byte
{
    PkixTa = 0,
    PkixEe = 1,
    DaneTa = 2,
    DaneEe = 3,
}
