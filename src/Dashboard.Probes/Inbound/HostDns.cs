using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>The DNS part of the evidence of one MX host.</summary>
internal sealed class HostDns(ValidatingResolver resolver)
{
    public async Task<HostObservation> ObserveAsync(
        MxHost host,
        DomainName domain,
        IProgress<InboundProgress>? progress,
        CancellationToken cancellation
    )
    {
        var a = resolver.AAsync(host.Name, cancellation);
        var aaaa = resolver.AaaaAsync(host.Name, cancellation);
        await Task.WhenAll(a, aaaa);
        var addresses = new HostAddresses(await a, await aaaa);
        progress?.Report(
            new(
                InboundProgressSlug.AddressesFound,
                host.Name,
                Detail: addresses.Deciding is { } found
                    ? Slug.Of(found.Dnssec)
                    : Slug.Of(addresses.A.Outcome)
            )
        );
        var observation = new HostObservation
        {
            Host = host,
            A = addresses.A,
            Aaaa = addresses.Aaaa,
        };
        if (addresses.Deciding is not { } deciding)
        {
            return observation;
        }
        var alias =
            deciding.Aliases.Count == 0 ? null : await resolver.CnameAsync(host.Name, cancellation);
        var zone =
            deciding.Dnssec == DnssecStatus.Insecure
                ? ZoneAsync(InsecureName(host.Name, deciding, alias), cancellation)
                : null;
        var tlsa = await TlsaAsync(host.Name, domain, deciding, alias, cancellation);
        if (tlsa.LastOrDefault(asked => asked.Purpose == TlsaQueryPurpose.Sender) is { } last)
        {
            progress?.Report(
                new(InboundProgressSlug.TlsaFound, host.Name, Detail: Slug.Of(last.Lookup.Outcome))
            );
        }
        return observation with
        {
            Alias = alias,
            Tlsa = tlsa,
            Zone = zone is null ? null : await zone,
        };
    }

    public async Task<ZoneObservation> ZoneAsync(DomainName name, CancellationToken cancellation)
    {
        var apex = await resolver.ZoneApexAsync(name, cancellation);
        return new ZoneObservation(
            apex,
            apex is null ? null : KeptRecords.Of(await resolver.DsAsync(apex, cancellation))
        );
    }

    /// <summary>The name whose signature is missing: behind a secure alias that is its target.</summary>
    private static DomainName InsecureName(DomainName host, DnsLookup deciding, DnsLookup? alias) =>
        alias is { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure }
            ? deciding.Aliases[^1]
            : host;

    private async Task<IReadOnlyList<TlsaObservation>> TlsaAsync(
        DomainName host,
        DomainName domain,
        DnsLookup deciding,
        DnsLookup? alias,
        CancellationToken cancellation
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
        asked.AddRange(await SlipsAsync(host, domain, deciding, cancellation));
        return asked;

        async Task AskAsync(DomainName name, TlsaQueryPurpose purpose)
        {
            if (TlsaQuestions.Below(name, TlsaQuestions.Prefix) is { } owner)
            {
                var lookup = await resolver.TlsaAsync(owner, cancellation);
                asked.Add(new(name, purpose, KeptRecords.Of(lookup, purpose)));
            }
        }
    }

    /// <summary>Only places where something was found are evidence; a slip that cannot be looked up is none.</summary>
    private async Task<IEnumerable<TlsaObservation>> SlipsAsync(
        DomainName host,
        DomainName domain,
        DnsLookup deciding,
        CancellationToken cancellation
    )
    {
        var zone = deciding
            .Signatures.Select(signature => signature.Signer)
            .Where(signer => host.IsAtOrBelow(signer))
            .MaxBy(signer => signer.Value.Length);
        var found = await Task.WhenAll(
            TlsaQuestions
                .Slips(domain, host, zone)
                .Select(async slip => new TlsaObservation(
                    slip.Base,
                    slip.Purpose,
                    KeptRecords.Of(await resolver.TlsaAsync(slip.Owner, cancellation), slip.Purpose)
                ))
        );
        return found.Where(slip => slip.Lookup.Outcome == LookupOutcome.Answer);
    }
}
