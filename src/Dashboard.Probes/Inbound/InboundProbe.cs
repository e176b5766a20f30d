using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Gathers the evidence of one receiving test; judges nothing. Everything that goes wrong at the target is in the observation; only
/// our own faults and cancellation throw.
/// </summary>
public sealed class InboundProbe
{
    private readonly ValidatingResolver resolver;
    private readonly ResolverCheck check;
    private readonly IHostEvidence hosts;
    private readonly IAddressEvidence addresses;
    private readonly ProbeOptions limits;
    private readonly AddressPlan plan;
    private readonly int port;
    private readonly TimeProvider time;

    public InboundProbe(
        ValidatingResolver resolver,
        ResolverCheck check,
        IHostEvidence hosts,
        IAddressEvidence addresses,
        IOptions<SmtpOptions> smtp,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(smtp);
        ArgumentNullException.ThrowIfNull(limits);
        this.resolver = resolver;
        this.check = check;
        this.hosts = hosts;
        this.addresses = addresses;
        this.limits = limits.Value;
        this.time = time;
        plan = new AddressPlan(limits.Value);
        port = smtp.Value.Port;
    }

    /// <summary>
    /// A whole test, which ends within <see cref="ProbeOptions.Deadline"/>: what is missing then is missing by our own limit.
    /// </summary>
    public Task<InboundObservation> ObserveAsync(
        DomainName domain,
        EvidenceDemand demand,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation
    ) => ObserveAsync(domain, demand, progress, CancellationToken.None, cancellation);

    /// <param name="enough">Ends the test as its deadline does: what was seen by then is the evidence.</param>
    /// <param name="cancellation">Ends it without evidence.</param>
    public async Task<InboundObservation> ObserveAsync(
        DomainName domain,
        EvidenceDemand demand,
        IProgress<InboundProgress>? progress,
        CancellationToken enough,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(demand);
        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(
            demand.Pace == ProbePace.Round ? limits.RoundDeadline : limits.Deadline,
            time
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            enough,
            cancellation
        );
        var own = demand with { Share = demand.Share ?? domain.Value };
        var resolved = await ResolveAsync(domain, own, progress, stop.Token);
        cancellation.ThrowIfCancellationRequested();
        var seen = await Task.WhenAll(
            InboundTargets
                .Of(resolved)
                .Select(async target =>
                    (target, await ConnectAsync(target, own, progress, stop.Token))
                )
        );
        cancellation.ThrowIfCancellationRequested();
        var elapsed = time.GetElapsedTime(start);
        var evidence = seen.ToDictionary(
            pair => pair.target,
            pair =>
                pair.Item2.Disposition == AddressDisposition.Stopped
                    ? pair.Item2 with
                    {
                        StoppedAfter = elapsed,
                    }
                    : pair.Item2
        );
        var whole = InboundTargets.Complete(resolved, evidence.GetValueOrDefault) with
        {
            Duration = elapsed,
        };
        progress?.Report(new(InboundProgressSlug.Observed));
        return whole;
    }

    /// <summary>
    /// The DNS of a domain and of its hosts, and which addresses to connect to: <see cref="InboundTargets.Of"/> has them, and
    /// <see cref="InboundTargets.Complete"/> makes the whole evidence.
    /// </summary>
    /// <param name="stop">What is not answered by then has failed by our own limit.</param>
    public async Task<InboundObservation> ResolveAsync(
        DomainName domain,
        EvidenceDemand demand,
        IProgress<InboundProgress>? progress,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(demand);
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        var questions = new RunQuestions(resolver, stop);
        var dns = new HostDns(questions);
        var before = await check.CheckAsync(CancellationToken.None);
        progress?.Report(new(InboundProgressSlug.MxLookup));
        var answer = await questions.MxAsync(domain);
        var mx = KeptRecords.Of(answer);
        progress?.Report(
            new(
                InboundProgressSlug.MxFound,
                Detail: mx.Outcome == LookupOutcome.Failed
                    ? Slug.Of(mx.Outcome)
                    : Slug.Of(mx.Dnssec)
            )
        );
        var zone = mx.Dnssec == DnssecStatus.Insecure ? dns.ZoneAsync(domain) : null;
        // Of the whole answer: a host that is not kept is one that was left out.
        var all = MxHosts.Of(domain, answer);
        var most = demand.Pace == ProbePace.Round ? MxHosts.Most : limits.HostLimit;
        var resolved = await Task.WhenAll(all.Take(most).Select(host => ResolveHostAsync(host)));
        return new InboundObservation
        {
            Domain = domain,
            StartedAt = startedAt,
            Resolver = Resolver(
                before,
                await check.CheckAsync(CancellationToken.None),
                mx,
                resolved
            ),
            SmtpPort = port,
            Mx = mx,
            Zone = zone is null ? null : await zone,
            Hosts = resolved,
            OmittedHosts = [.. all.Skip(most).Take(MxHosts.Most)],
            Duration = time.GetElapsedTime(start),
        };

        async Task<HostObservation> ResolveHostAsync(MxHost host)
        {
            var shared = await hosts.ResolveAsync(host.Name, demand, stop);
            Report(shared, progress);
            var slip = await dns.SlipAtMailDomainAsync(domain, shared);
            var seen = shared with
            {
                Host = host,
                Tlsa = slip is null ? shared.Tlsa : [.. shared.Tlsa, slip],
            };
            var planned = seen with { Addresses = plan.Of(seen, demand.Pace) };
            ReportNotConnected(planned, progress);
            return planned;
        }
    }

    private async Task<AddressObservation> ConnectAsync(
        AddressTarget target,
        EvidenceDemand demand,
        IProgress<InboundProgress>? progress,
        CancellationToken stop
    )
    {
        progress?.Report(new(InboundProgressSlug.Connecting, target.Host, target.Address));
        var seen = await addresses.ObserveAsync(
            target,
            demand,
            progress is null ? null : new RetryProgress(target, progress),
            stop
        );
        progress?.Report(
            new(InboundProgressSlug.Connected, target.Host, target.Address, Ended(seen))
        );
        return seen;
    }

    private static string Ended(AddressObservation seen) =>
        seen switch
        {
            { Disposition: not AddressDisposition.Probed } => Slug.Of(seen.Disposition),
            { Last.Handshake: { } handshake } => Slug.Of(handshake.Version),
            { Last.Fault: { } fault } => Slug.Of(fault.Kind),
            _ => "no-starttls",
        };

    private static void Report(HostObservation host, IProgress<InboundProgress>? progress)
    {
        if (progress is null)
        {
            return;
        }
        var addresses = new HostAddresses(host.A, host.Aaaa);
        progress.Report(
            new(
                InboundProgressSlug.AddressesFound,
                host.Host.Name,
                Detail: addresses.Deciding is { } found
                    ? Slug.Of(found.Dnssec)
                    : Slug.Of(addresses.A.Outcome)
            )
        );
        if (host.Tlsa.LastOrDefault(asked => asked.Purpose == TlsaQueryPurpose.Sender) is { } last)
        {
            progress.Report(
                new(
                    InboundProgressSlug.TlsaFound,
                    host.Host.Name,
                    Detail: Slug.Of(last.Lookup.Outcome)
                )
            );
        }
    }

    private static void ReportNotConnected(
        HostObservation planned,
        IProgress<InboundProgress>? progress
    )
    {
        foreach (
            var address in planned.Addresses.Where(address =>
                address.Disposition != AddressDisposition.Probed
            )
        )
        {
            progress?.Report(
                new(
                    InboundProgressSlug.NotConnected,
                    planned.Host.Name,
                    address.Address,
                    Slug.Of(address.Disposition)
                )
            );
        }
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
            .SelectMany(OwnFaults.Asked)
            .Append(mx)
            .All(lookup => lookup.Failure != LookupFailure.ResolverUnreachable)
            ? before
            : after;

    private sealed class RetryProgress(AddressTarget target, IProgress<InboundProgress> progress)
        : IProgress<SessionFaultKind>
    {
        public void Report(SessionFaultKind value) =>
            progress.Report(
                new(InboundProgressSlug.Retrying, target.Host, target.Address, Slug.Of(value))
            );
    }
}
