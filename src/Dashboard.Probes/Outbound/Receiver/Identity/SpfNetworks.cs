using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// The networks that a record lets send, as far as they can be listed: what depends on the message (macros, <c>exists</c>,
/// <c>ptr</c>) is left out, and so is a network of which a directive before it turns a part away. So the list may be too short and is
/// never too long.
/// </summary>
/// <param name="within">Only records at or below this name are read; null for all that the record leads to.</param>
internal sealed class SpfNetworks(ISenderDns dns, DomainName? within = null)
{
    private const int MostLookups = 25;

    private const int MostNetworks = 500;

    private readonly HashSet<IPNetwork> networks = [];
    private readonly HashSet<DomainName> seen = [];
    private int lookups;

    public async Task<IReadOnlyList<IPNetwork>> ListAsync(
        IEnumerable<DomainName> domains,
        CancellationToken cancellation
    )
    {
        foreach (var domain in domains)
        {
            try
            {
                await CollectAsync(domain, [], cancellation);
            }
            catch (SpfStop)
            {
                // What was found before the fault is authorised all the same.
            }
        }
        return
        [
            .. networks
                .Take(MostNetworks)
                .OrderBy(network => network.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <param name="turnedAway">The networks of directives before this record that are not pass.</param>
    private async Task CollectAsync(
        DomainName domain,
        IReadOnlyList<IPNetwork> turnedAway,
        CancellationToken cancellation
    )
    {
        if ((within is not null && !domain.IsAtOrBelow(within)) || !seen.Add(domain))
        {
            return;
        }
        var record = await SpfRecords.FindAsync(dns, domain, cancellation);
        // The first directive that matches decides (RFC 7208 section 4.6.2).
        List<IPNetwork> before = [.. turnedAway];
        foreach (var directive in record?.Directives ?? [])
        {
            if (directive.Mechanism == SpfMechanism.All)
            {
                return;
            }
            if (directive is { Qualifier: SpfQualifier.Pass, Mechanism: SpfMechanism.Include })
            {
                await IncludeAsync(directive, before, cancellation);
                continue;
            }
            var (found, isWhole) = await NetworksOfAsync(directive, domain, cancellation);
            if (directive.Qualifier == SpfQualifier.Pass)
            {
                networks.UnionWith(
                    found.Where(network => !before.Exists(other => Overlap(network, other)))
                );
            }
            else if (isWhole)
            {
                before.AddRange(found);
            }
            else
            {
                // Of all that follows nobody can tell whom this one turns away.
                return;
            }
        }
        if (Plain(record?.Redirect) is { } redirect && MayAsk())
        {
            await CollectAsync(redirect, before, cancellation);
        }
    }

    private async Task IncludeAsync(
        SpfDirective directive,
        IReadOnlyList<IPNetwork> turnedAway,
        CancellationToken cancellation
    )
    {
        if (Plain(directive.DomainSpec) is { } target && MayAsk())
        {
            await CollectAsync(target, turnedAway, cancellation);
        }
    }

    /// <summary>The networks that it matches, and whether these are all.</summary>
    private async Task<(IReadOnlyList<IPNetwork> Found, bool IsWhole)> NetworksOfAsync(
        SpfDirective directive,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        if (directive.Network is { } network)
        {
            return ([network], true);
        }
        var target = directive.DomainSpec is null ? domain : Plain(directive.DomainSpec);
        if (target is null)
        {
            return ([], false);
        }
        switch (directive.Mechanism)
        {
            case SpfMechanism.A:
                return await HostsAsync([target], directive, cancellation);
            case SpfMechanism.Mx when MayAsk():
                var hosts = (await dns.MxAsync(target, cancellation)).Records;
                return await HostsAsync(
                    hosts.Select(host => host.Exchange),
                    directive,
                    cancellation
                );
            default:
                return ([], false);
        }
    }

    private async Task<(IReadOnlyList<IPNetwork> Found, bool IsWhole)> HostsAsync(
        IEnumerable<DomainName> hosts,
        SpfDirective directive,
        CancellationToken cancellation
    )
    {
        var found = new List<IPNetwork>();
        foreach (var host in hosts.Where(host => !host.IsRoot))
        {
            if (!MayAsk())
            {
                return (found, false);
            }
            var four = dns.AAsync(host, cancellation);
            var six = dns.AaaaAsync(host, cancellation);
            found.AddRange(
                (await four).Records.Concat((await six).Records).Select(directive.Around)
            );
        }
        return (found, true);
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private bool MayAsk() => ++lookups <= MostLookups;

    /// <summary>A name without macros; null for any other.</summary>
    private static DomainName? Plain(string? spec) =>
        spec is not null
        && !spec.Contains('%', StringComparison.Ordinal)
        && DomainName.TryParse(spec, out var name)
            ? name
            : null;
}
