using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Probes.Dns;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>
/// How well the zones are signed that a domain's mail depends on: three questions at the apex, and one for a name that nobody made. What
/// was seen of a zone serves the next domain too, as hosts of one provider lie in one zone.
/// </summary>
internal sealed class ZoneProbe(
    ValidatingResolver resolver,
    IOptions<ProbeOptions> limits,
    TimeProvider time
)
{
    /// <summary>Names of a domain whose zones are looked for: as many as a round has hosts of one.</summary>
    private const int MostNames = 100;

    /// <summary>Zones of a domain that are looked at.</summary>
    private const int MostZones = 20;

    private readonly SharedFlights<DomainName, DnsLookup<DomainName>> apexes = new(
        limits.Value.CachePeriod,
        limits.Value.CacheCapacity,
        time,
        lookup => lookup.Outcome == LookupOutcome.Answer
    );

    private readonly SharedFlights<DomainName, SignedZone> zones = new(
        limits.Value.CachePeriod,
        limits.Value.CacheCapacity,
        time,
        IsOfTheZone
    );

    public async Task<DnsSecObservation> ObserveAsync(
        InboundObservation seen,
        EvidenceDemand demand,
        CancellationToken stop
    )
    {
        var names = SecureNames(seen).Distinct().ToList();
        var places = await Task.WhenAll(
            names.Take(MostNames).Select(name => PlaceAsync(name, stop))
        );
        var apexes = places.Select(place => place.Apex).OfType<DomainName>().Distinct();
        return new DnsSecObservation
        {
            Zones = await Task.WhenAll(
                apexes.Take(MostZones).Select(apex => ZoneAsync(apex, demand, stop))
            ),
            Places = places,
            OmittedNames = Math.Max(names.Count - MostNames, 0),
        };
    }

    /// <summary>Names that are secure, the mail domain first; how well a zone is signed that does not validate is no question.</summary>
    private static IEnumerable<DomainName> SecureNames(InboundObservation seen) =>
        seen
            .Hosts.SelectMany(host => new DnsLookup[] { host.A, host.Aaaa })
            .Prepend(seen.Mx)
            .Where(lookup => lookup.Dnssec == DnssecStatus.Secure)
            .SelectMany(lookup => lookup.Aliases.Prepend(lookup.Name));

    private async Task<ZonePlace> PlaceAsync(DomainName name, CancellationToken stop)
    {
        var asked =
            await apexes.GetAsync(
                name,
                DateTimeOffset.MinValue,
                nobodyWaits => new RunQuestions(resolver, nobodyWaits).ZoneApexAsync(name),
                stop
            ) ?? RunQuestions.Stopped<DomainName>(name, DnsRecordType.Soa);
        return asked.Records is [var apex]
            ? new ZonePlace(name, apex)
            : new ZonePlace(name, null) { Failed = asked };
    }

    private async Task<SignedZone> ZoneAsync(
        DomainName apex,
        EvidenceDemand demand,
        CancellationToken stop
    ) =>
        await zones.GetAsync(
            apex,
            demand.NotBefore,
            nobodyWaits => LookAsync(apex, new RunQuestions(resolver, nobodyWaits)),
            stop
        )
        ?? new SignedZone
        {
            Apex = apex,
            Ds = RunQuestions.Stopped<DsRecord>(apex, DnsRecordType.Ds),
            Dnskey = RunQuestions.Stopped<DnskeyRecord>(apex, DnsRecordType.Dnskey),
            Nsec3Param = RunQuestions.Stopped<Nsec3ParamRecord>(apex, DnsRecordType.Nsec3Param),
        };

    private static async Task<SignedZone> LookAsync(DomainName apex, RunQuestions run)
    {
        var ds = run.DsAsync(apex);
        var keys = run.DnskeyAsync(apex);
        var parameters = run.Nsec3ParamAsync(apex);
        var denial = DomainName.TryParse($"_{NameNobodyMade()}.{apex.Value}", out var name)
            ? run.TxtWithDenialAsync(name)
            : null;
        return new SignedZone
        {
            Apex = apex,
            Ds = KeptRecords.Of(await ds),
            Dnskey = KeptRecords.Of(await keys),
            Nsec3Param = KeptRecords.Of(await parameters),
            Denial = denial is null ? null : KeptTexts.Of(await denial, _ => false),
        };
    }

    /// <summary>What we could not do ourselves is tried again for the next domain.</summary>
    private static bool IsOfTheZone(SignedZone zone) =>
        !new DnsLookup?[] { zone.Ds, zone.Dnskey, zone.Nsec3Param, zone.Denial }
            .OfType<DnsLookup>()
            .Any(OwnFaults.IsOwn);

    /// <summary>Never the same, so that no cache answers for the zone.</summary>
    internal static string NameNobodyMade() =>
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 16);
}
