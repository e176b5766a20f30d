using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>Gathers the evidence of one receiving test; judges nothing.</summary>
public sealed class InboundProbe
{
    private readonly ValidatingResolver resolver;
    private readonly ResolverCheck check;
    private readonly HostDns dns;
    private readonly HostProbe hosts;
    private readonly int hostLimit;
    private readonly int port;
    private readonly TimeProvider time;

    public InboundProbe(
        ValidatingResolver resolver,
        ResolverCheck check,
        IOptions<SmtpOptions> smtp,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(smtp);
        ArgumentNullException.ThrowIfNull(limits);
        this.resolver = resolver;
        this.check = check;
        this.time = time;
        port = smtp.Value.Port;
        hostLimit = limits.Value.HostLimit;
        dns = new HostDns(resolver);
        var sessions = new AddressProbe(
            new StartTlsProbe(smtp, new HeloName(limits), time),
            limits,
            time
        );
        hosts = new HostProbe(dns, new SharedAddressProbe(sessions, limits, time), limits);
    }

    /// <summary>
    /// Everything that goes wrong at the target is in the observation; only our own faults and <paramref name="cancellation"/>
    /// throw.
    /// </summary>
    public async Task<InboundObservation> ObserveAsync(
        DomainName domain,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        var before = await check.CheckAsync(cancellation);
        progress?.Report(new(InboundProgressSlug.MxLookup));
        var mx = KeptRecords.Of(await resolver.MxAsync(domain, cancellation));
        progress?.Report(
            new(
                InboundProgressSlug.MxFound,
                Detail: mx.Outcome == LookupOutcome.Failed
                    ? Slug.Of(mx.Outcome)
                    : Slug.Of(mx.Dnssec)
            )
        );
        var zone = mx.Dnssec == DnssecStatus.Insecure ? dns.ZoneAsync(domain, cancellation) : null;
        var all = MxHosts.Of(domain, mx);
        var observed = await Task.WhenAll(
            all.Take(hostLimit)
                .Select(host => hosts.ObserveAsync(host, domain, progress, cancellation))
        );
        var observation = new InboundObservation
        {
            Domain = domain,
            StartedAt = startedAt,
            Resolver = Resolver(before, await check.CheckAsync(cancellation), mx, observed),
            SmtpPort = port,
            Mx = mx,
            Zone = zone is null ? null : await zone,
            Hosts = EvidenceBudget.Fit(observed),
            OmittedHosts = [.. all.Skip(hostLimit)],
            Duration = time.GetElapsedTime(start),
        };
        progress?.Report(new(InboundProgressSlug.Observed));
        return observation;
    }

    /// <summary>One that went away when it had answered everything takes nothing back of what it said.</summary>
    private static ResolverIdentity Resolver(
        ResolverIdentity before,
        ResolverIdentity after,
        DnsLookup mx,
        IEnumerable<HostObservation> hosts
    ) =>
        after.Validation == ResolverValidation.Unreachable
        && hosts
            .SelectMany(host =>
                new DnsLookup?[] { host.A, host.Aaaa, host.Alias }.Concat(
                    host.Tlsa.Select(tlsa => tlsa.Lookup)
                )
            )
            .Append(mx)
            .All(lookup => lookup?.Failure != LookupFailure.ResolverUnreachable)
            ? before
            : after;
}
