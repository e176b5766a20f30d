namespace Dashboard.Core.Tls;

/// <summary>
/// Finds the path from the leaf to a trust anchor within the certificates as sent. Their order is not relied upon, and ones that
/// lead nowhere are passed over (RFC 8446 section 4.4.2).
/// </summary>
/// <param name="sent">At least the leaf.</param>
/// <param name="instant">At which the path must hold.</param>
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
        var leaf = sent[0].Fields;
        if (leaf is null)
        {
            return new(null, PathProblem.NoPath);
        }
        foreach (var path in Paths([leaf], [0], anchor))
        {
            var problem = path.ProblemAt(instant);
            if (problem is null)
            {
                return new(path, null);
            }
            best = best is null || problem > best.Problem ? new(path, problem) : best;
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
        switch (anchor)
        {
            case TrustAnchor.Key key when IsSignedBy(last, key.SubjectPublicKeyInfo):
                yield return new CertificatePath([.. below], below.Count);
                break;
            case TrustAnchor.Certificate whole when IsIssuedBy(last, whole.Fields):
                yield return new CertificatePath([.. below, whole.Fields], below.Count);
                break;
        }
        foreach (
            var candidate in sent.Where(c => !used.Contains(c.Depth) && IsIssuedBy(last, c.Fields))
        )
        {
            List<CertificateFields> path = [.. below, candidate.Fields!];
            if (anchor == new TrustAnchor.Sent(candidate.Depth))
            {
                yield return new CertificatePath(path, below.Count);
            }
            else
            {
                foreach (var longer in Paths(path, [.. used, candidate.Depth], anchor))
                {
                    yield return longer;
                }
            }
        }
    }

    private bool IsIssuedBy(CertificateFields certificate, CertificateFields? issuer) =>
        issuer is not null
        && DistinguishedName.AreSame(certificate.Issuer, issuer.Subject)
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
