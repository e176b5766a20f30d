using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Probes.Inbound;

/// <summary>The DNS part of the evidence of one MX host, whichever domain names it.</summary>
internal sealed class HostDns(RunQuestions questions)
{
    public async Task<HostObservation> ResolveAsync(DomainName host)
    {
        var a = questions.AAsync(host);
        var aaaa = questions.AaaaAsync(host);
        var addresses = new HostAddresses(await a, await aaaa);
        var observation = Observation(host, addresses.A, addresses.Aaaa);
        if (addresses.Deciding is not { } deciding)
        {
            return observation;
        }
        var alias = deciding.Aliases.Count == 0 ? null : await questions.CnameAsync(host);
        var zone =
            deciding.Dnssec == DnssecStatus.Insecure
                ? ZoneAsync(InsecureName(host, deciding, alias))
                : null;
        var tlsa = await TlsaAsync(host, deciding, alias);
        return observation with
        {
            Alias = alias,
            Tlsa = tlsa,
            Zone = zone is null ? null : await zone,
        };
    }

    public static HostObservation Stopped(DomainName host) =>
        Observation(
            host,
            RunQuestions.Stopped<IPAddress>(host, DnsRecordType.A),
            RunQuestions.Stopped<IPAddress>(host, DnsRecordType.Aaaa)
        );

    public async Task<ZoneObservation> ZoneAsync(DomainName name)
    {
        var asked = await questions.ZoneApexAsync(name);
        return asked.Records is [var apex]
            ? new ZoneObservation(apex, KeptRecords.Of(await questions.DsAsync(apex)))
            : new ZoneObservation(null, null) { Failed = asked };
    }

    /// <summary>The one place that depends on the mail domain: records there in place of the host's (RFC 7672 section 2.2.3).</summary>
    /// <returns>Null where nothing was found.</returns>
    public async Task<TlsaObservation?> SlipAtMailDomainAsync(
        DomainName domain,
        HostObservation host
    ) =>
        TlsaQuestions.SearchedInVain(host)
        && TlsaQuestions.SlipAtMailDomain(domain, host.Host.Name) is { } owner
            ? await SlipAsync(TlsaQueryPurpose.SlipMailDomain, domain, owner)
            : null;

    private static HostObservation Observation(
        DomainName host,
        DnsLookup<IPAddress> a,
        DnsLookup<IPAddress> aaaa
    ) =>
        new()
        {
            Host = new MxHost(host, 0),
            A = a,
            Aaaa = aaaa,
        };

    /// <summary>The name whose signature is missing: behind a secure alias that is its target.</summary>
    private static DomainName InsecureName(DomainName host, DnsLookup deciding, DnsLookup? alias) =>
        alias is { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure }
            ? deciding.Aliases[^1]
            : host;

    private async Task<IReadOnlyList<TlsaObservation>> TlsaAsync(
        DomainName host,
        DnsLookup deciding,
        DnsLookup? alias
    )
    {
        var asked = new List<TlsaObservation>();
        var names = TlsaQuestions.BaseDomains(host, deciding, alias);
        if (names.Count == 0)
        {
            await AskAsync(host, TlsaQueryPurpose.Ignored);
            return asked;
        }
        foreach (var name in names)
        {
            await AskAsync(name, TlsaQueryPurpose.Sender);
            if (asked.Count > 0 && TlsaQuestions.EndsSearch(asked[^1].Lookup))
            {
                return asked;
            }
        }
        asked.AddRange(await SlipsAsync(host, deciding));
        return asked;

        async Task AskAsync(DomainName name, TlsaQueryPurpose purpose)
        {
            if (TlsaQuestions.Below(name, TlsaQuestions.Prefix) is { } owner)
            {
                asked.Add(new(name, purpose, await questions.TlsaAsync(owner)));
            }
        }
    }

    /// <summary>
    /// Only places where something was found are evidence, and those where a fault of ours kept it open; a slip that the domain's own
    /// servers do not tell of is none.
    /// </summary>
    private async Task<IEnumerable<TlsaObservation>> SlipsAsync(DomainName host, DnsLookup deciding)
    {
        var zone = deciding
            .Signatures.Select(signature => signature.Signer)
            .Where(signer => host.IsAtOrBelow(signer))
            .MaxBy(signer => signer.Value.Length);
        var found = await Task.WhenAll(
            TlsaQuestions
                .Slips(host, zone)
                .Select(slip => SlipAsync(slip.Purpose, slip.Base, slip.Owner))
        );
        return found.OfType<TlsaObservation>();
    }

    private async Task<TlsaObservation?> SlipAsync(
        TlsaQueryPurpose purpose,
        DomainName at,
        DomainName owner
    )
    {
        var lookup = await questions.TlsaAsync(owner);
        return lookup.Outcome == LookupOutcome.Answer || OwnFaults.IsOwn(lookup)
            ? new(at, purpose, lookup)
            : null;
    }
}
