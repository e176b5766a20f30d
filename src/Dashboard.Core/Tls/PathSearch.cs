namespace Dashboard.Core.Tls;

/// <summary>
/// Builds the path from the leaf to a trust anchor within the certificates as sent, as OpenSSL 3 does, on which Postfix rests. Their
/// order is not relied upon, and ones that lead nowhere are passed over (RFC 8446 section 4.4.2). There is one path: of several
/// issuers the first that fits and is valid is taken, and the path ends at the first anchor that is reached.
/// </summary>
/// <param name="sent">At least the leaf.</param>
/// <param name="instant">At which the path must hold.</param>
internal sealed class PathSearch(IReadOnlyList<SentCertificate> sent, DateTimeOffset instant)
{
    /// <summary>Of a path, the anchor included: Postfix follows 9 authorities and one (smtp_tls_scert_verifydepth), OpenSSL one more.</summary>
    internal const int MostCertificates = 12;

    /// <param name="ignoreKeyIdentifiers">As senders do that do not look at authorityKeyIdentifier.</param>
    public PathOutcome To(TrustAnchors anchors, bool ignoreKeyIdentifiers = false)
    {
        if (sent[0].Fields is null)
        {
            return new(null, new(PathProblem.NoPath));
        }
        var candidates = anchors
            .Certificates.Concat(sent)
            .Where(candidate => candidate.Fields is not null)
            .ToList();
        var path = new List<SentCertificate> { sent[0] };
        while (path.Count < MostCertificates && !path[^1].Fields!.IsOwnIssuer)
        {
            if (IssuerOf(path[^1], candidates, ignoreKeyIdentifiers) is not { } issuer)
            {
                break;
            }
            candidates.Remove(issuer);
            path.Add(issuer);
            if (anchors.Include(issuer))
            {
                return Outcome(new CertificatePath(path, HasBareAnchor: false));
            }
        }
        var last = path[^1].Fields!;
        if (path.Count == MostCertificates)
        {
            return new(null, new(PathProblem.TooManyCertificates, last, path.Count - 1));
        }
        return anchors.Keys.Any(key => CertificateSignature.IsValid(last, key))
            ? Outcome(new CertificatePath(path, HasBareAnchor: true))
            : new(
                null,
                new(
                    CertificateSignature.IsKnown(last)
                        ? PathProblem.NoPath
                        : PathProblem.UnsupportedSignature,
                    last,
                    path.Count - 1
                )
            );
    }

    private PathOutcome Outcome(CertificatePath path) => new(path, path.FaultAt(instant));

    /// <summary>The first that is valid now, or else the one that expires last.</summary>
    private SentCertificate? IssuerOf(
        SentCertificate certificate,
        List<SentCertificate> candidates,
        bool ignoreKeyIdentifiers
    )
    {
        var fitting = candidates
            .Where(candidate =>
                candidate != certificate
                && candidate.Fields!.MayBeIssuerOf(certificate.Fields!, ignoreKeyIdentifiers)
            )
            .ToList();
        return fitting.Find(candidate => candidate.Fields!.IsValidAt(instant))
            ?? fitting.MaxBy(candidate => candidate.Fields!.NotAfter);
    }
}
