using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Zone-file lines of the TLSA records of one host, at the name that senders take them from.</summary>
internal sealed class HostLines(HostVerdict verdict, HostObservation host)
{
    private readonly HashSet<int> matched =
    [
        .. verdict
            .Addresses.SelectMany(a => a.AllCertificates)
            .SelectMany(c => c.Matches)
            .Where(match => match.Depth is not null || match.Authenticates)
            .Select(match => match.RecordIndex),
    ];

    private IReadOnlyList<AssessedTlsa> Set => verdict.Policy.Tlsa;

    /// <summary>
    /// Every address showed all its certificates, and always the same: only then is a record that fits none of them of nothing that is
    /// served. What we did not see may be what it is of.
    /// </summary>
    public bool SawAll { get; } =
        verdict.Addresses.Count > 0
        && host.Addresses.Zip(verdict.Addresses)
            .All(pair =>
                pair.Second is { Session: SessionKind.Encrypted, SessionsDiffer: null }
                && pair.First.Sightings.All(seen => seen.Handshake is null)
                && !AddressRules.IsOtherCertificateOpen(verdict.Policy, pair.First)
            )
        && verdict.Policy.FamilyFault is null;

    /// <summary>Usable records that are of nothing that any address serves; none where that is not known.</summary>
    public IReadOnlyList<TlsaRecord> Stale =>
        SawAll
            ?
            [
                .. Set.Where((tlsa, place) => tlsa.Problem is null && !matched.Contains(place))
                    .Select(tlsa => tlsa.Record)
                    .Distinct(),
            ]
            : [];

    /// <summary>Usable records that satisfy this.</summary>
    public IReadOnlyList<TlsaRecord> Usable(Func<TlsaRecord, bool> which) =>
        [
            .. Set.Where(tlsa => tlsa.Problem is null)
                .Select(tlsa => tlsa.Record)
                .Where(which)
                .Distinct(),
        ];

    public IReadOnlyList<TlsaRecord> Unusable =>
        [.. Set.Where(tlsa => tlsa.Problem is not null).Select(tlsa => tlsa.Record).Distinct()];

    /// <summary>Records that authenticate at one address: where addresses differ, the others are to be made like it.</summary>
    public IReadOnlyList<TlsaRecord> Authenticating
    {
        get
        {
            var places = verdict
                .Addresses.SelectMany(a => a.AllCertificates)
                .SelectMany(c => c.Matches)
                .Where(match => match.Authenticates)
                .Select(match => match.RecordIndex)
                .ToHashSet();
            return [.. Set.Where((_, place) => places.Contains(place)).Select(t => t.Record)];
        }
    }

    /// <summary>
    /// What pins the keys that are served, without what is published already: beside a record with a stronger digest a weaker one
    /// does not count (RFC 7671 section 9), so each is of the strongest that stays.
    /// </summary>
    /// <param name="leaves">Null for all that were seen.</param>
    public IReadOnlyList<TlsaRecord> ToPin(
        IReadOnlyList<TlsaRecord> removed,
        IReadOnlyList<PresentedCertificate>? leaves = null
    ) =>
        [
            .. ServedKeys
                .RecordsFor(leaves ?? ServedKeys.LeavesOf(host), DigestBeside(removed))
                .Except(Set.Select(tlsa => tlsa.Record)),
        ];

    /// <summary>With which digest a record of a key counts once these are removed.</summary>
    public MatchingType DigestBeside(IReadOnlyList<TlsaRecord> removed) =>
        DigestBeside(Set.Where(tlsa => !removed.Contains(tlsa.Record)));

    /// <summary>Facts with the form of the record to make, where another than <c>3 1 1</c> would not count beside those that stay.</summary>
    public IReadOnlyDictionary<string, string> WithForm(
        IReadOnlyDictionary<string, string> facts
    ) =>
        DigestBeside(Set) == MatchingType.Sha512
            ? new SortedDictionary<string, string>(facts.ToDictionary(), StringComparer.Ordinal)
            {
                ["form"] = "3 1 2",
            }
            : facts;

    /// <summary>With which digest a record of a key counts beside these.</summary>
    public static MatchingType DigestBeside(IEnumerable<AssessedTlsa> set) =>
        set.Any(tlsa =>
            tlsa is { Problem: null, Record.MatchingType: (byte)MatchingType.Sha512 }
            && IsOfKey(tlsa.Record)
        )
            ? MatchingType.Sha512
            : MatchingType.Sha256;

    public static bool IsOfKey(TlsaRecord record) =>
        record is { Usage: (byte)CertificateUsage.DaneEe, Selector: (byte)Selector.Spki };

    public static bool IsOfWholeCertificate(TlsaRecord record) =>
        record is { Usage: (byte)CertificateUsage.DaneEe, Selector: (byte)Selector.Cert };

    public IReadOnlyList<string> Of(IEnumerable<TlsaRecord> records) =>
        Owner is { } owner ? [.. records.Select(record => ZoneLine.Tlsa(owner, record))] : [];

    /// <summary>Where the records stand: behind an alias, if the TLSA name is one, as nothing else may stand beside a CNAME.</summary>
    private DomainName? Owner
    {
        get
        {
            var owner = ZoneLine.TlsaOwner(verdict.Policy.TlsaBaseDomain);
            var asked = host.Tlsa.FirstOrDefault(t =>
                t.Purpose == TlsaQueryPurpose.Sender
                && t.BaseDomain == verdict.Policy.TlsaBaseDomain
            );
            return asked?.Lookup.Aliases is [.., var target] ? target : owner;
        }
    }
}
