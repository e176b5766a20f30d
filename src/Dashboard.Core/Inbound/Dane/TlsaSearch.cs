using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Walks the candidate TLSA base domains in the order they were asked (RFC 7672 sections 2.2.2 and 2.2.3).</summary>
internal static class TlsaSearch
{
    public static TlsaFinding Of(HostObservation host, LookupReadings readings)
    {
        var name = host.Host.Name;
        VerdictReason? insecure = null;
        DnsLookup? absent = null;
        var candidates = host.Tlsa.Where(t => t.Purpose == TlsaQueryPurpose.Sender).ToList();
        foreach (var asked in candidates)
        {
            var reading = readings.Read(asked.Lookup);
            switch (reading)
            {
                case LookupReading.PresentSecure:
                    return new(reading, asked.BaseDomain, asked.Lookup.Records, Alias(asked));
                case LookupReading.Bogus:
                case LookupReading.Failed:
                    // The next candidate is not tried: this one may hold the records.
                    return Failed(
                        reading,
                        asked.BaseDomain,
                        LookupFacts.Of(
                            reading == LookupReading.Bogus
                                ? ReasonSlug.TlsaBogus
                                : ReasonSlug.TlsaLookupFailed,
                            asked.Lookup
                        ),
                        reading == LookupReading.Failed && OwnFaults.IsOwn(asked.Lookup)
                    );
                case LookupReading.PresentInsecure:
                    insecure = LookupFacts.Of(ReasonSlug.TlsaInsecure, asked.Lookup);
                    break;
                default:
                    absent = asked.Lookup;
                    break;
            }
        }
        if (!candidates.Exists(asked => asked.BaseDomain == name))
        {
            // The host's own name is always the last candidate. What was not asked is not absent.
            return Failed(
                LookupReading.Failed,
                name,
                Reason.Create(
                    ReasonSlug.TlsaLookupFailed,
                    ("owner", Owner(name)),
                    ("failure", "not-asked")
                ),
                lostHere: true
            );
        }
        return insecure is not null
            ? new(LookupReading.PresentInsecure, name, [], [insecure])
            : new(
                readings.Read(absent!),
                name,
                [],
                [LookupFacts.Of(ReasonSlug.TlsaAbsent, absent!), .. TlsaSlips.Of(host)]
            );
    }

    public static string Owner(DomainName baseDomain) => $"_25._tcp.{baseDomain}";

    private static TlsaFinding Failed(
        LookupReading reading,
        DomainName baseDomain,
        VerdictReason reason,
        bool lostHere
    ) => new(reading, baseDomain, [], [reason], lostHere);

    private static VerdictReason[] Alias(TlsaObservation asked) =>
        asked.Lookup.Aliases.Count == 0
            ? []
            :
            [
                Reason.Create(
                    ReasonSlug.TlsaAlias,
                    ("owner", asked.Lookup.Name.ToString()),
                    ("target", asked.Lookup.Aliases[^1].ToString())
                ),
            ];
}
