using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What the two address lookups of a host come to (RFC 7672 sections 2.1.2 and 2.2.2).</summary>
/// <param name="Reading">Of both together.</param>
/// <param name="FamilyFault">Of the family without an answer, where the other has addresses.</param>
internal sealed record AddressReading(
    LookupReading Reading,
    IReadOnlyList<VerdictReason> Reasons,
    LookupFault? FamilyFault = null
)
{
    public static AddressReading Of(HostObservation host, LookupReadings readings)
    {
        var a = readings.Read(host.A);
        var aaaa = readings.Read(host.Aaaa);
        if (a.IsPresent || aaaa.IsPresent)
        {
            return Usable(host, a, aaaa);
        }
        if (a.IsFailed || aaaa.IsFailed)
        {
            // Failed is never absent: that the other family has no record does not make this host one without address.
            var bogus = a == LookupReading.Bogus || aaaa == LookupReading.Bogus;
            var worst = bogus ? LookupReading.Bogus : LookupReading.Failed;
            // Of two that failed the target's, about which there is something to change.
            var about =
                a == worst && !(aaaa == worst && OwnFaults.IsOwn(host.A)) ? host.A : host.Aaaa;
            var slug = bogus ? ReasonSlug.AddressBogus : ReasonSlug.AddressLookupFailed;
            return new(
                bogus ? LookupReading.Bogus : LookupReading.Failed,
                [LookupFacts.Of(slug, about)]
            );
        }
        return Absent(host, a, aaaa);
    }

    private static AddressReading Usable(HostObservation host, LookupReading a, LookupReading aaaa)
    {
        var reasons = new List<VerdictReason>();
        foreach (var (lookup, reading) in new[] { ((DnsLookup)host.A, a), (host.Aaaa, aaaa) })
        {
            if (reading.IsFailed)
            {
                reasons.Add(
                    LookupFacts.Of(
                        reading == LookupReading.Bogus
                            ? ReasonSlug.AddressFamilyBogus
                            : ReasonSlug.AddressFamilyFailed,
                        lookup
                    )
                );
            }
        }
        var secure = a == LookupReading.PresentSecure || aaaa == LookupReading.PresentSecure;
        return new(
            secure ? LookupReading.PresentSecure : LookupReading.PresentInsecure,
            reasons,
            a == LookupReading.Bogus || aaaa == LookupReading.Bogus ? LookupFault.Bogus
                : a.IsFailed || aaaa.IsFailed ? LookupFault.Failed
                : null
        );
    }

    private static AddressReading Absent(HostObservation host, LookupReading a, LookupReading aaaa)
    {
        var secure = a == LookupReading.AbsentSecure && aaaa == LookupReading.AbsentSecure;
        var exists =
            host.A.Outcome == LookupOutcome.NoData || host.Aaaa.Outcome == LookupOutcome.NoData;
        var literal = System.Net.IPAddress.TryParse(host.Host.Name.Value, out _);
        return new(
            secure ? LookupReading.AbsentSecure : LookupReading.AbsentInsecure,
            [
                Reason.Create(
                    literal ? ReasonSlug.HostIsAddressLiteral
                        : exists ? ReasonSlug.HostWithoutAddress
                        : ReasonSlug.HostNotFound,
                    ("name", host.Host.Name.ToString())
                ),
            ]
        );
    }
}
