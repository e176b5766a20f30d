using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Https;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.MtaSts;

/// <summary>
/// Gets the policy of a domain (RFC 8461 section 3.3). Strangers choose the name: it is looked up once, by our own resolver, and only an
/// address of that answer which is not reserved is connected to.
/// </summary>
internal sealed class PolicyFetch(
    ValidatingResolver resolver,
    WebPki webPki,
    IOptions<MtaStsOptions> options,
    IOptions<ProbeOptions> limits,
    TimeProvider time
)
{
    private readonly HttpsExchange exchange = new(webPki, time);
    private readonly HttpsWay way = new(
        options.Value.Port,
        options.Value.ConnectTimeout,
        options.Value.Timeout
    );
    private readonly bool allowReserved = limits.Value.AllowReservedAddresses;

    /// <summary>Never throws for what the other side does.</summary>
    /// <param name="stop">What is not there by then is missing by a limit of our own.</param>
    public async Task<StsFetch> FetchAsync(DomainName host, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(host);
        var start = time.GetTimestamp();
        var questions = new RunQuestions(resolver, stop);
        var a = questions.AAsync(host);
        var aaaa = questions.AaaaAsync(host);
        return await FetchAsync(host, await a, await aaaa, stop) with
        {
            Duration = time.GetElapsedTime(start),
        };
    }

    /// <summary>From what the resolver said; nothing is looked up again.</summary>
    internal async Task<StsFetch> FetchAsync(
        DomainName host,
        DnsLookup<IPAddress> a,
        DnsLookup<IPAddress> aaaa,
        CancellationToken stop
    )
    {
        var addresses = HttpsAddresses.Of(a, aaaa, allowReserved);
        var seen = new StsFetch
        {
            Host = host,
            A = KeptRecords.Of(a),
            Aaaa = KeptRecords.Of(aaaa),
            ReservedAddresses = [.. addresses.Reserved.Take(KeptRecords.Most)],
        };
        return addresses.Fault is { } fault
            ? seen with
            {
                Fault = PolicyRequest.FaultOf(fault),
            }
            : PolicyRequest.With(
                seen,
                await exchange.SendAsync(host, addresses.Tried, way, PolicyRequest.Get, stop)
            );
    }
}
