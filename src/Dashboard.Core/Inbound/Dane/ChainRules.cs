using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What TLSA records make of one chain.</summary>
/// <param name="ByGnuTls">How GnuTLS comes to the opposite; null where it comes to the same, or was not asked.</param>
/// <param name="Path">By which DANE-TA authenticates; null where it does not, or a pinned key or certificate does.</param>
internal sealed record ChainReading(
    bool Authenticates,
    IReadOnlyList<TlsaMatch> Matches,
    IReadOnlyList<VerdictReason> Reasons,
    CertificatePath? Path = null,
    ChainFacts Facts = ChainFacts.None,
    string? ByGnuTls = null
);

/// <summary>Authenticates a chain as sent by a TLSA set (RFC 7672 section 3): one record that is satisfied suffices.</summary>
internal sealed class ChainRules
{
    private readonly IReadOnlyList<AssessedTlsa> set;
    private readonly IReadOnlyList<SentCertificate> sent;
    private readonly DateTimeOffset instant;
    private readonly TrustAnchorRules anchors;
    private readonly GnuTlsRules gnuTls;
    private readonly Dictionary<int, bool> aloneByDepth = [];

    private ChainRules(HostPolicy policy, CertificateChain chain, DateTimeOffset instant)
    {
        set = policy.Tlsa;
        sent = SentCertificate.Of(chain);
        this.instant = instant;
        anchors = new(sent, policy.ReferenceIdentifiers, instant);
        gnuTls = new(policy, sent, instant);
    }

    public static ChainReading Read(
        HostPolicy policy,
        CertificateChain chain,
        DateTimeOffset instant
    ) =>
        chain.Certificates.Count == 0
            ? new(
                false,
                [.. policy.Tlsa.Select((_, i) => new TlsaMatch(i, null, false))],
                [Reason.Create(ReasonSlug.NoCertificateSent)]
            )
            : new ChainRules(policy, chain, instant).Read();

    /// <summary>The same by GnuTLS. A key that is too short for senders is too short for it.</summary>
    public static bool IsAuthenticatedByGnuTls(
        HostPolicy policy,
        CertificateChain chain,
        DateTimeOffset instant
    ) => Read(policy, chain, instant) is var ours && ours.Authenticates == (ours.ByGnuTls is null);

    private ChainReading Read()
    {
        if (sent[0].Fields is { Key: { IsWeak: true } key })
        {
            return new(
                false,
                [.. set.Select((tlsa, i) => new TlsaMatch(i, DepthOf(tlsa.Record), false))],
                [
                    Reason.Create(
                        ReasonSlug.KeyTooShort,
                        ("size", key.Size is { } size ? Reason.Text(size) : null)
                    ),
                ]
            );
        }
        // Names, dates and the rest of the chain are not looked at (RFC 7672 sections 3.1.1 and 3.2.1).
        var pinned = set.Any(tlsa =>
            Counts(tlsa, CertificateUsage.DaneEe) && TlsaAssociation.Matches(tlsa.Record, sent[0])
        );
        var ofAnchors = set.Where(tlsa => Counts(tlsa, CertificateUsage.DaneTa))
            .Select(tlsa => tlsa.Record)
            .ToList();
        var anchored = ofAnchors.Count == 0 ? null : anchors.Read(ofAnchors);
        var path = anchored is { Authenticates: true } ? anchored.Path : null;
        var matches = set.Select((tlsa, i) => MatchOf(tlsa, i, path)).ToList();
        return pinned || path is not null
            ? new(
                true,
                matches,
                [.. Remarks(pinned ? null : path)],
                pinned ? null : path,
                FactsOf(pinned ? null : path),
                gnuTls.DifferenceFrom(authenticates: true)
            )
            : new(
                false,
                matches,
                [.. Refusals(matches, anchored?.Refusal)],
                Facts: anchored?.Facts ?? ChainFacts.None,
                ByGnuTls: gnuTls.DifferenceFrom(authenticates: false)
            );
    }

    private static bool Counts(AssessedTlsa tlsa, CertificateUsage usage) =>
        tlsa is { Problem: null, LeftOutByAgility: false } && tlsa.Record.Usage == (byte)usage;

    /// <param name="path">By which the trust anchors of the set authenticate; null where they do not.</param>
    private TlsaMatch MatchOf(AssessedTlsa tlsa, int index, CertificatePath? path)
    {
        var record = tlsa.Record;
        if (Counts(tlsa, CertificateUsage.DaneTa) && path is not null)
        {
            if (path.Anchor is { } anchor && TlsaAssociation.Matches(record, anchor))
            {
                return new(index, anchor.Depth ?? DepthOf(record), true);
            }
            var nearest = DepthOf(record);
            return new(index, nearest, nearest > 0 && AloneAuthenticates(record, nearest.Value));
        }
        var depth = DepthOf(record);
        return new(index, depth, Counts(tlsa, CertificateUsage.DaneEe) && depth == 0);
    }

    /// <summary>
    /// Which certificate the data is of: usages 1 and 3 speak of the leaf alone, 0 and 2 of what is above it, or of the leaf
    /// where nothing above matches, which then does not satisfy them. Null where it is of none.
    /// </summary>
    private int? DepthOf(TlsaRecord record)
    {
        var onlyLeaf = (record.Usage & 1) == 1;
        return (onlyLeaf ? sent.Take(1) : sent.Skip(1).Append(sent[0]))
            .FirstOrDefault(certificate => TlsaAssociation.Matches(record, certificate))
            ?.Depth;
    }

    /// <summary>Beside an anchor that is reached first: whether this one would do as well. Records of one certificate do alike.</summary>
    private bool AloneAuthenticates(TlsaRecord record, int depth)
    {
        if (!aloneByDepth.TryGetValue(depth, out var authenticates))
        {
            authenticates = anchors.Read([record]).Authenticates;
            aloneByDepth.Add(depth, authenticates);
        }
        return authenticates;
    }

    private IEnumerable<VerdictReason> Refusals(List<TlsaMatch> matches, VerdictReason? ofAnchors)
    {
        if (ofAnchors is not null)
        {
            yield return ofAnchors;
        }
        var endEntity = set.Count(tlsa => Counts(tlsa, CertificateUsage.DaneEe));
        if (endEntity > 0)
        {
            var passedOver = set.Zip(matches)
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

    /// <param name="path">Null where a pin authenticates.</param>
    private ChainFacts FactsOf(CertificatePath? path) =>
        (IsLeafExpired ? ChainFacts.LeafExpired : 0)
        | (
            path is null
                ? 0
                : SenderDependence.FactsOf(path, instant)
                    | (
                        FirstToEnd(path) is { } first && ExpiresSoon(first)
                            ? ChainFacts.ExpiresSoon
                            : 0
                    )
        );

    /// <summary>No path to a trust anchor holds with such a leaf: it must be pinned.</summary>
    private bool IsLeafExpired => sent[0].Fields is { } leaf && instant > leaf.NotAfter;

    /// <summary>The anchor's end counts too: behind it some senders refuse.</summary>
    private CertificateFields? FirstToEnd(CertificatePath path) =>
        path
            .Certificates.Where(certificate => certificate.NotAfter >= instant)
            .MinBy(certificate => certificate.NotAfter);

    /// <param name="path">Null where a pin authenticates: then nothing but the pin counts.</param>
    private IEnumerable<VerdictReason> Remarks(CertificatePath? path)
    {
        if (IsLeafExpired && sent[0].Fields is { } leaf)
        {
            yield return Reason.Create(
                ReasonSlug.ExpiredButPinned,
                ("notAfter", Reason.Text(leaf.NotAfter))
            );
        }
        if (path is null)
        {
            yield break;
        }
        foreach (var reason in SenderDependence.Of(path, instant))
        {
            yield return reason;
        }
        if (FirstToEnd(path) is { } first && ExpiresSoon(first))
        {
            yield return Reason.Create(
                ReasonSlug.CertificateExpiresSoon,
                ("notAfter", Reason.Text(first.NotAfter))
            );
        }
    }

    /// <summary>Two weeks, or a quarter of the life of a certificate that lives shorter: renewal should be done by then.</summary>
    private bool ExpiresSoon(CertificateFields first)
    {
        var left = first.NotAfter - instant;
        return left < TimeSpan.FromDays(14) && left < 0.25 * (first.NotAfter - first.NotBefore);
    }
}
