using Dashboard.Core.Dns;

namespace Dashboard.Core.Tls;

/// <summary>Name checks of a certificate under DANE-TA(2) (RFC 7672 section 3.2.3, RFC 6125 section 6.4).</summary>
public static class CertificateNames
{
    /// <summary>
    /// The presented identifiers that count: the DNS-IDs, and the common name only where there is no DNS-ID.
    /// </summary>
    public static IReadOnlyList<string> PresentedBy(PresentedCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return PresentedBy(certificate.DnsNames, certificate.CommonName);
    }

    internal static IReadOnlyList<string> PresentedBy(
        IReadOnlyList<string> dnsNames,
        string? commonName
    ) => dnsNames.Count > 0 || commonName is null ? dnsNames : [commonName];

    /// <summary>The first of the reference identifiers that the certificate bears; null where it bears none.</summary>
    public static DomainName? FirstMatch(
        PresentedCertificate certificate,
        IReadOnlyList<DomainName> references
    )
    {
        var presented = PresentedBy(certificate);
        return references.FirstOrDefault(reference => presented.Any(p => Matches(p, reference)));
    }

    /// <summary>
    /// Letter case aside the same name; or a wildcard that is the whole first label and stands for exactly one. A wildcard needs
    /// two labels behind it: no mail software in use accepts one directly below a top-level domain.
    /// </summary>
    public static bool Matches(string presented, DomainName reference)
    {
        ArgumentNullException.ThrowIfNull(presented);
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.IsRoot)
        {
            return false;
        }
        if (!presented.StartsWith("*.", StringComparison.Ordinal))
        {
            return !presented.Contains('*', StringComparison.Ordinal)
                && presented.Equals(reference.Value, StringComparison.OrdinalIgnoreCase);
        }
        var behind = presented[2..];
        return behind.Contains('.', StringComparison.Ordinal)
            && !behind.Contains('*', StringComparison.Ordinal)
            && behind.Equals(reference.Parent?.Value, StringComparison.OrdinalIgnoreCase);
    }
}
