using Dashboard.Probes.Inbound;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// What a run of this process stored of a wave already, so that a host that thousands of domains name is not sent to the database
/// with each of them. Forgetting costs time alone.
/// </summary>
internal sealed class KnownEvidence
{
    private const int Most = 50_000;

    private readonly HashSet<string> hosts = new(StringComparer.Ordinal);
    private readonly HashSet<AddressTarget> targets = [];

    /// <summary>Each once, in one order everywhere.</summary>
    public IReadOnlyList<StoredHost> NewHosts(IEnumerable<StoredHost> seen) =>
        [
            .. seen.Select(host => (Key: Convert.ToHexString(host.Digest), Host: host))
                .Where(host => !hosts.Contains(host.Key))
                .DistinctBy(host => host.Key)
                .OrderBy(host => host.Key, StringComparer.Ordinal)
                .Select(host => host.Host),
        ];

    /// <summary>Each once, in one order everywhere.</summary>
    public IReadOnlyList<AddressTarget> NewTargets(IEnumerable<AddressTarget> seen) =>
        [
            .. seen.Where(target => !targets.Contains(target))
                .Distinct()
                .OrderBy(target => target.Host)
                .ThenBy(target => target.Address.ToString(), StringComparer.Ordinal),
        ];

    /// <summary>After the transaction that stored them.</summary>
    public void Add(IEnumerable<StoredHost> newHosts, IEnumerable<AddressTarget> newTargets)
    {
        if (hosts.Count > Most)
        {
            hosts.Clear();
        }
        if (targets.Count > Most)
        {
            targets.Clear();
        }
        hosts.UnionWith(newHosts.Select(host => Convert.ToHexString(host.Digest)));
        targets.UnionWith(newTargets);
    }
}
