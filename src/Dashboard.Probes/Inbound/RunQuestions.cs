using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>The questions of an evidence run. What is not answered when it has to stop has failed by our own limit.</summary>
internal sealed class RunQuestions(ValidatingResolver resolver, CancellationToken stop)
{
    public Task<DnsLookup<MxRecord>> MxAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Mx, resolver.MxAsync);

    public Task<DnsLookup<IPAddress>> AAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.A, resolver.AAsync);

    public Task<DnsLookup<IPAddress>> AaaaAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Aaaa, resolver.AaaaAsync);

    public Task<DnsLookup<TlsaRecord>> TlsaAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Tlsa, resolver.TlsaAsync);

    public Task<DnsLookup<DomainName>> CnameAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Cname, resolver.CnameAsync);

    public Task<DnsLookup<CaaRecord>> CaaAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Caa, resolver.CaaAsync);

    public Task<DnsLookup<DsRecord>> DsAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Ds, resolver.DsAsync);

    public Task<DnsLookup<string>> TxtAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Txt, resolver.TxtAsync);

    public Task<DnsLookup<string>> TxtWithDenialAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Txt, resolver.TxtWithDenialAsync);

    public Task<DnsLookup<DnskeyRecord>> DnskeyAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Dnskey, resolver.DnskeyAsync);

    public Task<DnsLookup<Nsec3ParamRecord>> Nsec3ParamAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Nsec3Param, resolver.Nsec3ParamAsync);

    /// <inheritdoc cref="ValidatingResolver.ZoneApexAsync"/>
    public Task<DnsLookup<DomainName>> ZoneApexAsync(DomainName name) =>
        UntilStopAsync(name, DnsRecordType.Soa, resolver.ZoneApexAsync);

    public static DnsLookup<TRecord> Stopped<TRecord>(DomainName name, DnsRecordType type) =>
        new()
        {
            Name = name,
            Type = type,
            Outcome = LookupOutcome.Failed,
            Dnssec = DnssecStatus.Indeterminate,
            Failure = LookupFailure.OwnLimit,
        };

    private async Task<DnsLookup<TRecord>> UntilStopAsync<TRecord>(
        DomainName name,
        DnsRecordType type,
        Func<DomainName, CancellationToken, Task<DnsLookup<TRecord>>> ask
    )
    {
        try
        {
            return await ask(name, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stopped<TRecord>(name, type);
        }
    }
}
