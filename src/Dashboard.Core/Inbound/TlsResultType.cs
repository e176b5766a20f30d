namespace Dashboard.Core.Inbound;

/// <summary>The result types of SMTP TLS reporting that fit (RFC 8460 section 4.3).</summary>
public enum TlsResultType
{
    StarttlsNotSupported,
    CertificateHostMismatch,
    CertificateExpired,
    CertificateNotTrusted,
    ValidationFailure,
    TlsaInvalid,
    DnssecInvalid,
}
