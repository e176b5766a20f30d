using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsRpt;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound.MtaSts;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>What of the related standards can be asked for before the MX hosts are known.</summary>
internal sealed record DomainEvidence(
    DnsLookup<string>? StsRecord,
    StsFetch? Fetch,
    DnsLookup<string>? TlsRpt,
    SpfObservation Spf,
    DkimObservation Dkim,
    DmarcObservation Dmarc,
    TimeSpan Duration
);

/// <summary>Gathers the evidence of the related standards; judges nothing. Once for a domain, whoever asks meanwhile.</summary>
internal sealed class RelatedProbe
{
    /// <summary>An address of the public Internet (the root server K), to ask the routing table for; nothing is sent to it.</summary>
    private static readonly IPAddress Public = IPAddress.Parse("2001:7fd::1");

    private readonly ValidatingResolver resolver;
    private readonly PolicyFetch fetch;
    private readonly WebPki webPki;
    private readonly SpfProbe spf;
    private readonly DmarcProbe dmarc;
    private readonly ZoneProbe zones;
    private readonly SharedFlights<DomainName, DomainEvidence> shared;
    private readonly TimeProvider time;

    public RelatedProbe(
        ValidatingResolver resolver,
        PolicyFetch fetch,
        WebPki webPki,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        this.resolver = resolver;
        this.fetch = fetch;
        this.webPki = webPki;
        this.time = time;
        spf = new SpfProbe(resolver);
        dmarc = new DmarcProbe(resolver, PublicSuffixList.Own);
        zones = new ZoneProbe(resolver, limits, time);
        shared = new(limits.Value.CachePeriod, limits.Value.CacheCapacity, time);
    }

    public Task<DomainEvidence> ObserveDomainAsync(
        DomainName domain,
        CancellationToken cancellation
    ) => shared.GetAsync(domain, stop => LookAsync(domain, stop), cancellation);

    /// <param name="seen">Of the same domain.</param>
    public async Task<RelatedObservation> CompleteAsync(
        DomainEvidence domain,
        InboundObservation seen,
        CancellationToken cancellation
    )
    {
        var start = time.GetTimestamp();
        return new RelatedObservation
        {
            MtaSts = new MtaStsObservation
            {
                Record = domain.StsRecord,
                Fetch = domain.Fetch,
                MxCertificates = domain.Fetch?.Policy is null ? [] : Checks(seen),
            },
            TlsRpt = domain.TlsRpt,
            DnsSec = await zones.ObserveAsync(seen, cancellation),
            Spf = domain.Spf,
            Dkim = domain.Dkim,
            Dmarc = domain.Dmarc,
            HasIpv6 = LocalRoutes.Has(Public),
            Duration = domain.Duration + time.GetElapsedTime(start),
        };
    }

    private async Task<DomainEvidence> LookAsync(DomainName domain, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var sts = StsAsync(domain, cancellation);
        var report = TextAsync($"_smtp._tls.{domain.Value}", TlsRptRecord.IsOne, cancellation);
        var authorised = spf.ObserveAsync(domain, cancellation);
        var signed = DkimAsync(domain, cancellation);
        var policy = dmarc.ObserveAsync(domain, cancellation);
        var (record, fetched) = await sts;
        return new DomainEvidence(
            record,
            fetched,
            await report,
            await authorised,
            await signed,
            await policy,
            time.GetElapsedTime(start)
        );
    }

    /// <summary>The policy is only fetched after a valid record (RFC 8461 section 3.3).</summary>
    private async Task<(DnsLookup<string>? Record, StsFetch? Fetch)> StsAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var record = await TextAsync($"_mta-sts.{domain.Value}", StsRecord.IsOne, cancellation);
        return
            record?.Records.Where(StsRecord.IsOne).ToList() is [var only]
            && StsRecord.Read(only) is not null
            && DomainName.TryParse($"mta-sts.{domain.Value}", out var host)
            ? (record, await fetch.FetchAsync(host, cancellation))
            : (record, null);
    }

    private async Task<DkimObservation> DkimAsync(DomainName domain, CancellationToken cancellation)
    {
        var keys = DenialAsync($"_domainkey.{domain.Value}", cancellation);
        var sibling = DenialAsync($"_{ZoneProbe.NameNobodyMade()}.{domain.Value}", cancellation);
        return new DkimObservation { Keys = await keys, Sibling = await sibling };
    }

    private async Task<DnsLookup<string>?> DenialAsync(
        string owner,
        CancellationToken cancellation
    ) =>
        DomainName.TryParse(owner, out var name)
            ? KeptTexts.Of(await resolver.TxtWithDenialAsync(name, cancellation), _ => false)
            : null;

    private async Task<DnsLookup<string>?> TextAsync(
        string owner,
        Func<string, bool> matters,
        CancellationToken cancellation
    ) =>
        DomainName.TryParse(owner, out var name)
            ? KeptTexts.Of(await resolver.TxtAsync(name, cancellation), matters)
            : null;

    /// <summary>One for each chain that a default handshake showed.</summary>
    private List<WebPkiCheck> Checks(InboundObservation seen) =>
        [
            .. seen
                .Hosts.SelectMany(host => host.Addresses)
                .Select(address => address.Last)
                .Where(session => session?.Handshake?.Chain.Certificates.Count > 0)
                .DistinctBy(session => session!.Handshake!.Chain.Certificates[0].Sha256)
                .Select(session =>
                    webPki.Check(
                        [.. session!.Handshake!.Chain.Certificates.Select(c => c.Der)],
                        session.StartedAt
                    )
                ),
        ];
}
