using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsRpt;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound.MtaSts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>
/// Gathers the evidence of the related standards, after that of STARTTLS and DANE; judges nothing. What was seen of
/// a zone serves other domains too, and a policy is fetched once in a while.
/// </summary>
public sealed partial class RelatedProbe
{
    /// <summary>An address of the public Internet (the root server K), to ask the routing table for; nothing is sent to it.</summary>
    private static readonly IPAddress Public = IPAddress.Parse("2001:7fd::1");

    private readonly ValidatingResolver resolver;
    private readonly PolicyFetch fetch;
    private readonly WebPki webPki;
    private readonly DmarcProbe dmarc;
    private readonly ZoneProbe zones;
    private readonly IDkimProofs proofs;
    private readonly SharedFlights<DomainName, StsFetch> policies;
    private readonly TimeSpan relatedDeadline;
    private readonly TimeProvider time;
    private readonly ILogger<RelatedProbe> log;

    internal RelatedProbe(
        ValidatingResolver resolver,
        PolicyFetch fetch,
        WebPki webPki,
        IDkimProofs proofs,
        IOptions<MtaStsOptions> mtaSts,
        IOptions<ProbeOptions> limits,
        TimeProvider time,
        ILogger<RelatedProbe> log
    )
    {
        this.log = log;
        this.resolver = resolver;
        this.fetch = fetch;
        this.webPki = webPki;
        this.proofs = proofs;
        this.time = time;
        relatedDeadline = limits.Value.RelatedDeadline;
        dmarc = new DmarcProbe(PublicSuffixList.Own);
        zones = new ZoneProbe(resolver, limits, time);
        policies = new(mtaSts.Value.CachePeriod, limits.Value.CacheCapacity, time, IsOfTheHost);
    }

    /// <summary>
    /// Adds the evidence of the related standards to that of the mail servers, which comes first: a resolver that waits for a silent
    /// name of a zone soon fails the rest of that zone. Ends within <see cref="ProbeOptions.RelatedDeadline"/>: what is missing then is
    /// missing by our own limit. A fault of our own leaves the evidence of the mail servers as it is.
    /// </summary>
    /// <param name="seen">The evidence of STARTTLS and DANE.</param>
    /// <param name="enough">Ends the gathering as the deadline does.</param>
    public async Task<InboundObservation> ObserveAsync(
        InboundObservation seen,
        EvidenceDemand demand,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation,
        CancellationToken enough = default
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(demand);
        progress?.Report(new(InboundProgressSlug.RelatedLookup));
        using var deadline = new CancellationTokenSource(relatedDeadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            enough,
            cancellation
        );
        try
        {
            var related = await LookAsync(seen, demand, stop.Token);
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new(InboundProgressSlug.RelatedFound));
            return seen with { Related = related };
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            LogFault(seen.Domain, fault);
            progress?.Report(
                new(InboundProgressSlug.RelatedFound, Detail: Slug.Of(LookupOutcome.Failed))
            );
            return seen;
        }
    }

    /// <summary>
    /// Adds what the certificates of the mail servers are to the WebPKI, where the related standards were looked at before the servers
    /// were connected to.
    /// </summary>
    public InboundObservation WithCertificates(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Related is { MtaSts.Fetch.Policy: not null } related
            ? seen with
            {
                Related = related with
                {
                    MtaSts = related.MtaSts with { MxCertificates = Checks(seen) },
                },
            }
            : seen;
    }

    private async Task<RelatedObservation> LookAsync(
        InboundObservation seen,
        EvidenceDemand demand,
        CancellationToken stop
    )
    {
        var start = time.GetTimestamp();
        var domain = seen.Domain;
        var run = new RunQuestions(resolver, stop);
        var sts = StsAsync(domain, demand, run, stop);
        var report = TextAsync($"_smtp._tls.{domain.Value}", TlsRptRecord.IsOne, run);
        var authorised = SpfProbe.ObserveAsync(domain, run);
        var signed = DkimAsync(domain, run, stop);
        var policy = dmarc.ObserveAsync(domain, run);
        var signedZones = zones.ObserveAsync(seen, demand, stop);
        await Task.WhenAll(sts, report, authorised, signed, policy, signedZones);
        var (record, fetched) = await sts;
        return new RelatedObservation
        {
            MtaSts = new MtaStsObservation
            {
                Record = record,
                Fetch = fetched,
                MxCertificates = fetched?.Policy is null ? [] : Checks(seen),
            },
            TlsRpt = await report,
            DnsSec = await signedZones,
            Spf = await authorised,
            Dkim = await signed,
            Dmarc = await policy,
            HasIpv6 = LocalRoutes.Has(Public),
            Duration = time.GetElapsedTime(start),
        };
    }

    /// <summary>The policy is only fetched after a valid record (RFC 8461 section 3.3).</summary>
    private async Task<(DnsLookup<string>? Record, StsFetch? Fetch)> StsAsync(
        DomainName domain,
        EvidenceDemand demand,
        RunQuestions run,
        CancellationToken stop
    )
    {
        var record = await TextAsync($"_mta-sts.{domain.Value}", StsRecord.IsOne, run);
        return
            record?.Records.Where(StsRecord.IsOne).ToList() is [var only]
            && StsRecord.Read(only) is not null
            && DomainName.TryParse($"mta-sts.{domain.Value}", out var host)
            ? (
                record,
                await policies.GetAsync(
                    host,
                    demand.NotBefore,
                    nobodyWaits => fetch.FetchAsync(host, nobodyWaits),
                    stop
                )
            )
            : (record, null);
    }

    private async Task<DkimObservation> DkimAsync(
        DomainName domain,
        RunQuestions run,
        CancellationToken stop
    )
    {
        var newest = ProofAsync(domain, stop);
        var keys = DenialAsync($"_domainkey.{domain.Value}", run);
        var sibling = DenialAsync($"_{ZoneProbe.NameNobodyMade()}.{domain.Value}", run);
        var (proof, isKnown) = await newest;
        return new DkimObservation
        {
            Keys = await keys,
            Sibling = await sibling,
            Proof = proof,
            IsProofUnknown = !isKnown,
        };
    }

    /// <summary>That we did not find one in time, or by a fault of ours, is not that there is none.</summary>
    private async Task<(DkimProof? Proof, bool IsKnown)> ProofAsync(
        DomainName domain,
        CancellationToken stop
    )
    {
        try
        {
            return (await proofs.NewestAsync(domain, stop), true);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (null, false);
        }
        catch (Exception fault)
        {
            LogNoProof(domain, fault);
            return (null, false);
        }
    }

    private static async Task<DnsLookup<string>?> DenialAsync(string owner, RunQuestions run) =>
        DomainName.TryParse(owner, out var name)
            ? KeptTexts.Of(await run.TxtWithDenialAsync(name), _ => false)
            : null;

    private static async Task<DnsLookup<string>?> TextAsync(
        string owner,
        Func<string, bool> matters,
        RunQuestions run
    ) =>
        DomainName.TryParse(owner, out var name)
            ? KeptTexts.Of(await run.TxtAsync(name), matters)
            : null;

    /// <summary>One for each chain that a default handshake showed.</summary>
    private List<WebPkiCheck> Checks(InboundObservation seen) =>
        [
            .. seen
                .Hosts.SelectMany(host => host.Addresses)
                .SelectMany(DistinctSessions.Of)
                .Where(session => session.Handshake?.Chain.Certificates.Count > 0)
                .DistinctBy(session => session.Handshake!.Chain.Certificates[0].Sha256)
                .Select(session =>
                    webPki.Check(
                        [.. session.Handshake!.Chain.Certificates.Select(c => c.Der)],
                        session.StartedAt
                    )
                ),
        ];

    /// <summary>What we could not do ourselves is tried again by the next.</summary>
    private static bool IsOfTheHost(StsFetch seen) =>
        seen.Fault
            is not (
                StsFetchFault.LookupFailed
                or StsFetchFault.NoRouteHere
                or StsFetchFault.OwnFault
                or StsFetchFault.OwnLimit
            );

    [LoggerMessage(1, LogLevel.Error, "The related standards of {Domain} were not measured.")]
    private partial void LogFault(DomainName domain, Exception fault);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Whether a sending test saw a signature of {Domain} is not known."
    )]
    private partial void LogNoProof(DomainName domain, Exception fault);
}
