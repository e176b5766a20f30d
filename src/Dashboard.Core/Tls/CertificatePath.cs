namespace Dashboard.Core.Tls;

/// <summary>A path from the leaf up to and with its trust anchor.</summary>
/// <param name="Members">Leaf first; without the anchor where that is a bare key.</param>
/// <param name="HasBareAnchor">The anchor is a bare key in the DNS, by which the last member is signed.</param>
internal sealed record CertificatePath(IReadOnlyList<SentCertificate> Members, bool HasBareAnchor)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Server gated cryptography, of Netscape and of Microsoft: OpenSSL takes them for server authentication.</summary>
    private static readonly string[] ServerUsages =
    [
        ServerAuthentication,
        "2.16.840.1.113730.4.1",
        "1.3.6.1.4.1.311.10.3.3",
    ];

    /// <summary>Bits of Netscape's certificate type.</summary>
    private const int NetscapeServer = 0x40;
    private const int NetscapeServerAuthority = 0x04;

    public IReadOnlyList<CertificateFields> Certificates { get; } =
    [.. Members.Select(member => member.Fields!)];

    public CertificateFields Leaf => Certificates[0];

    /// <summary>Null where it is a bare key.</summary>
    public SentCertificate? Anchor => HasBareAnchor ? null : Members[^1];

    /// <summary>
    /// An anchor is a name and a key; its dates count only where it is its own issuer, which senders check like any other certificate.
    /// </summary>
    private IEnumerable<CertificateFields> Dated =>
        HasBareAnchor || Certificates[^1].IsOwnIssuer ? Certificates : Certificates.SkipLast(1);

    /// <summary>
    /// The rules of RFC 5280 section 6.1 that apply below and at the anchor, as OpenSSL 3 applies them; null where all hold. Dates come
    /// last: where anything else is wrong, renewing would not help.
    /// </summary>
    public PathFault? FaultAt(DateTimeOffset instant) =>
        Signatures() ?? Authorities() ?? Strength() ?? Extensions() ?? Names() ?? Dates(instant);

    private PathFault? Signatures()
    {
        for (var depth = 0; depth + 1 < Certificates.Count; depth++)
        {
            if (
                !CertificateSignature.IsValid(
                    Certificates[depth],
                    Certificates[depth + 1].SubjectPublicKeyInfo
                )
            )
            {
                return At(PathProblem.WrongSignature, depth);
            }
        }
        return null;
    }

    private PathFault? Authorities()
    {
        var between = 0;
        for (var depth = 1; depth < Certificates.Count; depth++)
        {
            var authority = Certificates[depth];
            if (!MaySign(authority, isLast: depth + 1 == Certificates.Count))
            {
                return At(PathProblem.NotAnAuthority, depth);
            }
            if (between > authority.Extensions.PathLength)
            {
                return At(PathProblem.PathTooLong, depth);
            }
            // Self-issued ones do not count (RFC 5280 section 4.2.1.9).
            between += authority.IsSelfIssued ? 0 : 1;
        }
        return null;
    }

    /// <summary>
    /// Without basicConstraints only the last of the path can be an authority, and only as an old self-signed root, or where its key
    /// usage or Netscape type says so: what mail software in use accepts.
    /// </summary>
    private static bool MaySign(CertificateFields authority, bool isLast)
    {
        var extensions = authority.Extensions;
        if (extensions.MaySignCertificates == false)
        {
            return false;
        }
        if (extensions.HasBasicConstraints)
        {
            return extensions.IsAuthority;
        }
        return isLast
            && (
                (authority.Version == 1 && authority.IsOwnIssuer)
                || extensions.MaySignCertificates == true
                || (extensions.NetscapeTypes & NetscapeServerAuthority) > 0
            );
    }

    /// <summary>The signature of the last certificate is nobody's concern: it is an anchor, or signed by one.</summary>
    private PathFault? Strength()
    {
        for (var depth = 0; depth < Certificates.Count; depth++)
        {
            if (depth > 0 && Certificates[depth].Key.IsWeak)
            {
                return At(PathProblem.WeakKey, depth);
            }
            if (depth + 1 < Certificates.Count && CertificateSignature.IsWeak(Certificates[depth]))
            {
                return At(PathProblem.WeakSignature, depth);
            }
        }
        return null;
    }

    private PathFault? Extensions()
    {
        for (var depth = 0; depth < Certificates.Count; depth++)
        {
            var extensions = Certificates[depth].Extensions;
            if (CriticalExtensions.NotUnderstood(extensions) is { } oid)
            {
                return At(PathProblem.UnknownCriticalExtension, depth) with { Detail = oid };
            }
            if (
                !IsForServers(extensions)
                || (depth == 0 && extensions.MayBeUsedInHandshakes == false)
                || (depth == 0 && (extensions.NetscapeTypes & NetscapeServer) == 0)
            )
            {
                return At(PathProblem.NotForServers, depth);
            }
        }
        return null;
    }

    private static bool IsForServers(CertificateExtensions extensions) =>
        extensions.ExtendedKeyUsages is not { } usages || usages.Any(ServerUsages.Contains);

    private PathFault? Names()
    {
        for (var depth = Certificates.Count - 2; depth >= 0; depth--)
        {
            // One that is self-issued counts only as leaf (RFC 5280 section 6.1.3 (b)).
            if (depth > 0 && Certificates[depth].IsSelfIssued)
            {
                continue;
            }
            var names = ConstrainedNames.Of(Certificates[depth], isLeaf: depth == 0);
            if (
                Certificates
                    .Skip(depth + 1)
                    .Any(authority =>
                        authority.Extensions.NameConstraints is { } constraints
                        && (names is null || !constraints.Allow(names))
                    )
            )
            {
                return At(PathProblem.NameNotPermitted, depth);
            }
        }
        return null;
    }

    private PathFault? Dates(DateTimeOffset instant)
    {
        var dated = Dated.ToList();
        var expired = dated.FindIndex(certificate => instant > certificate.NotAfter);
        if (expired >= 0)
        {
            return At(PathProblem.Expired, expired);
        }
        var early = dated.FindIndex(certificate => instant < certificate.NotBefore);
        return early >= 0 ? At(PathProblem.NotYetValid, early) : null;
    }

    private PathFault At(PathProblem problem, int depth) =>
        new(problem, Certificates[depth], depth);
}
