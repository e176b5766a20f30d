using Dashboard.Core.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>The hosts that an MX answer names, in the order a sender tries them: pure.</summary>
internal static class MxHosts
{
    /// <summary>More than any honest domain has; a round looks at all of them.</summary>
    public const int Most = 100;

    /// <summary>
    /// None where the question failed (RFC 7672 section 2.2.1), where the domain does not exist, and for a null MX (RFC 7505); the
    /// domain itself where it has no MX record (RFC 5321 section 5.1).
    /// </summary>
    public static IReadOnlyList<MxHost> Of(DomainName domain, DnsLookup<MxRecord> mx) =>
        mx.Outcome switch
        {
            LookupOutcome.NoData => [new MxHost(domain, 0, Implicit: true)],
            LookupOutcome.Answer =>
            [
                .. mx
                    .Records.Where(record => !record.Exchange.IsRoot)
                    .GroupBy(record => record.Exchange)
                    .Select(same => new MxHost(same.Key, same.Min(record => record.Preference)))
                    .OrderBy(host => host.Preference)
                    .ThenBy(host => host.Name),
            ],
            _ => [],
        };
}
