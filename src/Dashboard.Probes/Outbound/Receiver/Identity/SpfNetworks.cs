using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// The networks that a record lets send, as far as they can be listed: what depends on the message (macros, <c>exists</c>,
/// <c>ptr</c>) is left out, so the list may be too short and is never too long.
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
                await CollectAsync(domain, cancellation);
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

    private async Task CollectAsync(DomainName domain, CancellationToken cancellation)
    {
        if ((within is not null && !domain.IsAtOrBelow(within)) || !seen.Add(domain))
        {
            return;
        }
        var record = await SpfRecords.FindAsync(dns, domain, cancellation);
        foreach (var directive in record?.Directives ?? [])
        {
            if (directive.Mechanism == SpfMechanism.All)
            {
                return;
            }
            if (directive.Qualifier == SpfQualifier.Pass)
            {
                await CollectAsync(directive, domain, cancellation);
            }
        }
        if (Plain(record?.Redirect) is { } redirect && MayAsk())
        {
            await CollectAsync(redirect, cancellation);
        }
    }

    private async Task CollectAsync(
        SpfDirective directive,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        if (directive.Network is { } network)
        {
            networks.Add(network);
            return;
        }
        var target = directive.DomainSpec is null ? domain : Plain(directive.DomainSpec);
        if (target is null)
        {
            return;
        }
        switch (directive.Mechanism)
        {
            case SpfMechanism.Include when MayAsk():
                await CollectAsync(target, cancellation);
                break;
            case SpfMechanism.A:
                await AddHostAsync(target, directive, cancellation);
                break;
            case SpfMechanism.Mx when MayAsk():
                foreach (var host in (await dns.MxAsync(target, cancellation)).Records)
                {
                    await AddHostAsync(host.Exchange, directive, cancellation);
                }
                break;
        }
    }

    private async Task AddHostAsync(
        DomainName host,
        SpfDirective directive,
        CancellationToken cancellation
    )
    {
        if (host.IsRoot || !MayAsk())
        {
            return;
        }
        var four = dns.AAsync(host, cancellation);
        var six = dns.AaaaAsync(host, cancellation);
        foreach (var address in (await four).Records.Concat((await six).Records))
        {
            networks.Add(directive.Around(address));
        }
    }

    private bool MayAsk() => ++lookups <= MostLookups;

    /// <summary>A name without macros; null for any other.</summary>
    private static DomainName? Plain(string? spec) =>
        spec is not null
        && !spec.Contains('%', StringComparison.Ordinal)
        && DomainName.TryParse(spec, out var name)
            ? name
            : null;
}
