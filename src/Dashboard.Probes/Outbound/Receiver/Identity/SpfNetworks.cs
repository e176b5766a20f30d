using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// The networks that a record lets send, as far as they can be listed: what depends on the message (macros, <c>exists</c>, <c>ptr</c>)
/// is in neither list of <see cref="SpfAuthorised"/>.
/// </summary>
/// <param name="within">
/// Only records at or below this name are read, and only hosts whose name is there are its own; null for all that the record leads to.
/// </param>
internal sealed class SpfNetworks(ISenderDns dns, DomainName? within = null)
{
    /// <summary>More than twice what a receiver follows (RFC 7208 section 4.6.4), as it stops at a match and this does not.</summary>
    private const int MostLookups = 25;

    /// <summary>RFC 7208 section 4.6.4.</summary>
    private const int MostExchangers = 10;

    private const int MostDirectives = 2000;

    private const int MostNetworks = 500;

    private readonly HashSet<IPNetwork> all = [];
    private readonly HashSet<IPNetwork> own = [];
    private readonly HashSet<DomainName> seen = [];
    private int lookups;
    private int directives;
    private bool isCut;

    public async Task<SpfAuthorised> ListAsync(
        IEnumerable<DomainName> domains,
        CancellationToken cancellation
    )
    {
        foreach (var domain in domains)
        {
            await CollectAsync(domain, new TurnedAway(), cancellation);
        }
        return new SpfAuthorised(
            [.. all],
            [
                .. own.OrderBy(network => network.ToString(), StringComparer.Ordinal)
                    .Take(MostNetworks),
            ],
            isCut
        );
    }

    /// <param name="before">What directives before this record turn away; those of this record are added.</param>
    /// <returns>False where a part of the record could not be read.</returns>
    private async Task<bool> CollectAsync(
        DomainName domain,
        TurnedAway before,
        CancellationToken cancellation
    )
    {
        if ((within is not null && !domain.IsAtOrBelow(within)) || !seen.Add(domain))
        {
            return false;
        }
        SpfRecord? record;
        try
        {
            record = await SpfRecords.FindAsync(dns, domain, cancellation);
        }
        catch (SpfStop)
        {
            // What was found before the fault is authorised all the same.
            return false;
        }
        var isWhole = record is not null;
        // The first directive that matches decides (RFC 7208 section 4.6.2).
        foreach (var directive in record?.Directives ?? [])
        {
            if (directive.Mechanism == SpfMechanism.All)
            {
                return isWhole && directive.Qualifier != SpfQualifier.Pass;
            }
            if (++directives > MostDirectives)
            {
                isCut = true;
                return false;
            }
            isWhole &= await DirectiveAsync(directive, domain, before, cancellation);
        }
        if (record?.Redirect is null)
        {
            return isWhole;
        }
        return Plain(record.Redirect) is { } redirect
            && MayAsk()
            && await CollectAsync(redirect, before, cancellation)
            && isWhole;
    }

    /// <returns>False where nobody can tell all that it lets send or turns away.</returns>
    private async Task<bool> DirectiveAsync(
        SpfDirective directive,
        DomainName domain,
        TurnedAway before,
        CancellationToken cancellation
    )
    {
        if (directive.Qualifier != SpfQualifier.Pass)
        {
            var away =
                directive.Mechanism == SpfMechanism.Include
                    ? await IncludedAsync(directive, cancellation)
                    : Networks(await NetworksOfAsync(directive, domain, cancellation));
            before.Add(away);
            return away is not null;
        }
        if (directive.Mechanism == SpfMechanism.Include)
        {
            // What the included record turns away is turned away within it alone.
            return Plain(directive.DomainSpec) is { } target
                && MayAsk()
                && await CollectAsync(target, before.Copy(), cancellation);
        }
        var found = await NetworksOfAsync(directive, domain, cancellation);
        foreach (var (network, isOwn) in found ?? [])
        {
            all.Add(network);
            if (isOwn && !before.MayHave(network))
            {
                own.Add(network);
            }
        }
        return found is not null;
    }

    /// <summary>What an included record lets send, and with it is turned away; null where nobody can tell.</summary>
    private async Task<IReadOnlyList<IPNetwork>?> IncludedAsync(
        SpfDirective directive,
        CancellationToken cancellation
    )
    {
        if (Plain(directive.DomainSpec) is not { } target || !MayAsk())
        {
            return null;
        }
        var included = new SpfNetworks(dns) { lookups = lookups, directives = directives };
        var isWhole = await included.CollectAsync(target, new TurnedAway(), cancellation);
        (lookups, directives, isCut) = (
            included.lookups,
            included.directives,
            isCut || included.isCut
        );
        return isWhole ? [.. included.all] : null;
    }

    private static IReadOnlyList<IPNetwork>? Networks(
        IReadOnlyList<(IPNetwork Network, bool IsOwn)>? found
    ) => found is null ? null : [.. found.Select(one => one.Network)];

    /// <summary>
    /// A host of another organisation, such as the web or mail server of a hoster, sends for thousands of others as well: <c>a:</c> and
    /// <c>mx</c> let it send as an include does.
    /// </summary>
    private bool IsOwn(DomainName host) => within is null || host.IsAtOrBelow(within);

    /// <summary>The networks that it matches; null where nobody can tell all of them.</summary>
    private async Task<IReadOnlyList<(IPNetwork Network, bool IsOwn)>?> NetworksOfAsync(
        SpfDirective directive,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        if (directive.Network is { } network)
        {
            return [(network, true)];
        }
        var target = directive.DomainSpec is null ? domain : Plain(directive.DomainSpec);
        if (
            target is null
            || directive.Mechanism is not (SpfMechanism.A or SpfMechanism.Mx)
            || !MayAsk()
        )
        {
            return null;
        }
        if (directive.Mechanism == SpfMechanism.A)
        {
            return await HostsAsync([target], directive, cancellation);
        }
        var exchangers = await dns.MxAsync(target, cancellation);
        return exchangers.Outcome == LookupOutcome.Failed
            ? null
            : await HostsAsync(
                exchangers.Records.Take(MostExchangers).Select(host => host.Exchange),
                directive,
                cancellation
            );
    }

    private async Task<IReadOnlyList<(IPNetwork Network, bool IsOwn)>?> HostsAsync(
        IEnumerable<DomainName> hosts,
        SpfDirective directive,
        CancellationToken cancellation
    )
    {
        var found = new List<(IPNetwork, bool)>();
        foreach (var host in hosts.Where(host => !host.IsRoot))
        {
            var four = dns.AAsync(host, cancellation);
            var six = dns.AaaaAsync(host, cancellation);
            DnsLookup<IPAddress>[] both = [await four, await six];
            if (both.Any(lookup => lookup.Outcome == LookupOutcome.Failed))
            {
                return null;
            }
            found.AddRange(
                both.SelectMany(lookup => lookup.Records)
                    .Select(address => (directive.Around(address), IsOwn(host)))
            );
        }
        return found;
    }

    private bool MayAsk()
    {
        isCut |= ++lookups > MostLookups;
        return lookups <= MostLookups;
    }

    /// <summary>A name without macros; null for any other.</summary>
    private static DomainName? Plain(string? spec) =>
        spec is not null
        && !spec.Contains('%', StringComparison.Ordinal)
        && DomainName.TryParse(spec, out var name)
            ? name
            : null;

    /// <summary>The networks that directives turned away so far.</summary>
    private sealed class TurnedAway
    {
        /// <summary>Each network that may be sent from is compared with all of them.</summary>
        private const int MostNetworks = 500;

        private List<IPNetwork>? networks = [];

        /// <param name="more">Null where nobody can tell them, and so of no network that follows whether it may send.</param>
        public void Add(IReadOnlyList<IPNetwork>? more) =>
            networks =
                more is not null && networks?.Count + more.Count <= MostNetworks
                    ? [.. networks!, .. more]
                    : null;

        public bool MayHave(IPNetwork network) =>
            networks is null || networks.Exists(other => Overlap(network, other));

        public TurnedAway Copy() => new() { networks = networks is null ? null : [.. networks] };

        private static bool Overlap(IPNetwork one, IPNetwork other) =>
            one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);
    }
}

/// <summary>Whom a record lets send.</summary>
/// <param name="All">Each network that a directive lets send, whatever is turned away before it: it may be too long.</param>
/// <param name="Own">
/// Those of which nothing before turns a part away: it may be too short and is never too long. At most 500.
/// </param>
/// <param name="IsCut">There is more than is read of any record.</param>
internal sealed record SpfAuthorised(
    IReadOnlyList<IPNetwork> All,
    IReadOnlyList<IPNetwork> Own,
    bool IsCut
);
