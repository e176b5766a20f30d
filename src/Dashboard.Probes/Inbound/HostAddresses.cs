using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>What the two address questions of a host gave together: pure.</summary>
internal sealed record HostAddresses(DnsLookup<IPAddress> A, DnsLookup<IPAddress> Aaaa)
{
    /// <summary>More than any honest host has. A hostile answer holds thousands, and each would be a part of the evidence.</summary>
    public const int Most = 100;

    /// <summary>
    /// The families by turns, so that a limit leaves out none of them; at most <see cref="Most"/>, of which those that can be
    /// connected to come first.
    /// </summary>
    public IReadOnlyList<IPAddress> All { get; } = Some(Alternate(A.Records, Aaaa.Records));

    /// <summary>The answers had more than <see cref="All"/> holds.</summary>
    public bool AreMore { get; } =
        A.OmittedRecords > 0
        || Aaaa.OmittedRecords > 0
        || A.Records.Union(Aaaa.Records).Take(Most + 1).Count() > Most;

    /// <summary>
    /// The answer that says how far the host is secure: a secure one where there is one (a failed family is passed over, RFC 7672
    /// section 2.1.2), else any; null where there is no address.
    /// </summary>
    public DnsLookup<IPAddress>? Deciding { get; } =
        new[] { A, Aaaa }
            .Where(lookup => lookup.Outcome == LookupOutcome.Answer)
            .OrderByDescending(lookup => lookup.Dnssec == DnssecStatus.Secure)
            .FirstOrDefault();

    private static List<IPAddress> Some(List<IPAddress> all) =>
        all.Count <= Most ? all : [.. all.OrderBy(ReservedAddresses.Contains).Take(Most)];

    private static List<IPAddress> Alternate(
        IReadOnlyList<IPAddress> first,
        IReadOnlyList<IPAddress> second
    )
    {
        var all = new List<IPAddress>(first.Count + second.Count);
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            all.AddRange(first.Skip(i).Take(1));
            all.AddRange(second.Skip(i).Take(1));
        }
        return [.. all.Distinct()];
    }
}
