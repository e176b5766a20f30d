namespace Dashboard.Core.Tls;

/// <summary>A path from the leaf up to and with its trust anchor.</summary>
/// <param name="Certificates">Leaf first; without the anchor where that is a bare key.</param>
/// <param name="BelowAnchor">How many of them stand below the anchor: those whose signatures count.</param>
internal sealed record CertificatePath(
    IReadOnlyList<CertificateFields> Certificates,
    int BelowAnchor
)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string AnyUsage = "2.5.29.37.0";

    public CertificateFields Leaf => Certificates[0];

    /// <summary>The first end of validity on the path.</summary>
    public DateTimeOffset NotAfter => Certificates.Min(certificate => certificate.NotAfter);

    /// <summary>
    /// The rules of RFC 5280 section 6.1 that apply below and at the anchor; null where all hold. The signatures were checked
    /// when the path was found. Dates come last: where anything else is wrong, renewing would not help.
    /// </summary>
    public PathProblem? ProblemAt(DateTimeOffset instant) =>
        Authorities() ?? Signatures() ?? Extensions() ?? Dates(instant);

    private PathProblem? Authorities()
    {
        var between = 0;
        foreach (var authority in Certificates.Skip(1))
        {
            if (!MaySign(authority))
            {
                return PathProblem.NotAnAuthority;
            }
            if (between > authority.Extensions.PathLength)
            {
                return PathProblem.PathTooLong;
            }
            // Self-issued ones do not count (RFC 5280 section 4.2.1.9).
            between += authority.IsSelfIssued ? 0 : 1;
        }
        return null;
    }

    /// <summary>
    /// Without basicConstraints only an old self-signed root, or one whose key usage says so, can be an authority: what mail
    /// software in use accepts.
    /// </summary>
    private static bool MaySign(CertificateFields authority)
    {
        var extensions = authority.Extensions;
        if (extensions.MaySignCertificates == false)
        {
            return false;
        }
        return extensions.HasBasicConstraints
            ? extensions.IsAuthority
            : extensions.MaySignCertificates == true
                || (authority.Version == 1 && authority.IsSelfIssued);
    }

    /// <summary>
    /// With SHA-1 any endpoint is recommended to abort the handshake, but not for the signature of the anchor itself (RFC 8446
    /// section 4.4.2.4); mail software in use does. With MD5 there is no path at all.
    /// </summary>
    private PathProblem? Signatures() =>
        Certificates.Take(BelowAnchor).Any(c => CertificateSignature.IsWithSha1(c))
            ? PathProblem.WeakSignature
            : null;

    private PathProblem? Extensions()
    {
        if (Certificates.Any(c => c.Extensions.UnknownCritical.Count > 0))
        {
            return PathProblem.UnknownCriticalExtension;
        }
        if (
            Leaf.Extensions.MayBeUsedInHandshakes == false
            || Certificates.Any(c => !IsForServers(c.Extensions.ExtendedKeyUsages))
        )
        {
            return PathProblem.NotForServers;
        }
        // The names that are held against the reference identifiers: a common name that stands in for a DNS-ID is constrained too.
        var names = CertificateNames.PresentedBy(
            Leaf.DnsNames,
            DistinguishedName.CommonName(Leaf.Subject)
        );
        return Certificates
            .Select((authority, depth) => (authority.Extensions.NameConstraints, depth))
            .Skip(1)
            .Any(above =>
                above.NameConstraints is { } constraints
                && (
                    !names.All(constraints.Allows)
                    || Leaf.Extensions.OtherNameKinds.Overlaps(constraints.KindsNotUnderstood)
                    || !Subjects(above.depth).All(constraints.AllowsSubject)
                )
            )
            ? PathProblem.NameNotPermitted
            : null;
    }

    /// <summary>Of those below an authority; one that is self-issued counts only as leaf (RFC 5280 section 6.1.3 (b)).</summary>
    private IEnumerable<ReadOnlyMemory<byte>> Subjects(int depth) =>
        Certificates
            .Take(depth)
            .Where((certificate, at) => at == 0 || !certificate.IsSelfIssued)
            .Select(certificate => certificate.Subject);

    private static bool IsForServers(IReadOnlyList<string>? usages) =>
        usages is null || usages.Contains(ServerAuthentication) || usages.Contains(AnyUsage);

    private PathProblem? Dates(DateTimeOffset instant) =>
        Certificates.Any(c => instant > c.NotAfter) ? PathProblem.Expired
        : Certificates.Any(c => instant < c.NotBefore) ? PathProblem.NotYetValid
        : null;
}
