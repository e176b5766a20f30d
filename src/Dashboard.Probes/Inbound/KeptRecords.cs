using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// What is kept of an answer: a hostile one fills 64 kB, and is in the evidence of every host. The rest is counted, and what is
/// kept never leads to a better verdict than the whole would: pure.
/// </summary>
internal static class KeptRecords
{
    /// <summary>More than any honest answer has.</summary>
    public const int Most = 100;

    /// <summary>TLSA records of a set that counts.</summary>
    public const int MostTlsa = 50;

    /// <summary>Of association data or digests in them.</summary>
    public const int MostOctets = 8192;

    /// <summary>Of records that no sender asks for, it matters only that they are there.</summary>
    private const int MostTlsaAside = 4;
    private const int MostTlsaAsideOctets = 1024;

    /// <summary>Each host once before any host twice, so that none that is looked at hides one that is not.</summary>
    public static DnsLookup<MxRecord> Of(DnsLookup<MxRecord> mx) =>
        Of(
            mx,
            records =>
                records
                    .GroupBy(record => record.Exchange)
                    .SelectMany(same =>
                        same.OrderBy(record => record.Preference)
                            .Select((record, again) => (record, again))
                    )
                    .OrderBy(pair => pair.again)
                    .ThenBy(pair => pair.record.Preference)
                    .ThenBy(pair => pair.record.Exchange)
                    .Select(pair => pair.record)
                    .Take(Most)
        );

    public static DnsLookup<IPAddress> Of(DnsLookup<IPAddress> addresses) =>
        Of(addresses, records => records.Take(Most));

    public static DnsLookup<DsRecord> Of(DnsLookup<DsRecord> ds) =>
        Of(
            ds,
            records =>
            {
                var octets = 0;
                return records
                    .Take(Most)
                    .TakeWhile(record => (octets += record.Digest.Length) <= MostOctets);
            }
        );

    public static DnsLookup<DnskeyRecord> Of(DnsLookup<DnskeyRecord> keys) =>
        Of(keys, records => records.Take(Most));

    public static DnsLookup<Nsec3ParamRecord> Of(DnsLookup<Nsec3ParamRecord> parameters) =>
        Of(parameters, records => records.Take(Most));

    /// <summary>
    /// In an order of their own, so that the order of the answer changes nothing. Of a set that is too large to keep, those that
    /// decide: of each usage and selector one of the strongest digest, so that policy and digest agility come out as with the whole
    /// set; then those that match what was served; then the rest. A set of which not even the first record can be kept counts as one
    /// that could not be looked up, never as absent.
    /// </summary>
    /// <param name="served">All that the host's addresses showed.</param>
    public static DnsLookup<TlsaRecord> Of(
        DnsLookup<TlsaRecord> tlsa,
        TlsaQueryPurpose purpose,
        IEnumerable<CertificateChain> served
    )
    {
        if (purpose != TlsaQueryPurpose.Sender)
        {
            return Of(
                tlsa,
                records => Fitting(records, _ => false, MostTlsaAside, MostTlsaAsideOctets)
            );
        }
        var matching = new Lazy<IReadOnlySet<TlsaRecord>>(() =>
            TlsaAssociation.Matching(tlsa.Records, served)
        );
        var kept = Of(
            tlsa,
            records =>
                Fitting(records, record => matching.Value.Contains(record), MostTlsa, MostOctets)
        );
        return kept is { Records.Count: 0, OmittedRecords: not null }
            ? kept with
            {
                Outcome = LookupOutcome.Failed,
                Failure = LookupFailure.TooLarge,
                Dnssec = DnssecStatus.Indeterminate,
            }
            : kept;
    }

    private static IEnumerable<TlsaRecord> Fitting(
        IReadOnlyList<TlsaRecord> records,
        Func<TlsaRecord, bool> matches,
        int most,
        int mostOctets
    )
    {
        var sorted = records
            .OrderBy(record => TlsaSet.ProblemOf(record) is not null)
            .ThenBy(record => record.Usage)
            .ThenBy(record => record.Selector)
            .ThenByDescending(record => record.MatchingType)
            .ThenBy(record => record.AssociationData.ToString(), StringComparer.Ordinal)
            .ToList();
        if (
            records.Count <= most
            && records.Sum(record => record.AssociationData.Length) <= mostOctets
        )
        {
            return sorted;
        }
        var deciding = sorted
            .Where(record => TlsaSet.ProblemOf(record) is null)
            .GroupBy(record => (record.Usage, record.Selector, record.MatchingType > 0))
            .Select(group =>
                group
                    .Where(record => record.MatchingType == group.First().MatchingType)
                    .OrderByDescending(matches)
                    .ThenBy(record => record.AssociationData.Length)
                    .First()
            )
            .ToHashSet();
        var octets = 0;
        return sorted
            .OrderByDescending(deciding.Contains)
            .ThenByDescending(matches)
            .ThenBy(record => record.AssociationData.Length)
            .Take(most)
            .TakeWhile(record => (octets += record.AssociationData.Length) <= mostOctets);
    }

    private static DnsLookup<TRecord> Of<TRecord>(
        DnsLookup<TRecord> lookup,
        Func<IReadOnlyList<TRecord>, IEnumerable<TRecord>> some
    )
    {
        IReadOnlyList<TRecord> kept = lookup.Records.Count == 0 ? [] : [.. some(lookup.Records)];
        return lookup with
        {
            Records = kept,
            OmittedRecords =
                kept.Count < lookup.Records.Count ? lookup.Records.Count - kept.Count : null,
            Signatures = Of(lookup.Signatures),
            DenialSignatures = lookup.DenialSignatures is { } denial ? Of(denial) : null,
        };
    }

    /// <summary>Those that end first are the ones that are reported.</summary>
    public static IReadOnlyList<RrsigSpan> Of(IReadOnlyList<RrsigSpan> signatures) =>
        signatures.Count <= Most
            ? signatures
            : [.. signatures.OrderBy(signature => signature.Expiration).Take(Most)];
}
