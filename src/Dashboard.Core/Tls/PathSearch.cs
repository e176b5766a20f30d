namespace Dashboard.Core.Tls;

/// <summary>
/// Finds the path from the leaf to a trust anchor within the certificates as sent. Their order is not relied upon, and ones that
/// lead nowhere are passed over (RFC 8446 section 4.4.2).
/// </summary>
internal sealed class PathSearch(IReadOnlyList<SentCertificate> sent, DateTimeOffset instant)
{
    /// <summary>A hostile chain of look-alikes has very many paths.</summary>
    private const int MostSignatures = 100;

    private int signatures;
    private bool unsupported;

    /// <summary>The first path without a problem, or else the one whose problem came last.</summary>
    public PathOutcome To(TrustAnchor anchor)
    {
        signatures = 0;
        unsupported = false;
        PathOutcome? best = null;
        if (sent is [{ Fields: { } leaf }, ..])
        {
            foreach (var path in Paths([leaf], [0], anchor))
            {
                var problem = path.ProblemAt(instant);
                if (problem is null)
                {
                    return new(path, null);
                }
                best = best is null || problem > best.Problem ? new(path, problem) : best;
            }
        }
        return best
            ?? new(null, unsupported ? PathProblem.UnsupportedSignature : PathProblem.NoPath);
    }

    private IEnumerable<CertificatePath> Paths(
        List<CertificateFields> below,
        List<int> used,
        TrustAnchor anchor
    )
    {
        var last = below[^1];
        if (anchor is TrustAnchor.Key key && IsSignedBy(last, key.SubjectPublicKeyInfo))
        {
            yield return new CertificatePath([.. below]);
        }
        if (anchor is TrustAnchor.Certificate whole && IsIssuedBy(last, whole.Fields))
        {
            yield return new CertificatePath([.. below, whole.Fields]);
        }
        foreach (var candidate in sent)
        {
            if (
                candidate.Fields is not { } issuer
                || used.Contains(candidate.Depth)
                || !IsIssuedBy(last, issuer)
            )
            {
                continue;
            }
            List<CertificateFields> path = [.. below, issuer];
            if (anchor is TrustAnchor.Sent end && end.Depth == candidate.Depth)
            {
                yield return new CertificatePath(path);
                continue;
            }
            foreach (var longer in Paths(path, [.. used, candidate.Depth], anchor))
            {
                yield return longer;
            }
        }
    }

    private bool IsIssuedBy(CertificateFields certificate, CertificateFields issuer) =>
        certificate.Issuer.Span.SequenceEqual(issuer.Subject.Span)
        && IsSignedBy(certificate, issuer.SubjectPublicKeyInfo);

    private bool IsSignedBy(CertificateFields certificate, ReadOnlyMemory<byte> spki)
    {
        if (++signatures > MostSignatures)
        {
            return false;
        }
        var check = CertificateSignature.Check(certificate, spki);
        unsupported |= check == SignatureCheck.Unsupported;
        return check == SignatureCheck.Valid;
    }
}
