using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using static Dashboard.Core.Inbound.DnsSec.DnsSecRows;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>
/// Whether the mail domain, and each of its MX hosts, is signed, and how well. What does not validate is failed in both views;
/// what could not be looked up is not measured.
/// </summary>
/// <param name="observed">Null where only whether they are signed was looked at.</param>
internal sealed class DnsSecStandard(
    InboundObservation seen,
    DnsSecObservation? observed,
    LookupReadings readings,
    MxOutcome mx
)
{
    private const int UnsupportedDnskeyAlgorithm = 1;
    private const int UnsupportedDsDigestType = 2;

    private static readonly StandardMethod Domain = new(
        MailStandard.DnssecDomain,
        "dnssec-domain-1"
    );

    private static readonly StandardMethod Hosts = new(MailStandard.DnssecMx, "dnssec-mx-1");

    public static RelatedStandard OfDomain { get; } =
        new(Domain, Table, facts => Of(facts).JudgeDomain())
        {
            IsOfTransportEvidence = true,
            Questions = related =>
                [
                    .. related.DnsSec.Zones.SelectMany(Asked),
                    .. related.DnsSec.Places.Select(place => place.Failed),
                ],
            Shown = seen => Asked(seen, [seen.Domain, .. seen.Mx.Aliases]),
        };

    /// <summary>The evidence is that of <see cref="OfDomain"/>.</summary>
    public static RelatedStandard OfHosts { get; } =
        new(Hosts, Table, facts => Of(facts).JudgeHosts())
        {
            IsOfTransportEvidence = true,
            Shown = seen =>
                Asked(
                    seen,
                    [
                        .. seen.Hosts.SelectMany(host =>
                            host.A.Aliases.Concat(host.Aaaa.Aliases).Prepend(host.Host.Name)
                        ),
                    ]
                ),
        };

    private StandardVerdict JudgeDomain() =>
        Excluded(Domain)
        ?? Decide(
            Domain,
            [
                .. OfName(
                    seen.Mx.Name,
                    readings.Read(seen.Mx),
                    [seen.Mx],
                    seen.Zone,
                    ReasonSlug.MxBogus,
                    ReasonSlug.MxLookupFailed
                ),
            ],
            AdviceActor.DomainDns
        );

    private StandardVerdict JudgeHosts()
    {
        if (Excluded(Hosts) is { } excluded)
        {
            return excluded;
        }
        // No host is known, and what is known of them all is that their set does not validate.
        if (mx == MxOutcome.Bogus)
        {
            return Decide(Hosts, [Table.Find(ReasonSlug.MxBogus, seen.Mx)], AdviceActor.DomainDns);
        }
        List<StandardFinding> findings =
        [
            .. seen.Hosts.Where(host => !host.Host.Name.IsRoot).SelectMany(OfHost),
        ];
        if (findings.Count == 0 || seen.OmittedHosts.Count > 0)
        {
            findings.Add(Table.Find(DnsSecSlug.HostsUnknown));
        }
        return Decide(Hosts, findings, AdviceActor.HostDns);
    }

    private static DnsSecStandard Of(RelatedFacts facts) =>
        new(facts.Seen, facts.Evidence?.DnsSec, facts.Readings, facts.Mx);

    /// <summary>What was asked of the zones that the names lie in, and to find those zones.</summary>
    private static IEnumerable<DnsLookup?> Asked(
        InboundObservation seen,
        HashSet<DomainName> names
    ) =>
        seen.Related is not { DnsSec: var observed }
            ? []
            : names
                .Select(observed.ZoneOf)
                .OfType<SignedZone>()
                .Distinct()
                .SelectMany(Asked)
                .Concat(
                    observed
                        .Places.Where(place => names.Contains(place.Name))
                        .Select(place => place.Failed)
                );

    private static DnsLookup?[] Asked(SignedZone zone) =>
        [zone.Ds, zone.Dnskey, zone.Nsec3Param, zone.Denial];

    private StandardVerdict? Excluded(StandardMethod method) =>
        mx switch
        {
            MxOutcome.NoDomain => method.Excluded(ExclusionReason.NoDomain),
            MxOutcome.NoMail => method.Excluded(ExclusionReason.NoMail),
            _ => null,
        };

    private IEnumerable<StandardFinding> OfHost(HostObservation host)
    {
        var addresses = AddressReading.Of(host, readings);
        var findings = OfName(
            host.Host.Name,
            addresses.Reading,
            [host.A, host.Aaaa],
            host.Zone,
            ReasonSlug.AddressBogus,
            ReasonSlug.AddressLookupFailed
        );
        DnsLookup[] failed = addresses.FamilyFault is null
            ? []
            :
            [
                .. new DnsLookup[] { host.A, host.Aaaa }.Where(asked =>
                    readings.Read(asked).IsFailed
                ),
            ];
        var families = failed.Select(asked =>
            Table.Find(
                readings.Read(asked) == LookupReading.Bogus
                    ? ReasonSlug.AddressFamilyBogus
                    : ReasonSlug.AddressFamilyFailed,
                asked
            )
        );
        var tlsa = host
            .Tlsa.Where(asked =>
                asked.Purpose == TlsaQueryPurpose.Sender && readings.Read(asked.Lookup).IsFailed
            )
            .Select(asked =>
                Table.Find(
                    readings.Read(asked.Lookup) == LookupReading.Bogus
                        ? ReasonSlug.TlsaBogus
                        : ReasonSlug.TlsaLookupFailed,
                    asked.Lookup
                )
            );
        return findings
            .Concat(families)
            .Concat(tlsa)
            .Select(finding => finding with { Host = host.Host.Name });
    }

    /// <param name="lookups">Those whose security is that of the name.</param>
    private IEnumerable<StandardFinding> OfName(
        DomainName name,
        LookupReading reading,
        IReadOnlyList<DnsLookup> lookups,
        ZoneObservation? zone,
        string bogus,
        string failed
    )
    {
        if (reading.IsFailed)
        {
            yield return Table.Find(
                reading == LookupReading.Bogus ? bogus : failed,
                lookups.FirstOrDefault(lookup => readings.Read(lookup) == reading) ?? lookups[0]
            );
            yield break;
        }
        if (!readings.ResolverCounts)
        {
            yield return Table.Find(
                seen.Resolver.Trust == ResolverTrust.Untrusted
                    ? ReasonSlug.ResolverNotTrusted
                    : ReasonSlug.ResolverDoesNotValidate,
                ("resolver", seen.Resolver.Address)
            );
            yield break;
        }
        if (reading is LookupReading.PresentInsecure or LookupReading.AbsentInsecure)
        {
            yield return Insecure(name, lookups, zone);
            yield break;
        }
        var places = lookups
            .Where(lookup => lookup.Dnssec == DnssecStatus.Secure)
            .SelectMany(lookup => lookup.Aliases)
            .Prepend(name)
            .Distinct()
            .Select(alias => (Name: alias, Zone: observed?.ZoneOf(alias)))
            .ToList();
        var zones = places.Select(place => place.Zone).OfType<SignedZone>().Distinct().ToList();
        yield return Table.Find(DnsSecSlug.Secure, ("zone", places[0].Zone?.Apex.ToString()));
        if (observed is not null)
        {
            foreach (var (unknown, _) in places.Where(place => place.Zone is null))
            {
                yield return Table.Find(DnsSecSlug.StrengthUnknown, ("name", unknown.ToString()));
            }
        }
        foreach (var finding in zones.SelectMany(ZoneStrength.Of))
        {
            yield return finding;
        }
        if (Expiring(lookups, zones) is { } expiring)
        {
            yield return expiring;
        }
    }

    /// <summary>
    /// With DS records a zone is only insecure where nobody supports what they point to. Where it is not known why, the worse of
    /// the two holds.
    /// </summary>
    private static StandardFinding Insecure(
        DomainName name,
        IReadOnlyList<DnsLookup> lookups,
        ZoneObservation? zone
    )
    {
        var ds = zone?.Ds?.Records ?? [];
        var said = lookups
            .SelectMany(lookup => lookup.ExtendedErrors)
            .Any(error => error.InfoCode is UnsupportedDnskeyAlgorithm or UnsupportedDsDigestType);
        var unsupported =
            ds.Count > 0
            && (
                ds.All(record => !DnssecAlgorithms.IsSupported(record))
                || (
                    lookups.All(lookup => lookup.Aliases.Count == 0)
                    && (said || ds.All(DnssecAlgorithms.MayPassForUnsigned))
                )
            );
        return Table.Find(
            unsupported ? ReasonSlug.ZoneAlgorithmUnsupported : ReasonSlug.ZoneUnsigned,
            ("zone", (zone?.Apex ?? name).ToString()),
            (
                "algorithms",
                unsupported
                    ? string.Join(' ', ds.Select(record => record.Algorithm).Distinct().Order())
                    : null
            )
        );
    }

    private StandardFinding? Expiring(
        IReadOnlyList<DnsLookup> lookups,
        IReadOnlyList<SignedZone> zones
    )
    {
        var signed = lookups
            .Concat(
                zones.SelectMany(zone =>
                    new DnsLookup?[] { zone.Dnskey, zone.Nsec3Param, zone.Denial }
                )
            )
            .OfType<DnsLookup>()
            .Select(lookup =>
                lookup with
                {
                    Signatures = [.. lookup.Signatures, .. lookup.DenialSignatures ?? []],
                }
            );
        var first = SignatureReasons
            .Of(seen.StartedAt, signed)
            .MinBy(reason => reason.Facts["expires"], StringComparer.Ordinal);
        return first is null
            ? null
            : Table.Find(first.Slug, [.. first.Facts.Select(f => (f.Key, (string?)f.Value))]);
    }

    private static StandardVerdict Decide(
        StandardMethod method,
        IReadOnlyList<StandardFinding> findings,
        AdviceActor actor
    ) =>
        method.Decide(
            findings,
            [
                .. findings
                    .Select(finding => (finding, slug: AdviceOf(finding.Slug, actor)))
                    .Where(pair => pair.slug is not null)
                    .Select(pair => new Advice
                    {
                        Slug = pair.slug!,
                        Actor = actor,
                        Host = pair.finding.Host,
                        Zone = DomainName.TryParse(
                            pair.finding.Facts.GetValueOrDefault("zone"),
                            out var zone
                        )
                            ? zone
                            : null,
                        Facts = pair.finding.Facts,
                    })
                    .DistinctBy(advice => (advice.Slug, advice.Host, advice.Zone)),
            ]
        );

    private static string? AdviceOf(string finding, AdviceActor actor) =>
        finding switch
        {
            ReasonSlug.ZoneUnsigned => actor == AdviceActor.DomainDns
                ? AdviceSlug.SignDomainZone
                : AdviceSlug.AskProviderToSignHostZone,
            ReasonSlug.ZoneAlgorithmUnsupported => AdviceSlug.ReplaceOldAlgorithm,
            DnsSecSlug.AlgorithmDeprecated => RelatedAdviceSlug.ReplaceDeprecatedAlgorithm,
            ReasonSlug.MxBogus
            or ReasonSlug.AddressBogus
            or ReasonSlug.AddressFamilyBogus
            or ReasonSlug.TlsaBogus => AdviceSlug.RepairDnssec,
            ReasonSlug.SignatureExpiresSoon => AdviceSlug.RenewSignatures,
            DnsSecSlug.KeyShort => RelatedAdviceSlug.ReplaceShortKey,
            DnsSecSlug.DigestDeprecated => RelatedAdviceSlug.ReplaceDs,
            ReasonSlug.Nsec3IterationsTooHigh or DnsSecSlug.Nsec3Iterations =>
                AdviceSlug.LowerNsec3Iterations,
            _ => null,
        };
}
