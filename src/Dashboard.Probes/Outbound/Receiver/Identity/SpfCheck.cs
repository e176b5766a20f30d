using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Evidence.AuthenticationOutcome;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>check_host() of RFC 7208 section 4, for one message.</summary>
internal sealed class SpfCheck(
    ISenderDns dns,
    IPAddress address,
    string localPart,
    DomainName senderDomain,
    string ehlo
)
{
    private const int MostLookups = 10;

    private const int MostVoidLookups = 2;

    private const int MostNames = 10;

    private readonly string sender = localPart.Length == 0 ? "postmaster" : localPart;
    private int lookups;
    private int voidLookups;

    /// <summary>
    /// The mechanism that decided, the innermost of an include's record, and the network that it matched by; null where none did.
    /// </summary>
    public (SpfMechanism Mechanism, IPNetwork? Network)? Match { get; private set; }

    public async Task<AuthenticationOutcome> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await CheckHostAsync(senderDomain, cancellation);
        }
        catch (SpfStop stop)
        {
            return stop.Outcome;
        }
    }

    private async Task<AuthenticationOutcome> CheckHostAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        // A name of one label is no domain that can send mail (section 4.3).
        if (domain.Labels.Count < 2)
        {
            return None;
        }
        var record = await SpfRecords.FindAsync(dns, domain, cancellation);
        if (record is null)
        {
            return None;
        }
        foreach (var directive in record.Directives)
        {
            if (directive.AsksDns)
            {
                CountLookup();
            }
            if (await MatchesAsync(directive, domain, cancellation))
            {
                return directive.Qualifier switch
                {
                    SpfQualifier.Pass => Pass,
                    SpfQualifier.Fail => Fail,
                    SpfQualifier.SoftFail => SoftFail,
                    _ => Neutral,
                };
            }
        }
        if (record.Redirect is null)
        {
            return Neutral;
        }
        CountLookup();
        var target = await TargetAsync(record.Redirect, domain, cancellation);
        var redirected = target is null ? None : await CheckHostAsync(target, cancellation);
        return redirected == None ? PermError : redirected;
    }

    private async Task<bool> MatchesAsync(
        SpfDirective directive,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        switch (directive.Mechanism)
        {
            case SpfMechanism.All:
                return Matched(directive, null);
            case SpfMechanism.Ip4:
            case SpfMechanism.Ip6:
                return directive.Network!.Value.Contains(address)
                    && Matched(directive, directive.Network);
        }
        var target = directive.DomainSpec is { } spec
            ? await TargetAsync(spec, domain, cancellation)
            : domain;
        if (target is null)
        {
            // What a macro made is no name: there can be nothing there, and for an include that is an error.
            return directive.Mechanism == SpfMechanism.Include
                ? throw new SpfStop(PermError)
                : false;
        }
        return directive.Mechanism switch
        {
            SpfMechanism.Include => await CheckHostAsync(target, cancellation) switch
            {
                Pass => true,
                TempError => throw new SpfStop(TempError),
                PermError or None => throw new SpfStop(PermError),
                _ => false,
            },
            SpfMechanism.A => IsIn(
                await HostAsync(target, countVoid: true, cancellation),
                directive
            ),
            SpfMechanism.Mx => await MatchesMxAsync(target, directive, cancellation),
            SpfMechanism.Ptr => await MatchesPtrAsync(target, cancellation)
                && Matched(directive, null),
            _ => Checked(await dns.AAsync(target, cancellation), countVoid: true).Count > 0
                && Matched(directive, null),
        };
    }

    private bool Matched(SpfDirective directive, IPNetwork? network)
    {
        Match = (directive.Mechanism, network);
        return true;
    }

    private async Task<bool> MatchesMxAsync(
        DomainName target,
        SpfDirective directive,
        CancellationToken cancellation
    )
    {
        var hosts = Checked(await dns.MxAsync(target, cancellation), countVoid: true);
        if (hosts.Count > MostNames)
        {
            throw new SpfStop(PermError);
        }
        foreach (var host in hosts.Where(host => !host.Exchange.IsRoot))
        {
            if (IsIn(await HostAsync(host.Exchange, countVoid: false, cancellation), directive))
            {
                return true;
            }
        }
        return false;
    }

    private async Task<bool> MatchesPtrAsync(DomainName target, CancellationToken cancellation)
    {
        // Any failure here is no match, and no error (section 5.5).
        var names = new SourceNames(dns);
        var found = await dns.PtrAsync(ReverseName.Of(address), cancellation);
        foreach (var name in found.Records.Take(MostNames).Where(n => n.IsAtOrBelow(target)))
        {
            if (await names.LeadsToAsync(name, address, cancellation))
            {
                return true;
            }
        }
        return false;
    }

    private async Task<IReadOnlyList<IPAddress>> HostAsync(
        DomainName host,
        bool countVoid,
        CancellationToken cancellation
    ) =>
        Checked(
            address.AddressFamily == AddressFamily.InterNetwork
                ? await dns.AAsync(host, cancellation)
                : await dns.AaaaAsync(host, cancellation),
            countVoid
        );

    private bool IsIn(IReadOnlyList<IPAddress> addresses, SpfDirective directive) =>
        addresses
            .Select(directive.Around)
            .Any(network => network.Contains(address) && Matched(directive, network));

    /// <summary>A lookup that failed is never an absent record (section 2.6.6).</summary>
    private IReadOnlyList<T> Checked<T>(DnsLookup<T> lookup, bool countVoid)
    {
        switch (lookup.Outcome)
        {
            case LookupOutcome.Failed:
                throw new SpfStop(TempError);
            case LookupOutcome.NoData or LookupOutcome.NxDomain when countVoid:
                if (++voidLookups > MostVoidLookups)
                {
                    throw new SpfStop(PermError);
                }
                break;
        }
        return lookup.Records;
    }

    private void CountLookup()
    {
        if (++lookups > MostLookups)
        {
            throw new SpfStop(PermError);
        }
    }

    private async Task<DomainName?> TargetAsync(
        string spec,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var context = new SpfMacroContext(sender, senderDomain, domain, address, ehlo);
        if (SpfMacro.UsesValidatedName(spec))
        {
            var found = await new SourceNames(dns).FindAsync(address, cancellation);
            if (found is { Confirmed: true } confirmed)
            {
                context = context with { ValidatedName = confirmed.Name.Value };
            }
        }
        return DomainName.TryParse(SpfMacro.Expand(spec, context), out var name) && !name.IsRoot
            ? name
            : null;
    }
}
