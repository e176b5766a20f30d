using Dashboard.Core.Dns;

namespace Dashboard.Core.Tls;

/// <summary>Name checks of a certificate under DANE-TA(2) (RFC 7672 section 3.2.3, RFC 6125 section 6.4), as OpenSSL makes them.</summary>
public static class CertificateNames
{
    /// <summary>The presented identifiers that count: the DNS-IDs, and the common names only where there is no DNS-ID.</summary>
    internal static IReadOnlyList<string> PresentedBy(CertificateFields certificate) =>
        certificate.DnsNames.Count > 0
            ? certificate.DnsNames
            : DistinguishedName.CommonNames(certificate.Subject);

    /// <summary>The first of the reference identifiers that the certificate has; null where it has none.</summary>
    internal static DomainName? FirstMatch(
        CertificateFields certificate,
        IReadOnlyList<DomainName> references
    )
    {
        var presented = PresentedBy(certificate);
        return references.FirstOrDefault(reference => presented.Any(p => Matches(p, reference)));
    }

    /// <summary>Letter case aside the same name; or a wildcard that is the whole first label and stands for exactly one.</summary>
    public static bool Matches(string presented, DomainName reference)
    {
        ArgumentNullException.ThrowIfNull(presented);
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.IsRoot)
        {
            return false;
        }
        return IsWildcard(presented)
            ? IsBehind(presented, reference) && MayStandIn(reference.Labels[0])
            : presented.Equals(reference.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether a wildcard would hold the name, if it did not have a character in its first label that no wildcard stands for: an
    /// underscore above all.
    /// </summary>
    internal static bool MissesForCharacter(string presented, DomainName reference) =>
        !reference.IsRoot
        && presented.StartsWith("*.", StringComparison.Ordinal)
        && IsBehind(presented, reference)
        && !Matches(presented, reference);

    /// <summary>A star, and behind it two labels or more: no mail software in use accepts one directly below a top-level domain.</summary>
    private static bool IsWildcard(string presented) =>
        presented.StartsWith("*.", StringComparison.Ordinal)
        && presented[2..].Split('.') is { Length: > 1 } labels
        && labels.All(label =>
            label.Length > 0
            && label[0] != '-'
            && label[^1] != '-'
            && label.All(IsLetterDigitHyphen)
        );

    private static bool IsBehind(string wildcard, DomainName reference) =>
        wildcard[2..].Equals(reference.Parent?.Value, StringComparison.OrdinalIgnoreCase);

    private static bool MayStandIn(string label) => label == "*" || label.All(IsLetterDigitHyphen);

    private static bool IsLetterDigitHyphen(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';
}
