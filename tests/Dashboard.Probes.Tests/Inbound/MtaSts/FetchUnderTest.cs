using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.MtaSts;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Tests.Inbound.MtaSts;

/// <summary>Fetches from a server of the test, with the authority of the test.</summary>
internal static class FetchUnderTest
{
    public static Task<StsFetch> FetchAsync(
        int port,
        string[] addresses,
        bool allowReserved = true,
        TimeSpan? timeout = null,
        TimeSpan? connectTimeout = null,
        CancellationToken? stop = null,
        TimeProvider? time = null
    )
    {
        var options = Options.Create(
            new MtaStsOptions
            {
                Port = port,
                TrustedRoots = PolicyPki.RootFile,
                Timeout = timeout ?? TimeSpan.FromMinutes(1),
                ConnectTimeout = connectTimeout ?? TimeSpan.FromMinutes(1),
            }
        );
        var fetch = new PolicyFetch(
            null!,
            new WebPki(options),
            options,
            Options.Create(new ProbeOptions { AllowReservedAddresses = allowReserved }),
            time ?? TimeProvider.System
        );
        var all = addresses.Select(IPAddress.Parse).ToList();
        return fetch.FetchAsync(
            DomainName.Parse(PolicyPki.Host),
            Lookup(DnsRecordType.A, [.. all.Where(a => a.GetAddressBytes().Length == 4)]),
            Lookup(DnsRecordType.Aaaa, [.. all.Where(a => a.GetAddressBytes().Length == 16)]),
            stop ?? TestContext.Current.CancellationToken
        );
    }

    public static Task<StsFetch> FetchAsync(
        PolicyServer server,
        TimeSpan? timeout = null,
        TimeProvider? time = null
    ) => FetchAsync(server.Port, ["127.0.0.1"], timeout: timeout, time: time);

    internal static DnsLookup<IPAddress> Lookup(DnsRecordType type, IPAddress[] addresses) =>
        new()
        {
            Name = DomainName.Parse(PolicyPki.Host),
            Type = type,
            Outcome = addresses.Length == 0 ? LookupOutcome.NoData : LookupOutcome.Answer,
            Dnssec = DnssecStatus.Insecure,
            Records = addresses,
        };
}
