using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Planned;

/// <summary>
/// The TLSA records of a live host against what it serves, as zone-file lines ready to paste, at the name that senders take them
/// from: behind an alias that is the target's (RFC 7672 section 2.2.2).
/// </summary>
/// <param name="Matching">Published, and right for a certificate that was seen, whatever their usage.</param>
/// <param name="Missing">
/// <c>3 1 1</c> for each certificate that no published record is right for; <c>3 1 2</c> beside one that is published, as a weaker digest
/// would not count there (RFC 7671 section 9).
/// </param>
/// <param name="Lasting">
/// The same for each certificate that only a record of the whole certificate is right for: that one fails at the next renewal.
/// </param>
/// <param name="Known">False where a TLSA query failed: what is published is then not known.</param>
public sealed record HostRecords(
    IReadOnlyList<string> Matching,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Lasting,
    bool Known
)
{
    /// <summary>False where no certificate was seen.</summary>
    public bool AtAll => Matching.Count + Missing.Count > 0;

    public static HostRecords Of(HostObservation host, HostVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(verdict);
        // Where senders ask, or would if the zone were signed; not where records are by mistake.
        var asked = host
            .Tlsa.Where(tlsa => tlsa.Purpose is TlsaQueryPurpose.Sender or TlsaQueryPurpose.Ignored)
            .ToList();
        var counts = verdict.Policy.TlsaBaseDomain;
        // Where the zone is not signed no set counts, and the first that is there would.
        var set =
            asked.Find(tlsa => tlsa.BaseDomain == counts && tlsa.Lookup.Records.Count > 0)
            ?? asked.Find(tlsa => tlsa.Lookup.Records.Count > 0)
            ?? asked.Find(tlsa => tlsa.BaseDomain == counts);
        var name = set?.BaseDomain ?? counts;
        var published = set is null ? [] : set.Lookup.Records.Distinct().ToList();
        // As if the zone were signed, where it is not.
        var policy = verdict.Policy with
        {
            Policy = DanePolicy.Authenticate,
            TlsaBaseDomain = name,
            Tlsa = TlsaSet.Assess(published),
            ReferenceIdentifiers =
            [
                .. verdict.Policy.ReferenceIdentifiers.Prepend(name).Distinct(),
            ],
        };
        var served = Served(host)
            .Select(session =>
                (
                    Leaf: session.Handshake.Chain.Certificates[0],
                    Right: Right(policy, session.Handshake, session.At)
                )
            )
            .ToList();
        var right = served.SelectMany(one => one.Right).ToHashSet();
        var digest = HostLines.DigestBeside(policy.Tlsa);
        var owner = set?.Lookup.Aliases is [.., var target] ? target : ZoneLine.TlsaOwner(name);
        return new(
            Lines(published.Where(right.Contains)),
            Lines(
                KeysOf(served.Where(one => one.Right.Count == 0).Select(one => one.Leaf), digest)
            ),
            Lines(
                KeysOf(
                    served
                        .Where(one => one.Right.Count > 0 && one.Right.All(IsOfWholeCertificate))
                        .Select(one => one.Leaf),
                    digest
                )
            ),
            asked.Count > 0 && asked.TrueForAll(tlsa => tlsa.Lookup.Outcome != LookupOutcome.Failed)
        );

        IReadOnlyList<string> Lines(IEnumerable<TlsaRecord> records) =>
            owner is null ? [] : [.. records.Select(record => ZoneLine.Tlsa(owner, record))];
    }

    /// <summary>Of the published records those that authenticate the chain.</summary>
    private static IReadOnlyList<TlsaRecord> Right(
        HostPolicy policy,
        TlsHandshake handshake,
        DateTimeOffset at
    ) =>
        [
            .. CertificateRules
                .Judge(policy, handshake, at)
                .Matches.Where(match => match.Authenticates)
                .Select(match => policy.Tlsa[match.RecordIndex].Record),
        ];

    private static IEnumerable<(TlsHandshake Handshake, DateTimeOffset At)> Served(
        HostObservation host
    ) =>
        host
            .Addresses.SelectMany(DistinctSessions.HandshakesOf)
            .Where(shown => shown.Handshake.Chain.Certificates.Count > 0);

    private static IEnumerable<TlsaRecord> KeysOf(
        IEnumerable<PresentedCertificate> leaves,
        MatchingType digest
    ) => ServedKeys.RecordsFor([.. leaves], digest);

    private static bool IsOfWholeCertificate(TlsaRecord record) =>
        record.Usage == (byte)CertificateUsage.DaneEe && record.Selector == (byte)Selector.Cert;
}
