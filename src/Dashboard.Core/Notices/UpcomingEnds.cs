using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Notices;

public enum UpcomingEndKind
{
    /// <summary>Of a certificate that a TLSA record names whole, or that hangs on a trust anchor.</summary>
    Certificate,

    /// <summary>Of a DNSSEC signature that should have been renewed.</summary>
    Signature,
}

/// <summary>What a certificate that ends is to the TLSA records that match: it decides what has to be done first.</summary>
public enum CertificateRole
{
    /// <summary>Named whole by DANE-EE(3) with selector Cert(0): its renewal is another certificate, which the record does not match.</summary>
    Named,

    /// <summary>Below a trust anchor: the record matches its renewal by the same issuer too.</summary>
    UnderAnchor,

    /// <summary>The trust anchor itself: its renewal may be one that the record does not match.</summary>
    Anchor,
}

/// <param name="Where">The MX host of the certificate, or the zone of the signature.</param>
/// <param name="Role">Of a certificate; null of a signature.</param>
public sealed record UpcomingEnd(
    UpcomingEndKind Kind,
    DomainName Where,
    DateTimeOffset EndsAt,
    CertificateRole? Role = null
);

/// <summary>What works today and stops by itself on a known day.</summary>
public static class UpcomingEnds
{
    /// <param name="instant">Of the look.</param>
    /// <returns>The earliest of each kind, place and role.</returns>
    public static IReadOnlyList<UpcomingEnd> Of(
        InboundObservation seen,
        DomainVerdict verdict,
        DateTimeOffset instant
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(verdict);
        return
        [
            .. Signatures(seen, instant)
                .Concat(verdict.Hosts.SelectMany(host => Certificates(seen, host, instant)))
                .GroupBy(end => (end.Kind, end.Where, end.Role))
                .Select(same => same.MinBy(end => end.EndsAt)!)
                .OrderBy(end => end.EndsAt)
                .ThenBy(end => end.Where.Value, StringComparer.Ordinal)
                .ThenBy(end => end.Role),
        ];
    }

    private static IEnumerable<UpcomingEnd> Signatures(
        InboundObservation seen,
        DateTimeOffset instant
    ) =>
        SignatureReasons
            .Expiring(
                instant,
                [
                    seen.Mx,
                    .. seen.Hosts.SelectMany(host =>
                        new DnsLookup[] { host.A, host.Aaaa }.Concat(
                            host.Tlsa.Where(asked => asked.Purpose == TlsaQueryPurpose.Sender)
                                .Select(asked => asked.Lookup)
                        )
                    ),
                ]
            )
            .Select(signature => new UpcomingEnd(
                UpcomingEndKind.Signature,
                signature.Span.Signer,
                signature.Span.Expiration
            ));

    /// <summary>
    /// RFC 7672 section 3.1.1: the dates of a certificate that DANE-EE(3) names do not count, but its renewal is another certificate,
    /// which a record with selector Cert(0) does not match. Under DANE-TA(2) the dates count (section 3.1.2).
    /// </summary>
    private static IEnumerable<UpcomingEnd> Certificates(
        InboundObservation seen,
        HostVerdict host,
        DateTimeOffset instant
    ) =>
        from observed in seen.Hosts
        where observed.Host.Name == host.Host.Name
        from address in host.Addresses
        from evidence in observed.Addresses
        where evidence.Address.Equals(address.Address)
        from judged in DistinctSessions.JudgedOf(address, evidence)
        let certificate = judged.Verdict
        let matching = certificate.Matches.Where(match => match.Authenticates).ToList()
        where
            matching.Count > 0
            && !matching.Any(match => SurvivesRenewal(host.Policy.Tlsa[match.RecordIndex].Record))
        let hangs = matching.Exists(match => IsAnchor(host.Policy.Tlsa[match.RecordIndex].Record))
        let top = matching.Max(match => match.Depth ?? 0)
        // Up to the anchor; of a leaf that is named itself, the leaf.
        from sent in judged.Handshake.Chain.Certificates.Take(1 + top).Index()
        where sent.Item is { NotBefore: not null, NotAfter: not null }
        where IsSoon(sent.Item.NotBefore!.Value, sent.Item.NotAfter!.Value, instant)
        select new UpcomingEnd(
            UpcomingEndKind.Certificate,
            host.Host.Name,
            sent.Item.NotAfter!.Value,
            !hangs ? CertificateRole.Named
                : sent.Index == top ? CertificateRole.Anchor
                : CertificateRole.UnderAnchor
        );

    private static bool IsAnchor(TlsaRecord record) =>
        record.Usage == (byte)CertificateUsage.DaneTa;

    /// <summary>The record names the key of the server, which a renewal can keep.</summary>
    private static bool SurvivesRenewal(TlsaRecord record) =>
        record is { Usage: (byte)CertificateUsage.DaneEe, Selector: (byte)Selector.Spki };

    /// <summary>Two weeks, or a quarter of the life of a certificate that lives shorter: renewal should be done by then.</summary>
    private static bool IsSoon(DateTimeOffset from, DateTimeOffset until, DateTimeOffset instant)
    {
        var left = until - instant;
        return left > TimeSpan.Zero && left < TimeSpan.FromDays(14) && left < 0.25 * (until - from);
    }
}
