using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Inbound;

namespace Dashboard.Probes.Https;

/// <summary>
/// Which addresses of a host that a stranger named are connected to: those of one answer of our own resolver that are not reserved,
/// at most two of a family, the families by turns.
/// </summary>
/// <param name="Tried">Empty where there is a fault.</param>
/// <param name="Reserved">All of the answer that are left alone.</param>
internal sealed record HttpsAddresses(
    IReadOnlyList<IPAddress> Tried,
    IReadOnlyList<IPAddress> Reserved,
    HttpsFault? Fault
)
{
    private const int MostOfFamily = 2;

    public static HttpsAddresses Of(
        DnsLookup<IPAddress> a,
        DnsLookup<IPAddress> aaaa,
        bool allowReserved
    )
    {
        var all = a.Records.Concat(aaaa.Records).Distinct().ToList();
        var usable = all.Where(address => allowReserved || !ReservedAddresses.Contains(address))
            .ToList();
        List<IPAddress> reserved = [.. all.Except(usable)];
        if (usable.Count == 0)
        {
            return new(
                [],
                reserved,
                a.Outcome == LookupOutcome.Failed || aaaa.Outcome == LookupOutcome.Failed
                        ? HttpsFault.LookupFailed
                    : all.Count == 0 ? HttpsFault.HostMissing
                    : HttpsFault.HostReserved
            );
        }
        List<IPAddress> tried =
        [
            .. new HostAddresses(
                a with
                {
                    Records = [.. a.Records.Intersect(usable).Take(MostOfFamily)],
                },
                aaaa with
                {
                    Records = [.. aaaa.Records.Intersect(usable).Take(MostOfFamily)],
                }
            ).All.Where(LocalRoutes.Has),
        ];
        return new(tried, reserved, tried.Count == 0 ? HttpsFault.NoRouteHere : null);
    }
}
