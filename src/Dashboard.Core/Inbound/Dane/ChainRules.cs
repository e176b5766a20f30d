using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Authenticates a chain as sent by a TLSA set (RFC 7672 section 3): one record that is satisfied suffices.</summary>
internal static class ChainRules
{
    public static ChainReading Read(
        HostPolicy policy,
        CertificateChain chain,
        DateTimeOffset instant
    )
    {
        if (chain.Certificates.Count == 0)
        {
            return new(
                false,
                [.. policy.Tlsa.Select((_, i) => new TlsaMatch(i, null, false))],
                [Reason.Create(ReasonSlug.NoCertificateSent)]
            );
        }
        var sent = SentCertificate.Of(chain);
        var anchors = new TrustAnchorRules(
            sent,
            chain.Certificates[0],
            policy.ReferenceIdentifiers,
            instant
        );
        var matches = new List<TlsaMatch>();
        var anchorReadings = new List<TrustAnchorReading>();
        foreach (var (tlsa, i) in policy.Tlsa.Select((t, i) => (t, i)))
        {
            var depths = DepthsOf(tlsa, sent);
            var depth = depths[0];
            var counts = tlsa is { Problem: null, LeftOutByAgility: false };
            var authenticates = false;
            if (counts && tlsa.Record.Usage == (byte)CertificateUsage.DaneEe)
            {
                // Names, dates and the rest of the chain are not looked at (RFC 7672 sections 3.1.1 and 3.2.1).
                authenticates = depth == 0;
            }
            else if (counts)
            {
                // Several may bear the anchor's key, as by cross-signing or renewal: any of them can end the path.
                var nearest = depths
                    .Select(d => (Depth: d, Reading: anchors.Read(tlsa.Record, d)))
                    .MaxBy(found => (found.Reading.Rank, found.Reading.Path?.NotAfter));
                depth = nearest.Depth;
                anchorReadings.Add(nearest.Reading);
                authenticates = nearest.Reading.Authenticates;
            }
            matches.Add(new TlsaMatch(i, depth, authenticates));
        }
        return matches.Exists(m => m.Authenticates)
            ? new(true, matches, [.. Remarks(policy, matches, sent, anchorReadings, instant)])
            : new(false, matches, [.. Refusals(policy, matches, anchorReadings)]);
    }

    /// <summary>
    /// Which certificates the data is of: usages 1 and 3 speak of the leaf alone, 0 and 2 of what stands above it, or of the leaf
    /// where nothing above matches, which then does not satisfy them. Null alone where it is of none.
    /// </summary>
    private static List<int?> DepthsOf(AssessedTlsa tlsa, IReadOnlyList<SentCertificate> sent)
    {
        var onlyLeaf = (tlsa.Record.Usage & 1) == 1;
        var candidates = onlyLeaf ? sent.Take(1) : sent.Skip(1).Append(sent[0]);
        return
        [
            .. candidates
                .Where(c => TlsaAssociation.Matches(tlsa.Record, c))
                .Select(c => (int?)c.Depth)
                .DefaultIfEmpty(null),
        ];
    }

    private static IEnumerable<VerdictReason> Refusals(
        HostPolicy policy,
        List<TlsaMatch> matches,
        List<TrustAnchorReading> anchors
    )
    {
        if (anchors.Count > 0)
        {
            yield return anchors.MaxBy(a => a.Rank)!.Reason!;
        }
        var endEntity = policy.Tlsa.Count(t =>
            t
                is {
                    Problem: null,
                    LeftOutByAgility: false,
                    Record.Usage: (byte)CertificateUsage.DaneEe
                }
        );
        if (endEntity > 0)
        {
            var passedOver = policy
                .Tlsa.Zip(matches)
                .Any(pair =>
                    pair.First
                        is { LeftOutByAgility: true, Record.Usage: (byte)CertificateUsage.DaneEe }
                    && pair.Second.Depth == 0
                );
            yield return Reason.Create(
                ReasonSlug.NoMatch,
                ("records", Reason.Text(endEntity)),
                // A sender without digest agility would have been content with it (row 20).
                ("weakerDigestMatches", passedOver ? "yes" : null)
            );
        }
    }

    private static IEnumerable<VerdictReason> Remarks(
        HostPolicy policy,
        List<TlsaMatch> matches,
        IReadOnlyList<SentCertificate> sent,
        List<TrustAnchorReading> anchors,
        DateTimeOffset instant
    )
    {
        var pinned = policy
            .Tlsa.Zip(matches)
            .Any(pair =>
                pair.Second.Authenticates
                && pair.First.Record.Usage == (byte)CertificateUsage.DaneEe
            );
        var leaf = sent[0].Fields;
        // No path to a trust anchor holds with such a leaf: it must be pinned.
        if (leaf is not null && instant > leaf.NotAfter)
        {
            yield return Reason.Create(
                ReasonSlug.ExpiredButPinned,
                ("notAfter", Reason.Text(leaf.NotAfter))
            );
        }
        // The path that lasts longest counts; without one, nothing but the pin does.
        var path = pinned
            ? null
            : anchors.Where(a => a.Authenticates).MaxBy(a => a.Path!.NotAfter)?.Path;
        if (path is not null && ExpiresSoon(path, instant))
        {
            yield return Reason.Create(
                ReasonSlug.CertificateExpiresSoon,
                ("notAfter", Reason.Text(path.NotAfter))
            );
        }
    }

    /// <summary>Two weeks, or a quarter of the life of a certificate that lives shorter: renewal should be done by then.</summary>
    private static bool ExpiresSoon(CertificatePath path, DateTimeOffset instant)
    {
        var first = path.Certificates.MinBy(c => c.NotAfter)!;
        var left = first.NotAfter - instant;
        return left < TimeSpan.FromDays(14) && left < 0.25 * (first.NotAfter - first.NotBefore);
    }
}
