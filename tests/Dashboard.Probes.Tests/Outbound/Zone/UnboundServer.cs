using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Tests.Support;
using DnsClient;

namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>A real Unbound that asks the test's PowerDNS, and validates from the DS of the probe zone.</summary>
internal sealed class UnboundServer(ServerProcess process, IPEndPoint endpoint) : IAsyncDisposable
{
    public IPEndPoint Endpoint { get; } = endpoint;

    public static async Task<UnboundServer> StartAsync(
        DomainName zone,
        DsRecord? trustAnchor,
        IPEndPoint authoritative,
        string folder,
        CancellationToken cancellation
    )
    {
        var name = trustAnchor is null ? "careless" : "validating";
        var endpoint = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        var anchor = trustAnchor is null
            ? "module-config: \"iterator\""
            : $"module-config: \"validator iterator\"\ntrust-anchor: \"{zone}. DS {trustAnchor.KeyTag} {trustAnchor.Algorithm} {trustAnchor.DigestType} {trustAnchor.Digest}\"";
        var file = await ScratchUnbound.WriteAsync(
            folder,
            endpoint,
            $"""
            do-ip6: no
            num-threads: 1
            ede: yes
            val-bogus-ttl: 1
            infra-keep-probing: yes
            cache-max-ttl: 0
            cache-max-negative-ttl: 0
            {anchor}
            """,
            $"""
            stub-zone:
            name: "{zone}."
            stub-addr: {authoritative.Address}@{authoritative.Port}
            """,
            cancellation,
            name
        );
        var process = ServerProcess.Start(
            InstalledProgram.Find("unbound"),
            Path.Combine(folder, name + ".log"),
            "-d",
            "-c",
            file
        );
        // Short: a question to a port that nobody has opened yet is not answered at all.
        var client = Client(endpoint, TimeSpan.FromSeconds(2));
        await process.UntilAsync(
            async () =>
            {
                try
                {
                    var reply = await client.QueryAsync(
                        zone.Value,
                        QueryType.SOA,
                        cancellationToken: cancellation
                    );
                    return !reply.HasError;
                }
                catch (DnsResponseException)
                {
                    return false;
                }
            },
            cancellation
        );
        return new UnboundServer(process, endpoint);
    }

    /// <summary>The RCODE, the AD bit and the records, in words that a table of expectations can hold.</summary>
    public async Task<string> AskAsync(
        DomainName name,
        QueryType type,
        CancellationToken cancellation
    )
    {
        var reply = await Client(Endpoint, TimeSpan.FromSeconds(10))
            .QueryAsync(name.Value, type, cancellationToken: cancellation);
        var found = reply.Answers.Any(record => (int)record.RecordType == (int)type);
        var state = reply.Header.ResponseCode switch
        {
            DnsHeaderResponseCode.NoError => found ? "answer" : "nodata",
            DnsHeaderResponseCode.NotExistentDomain => "nxdomain",
            DnsHeaderResponseCode.ServerFailure => "servfail",
            var other => other.ToString(),
        };
        return reply.Header.IsAuthenticData ? state + " secure" : state;
    }

    public async Task<IReadOnlyList<string>> RecordsAsync(
        DomainName name,
        QueryType type,
        CancellationToken cancellation
    )
    {
        var reply = await Client(Endpoint, TimeSpan.FromSeconds(10))
            .QueryAsync(name.Value, type, cancellationToken: cancellation);
        return
        [
            .. reply
                .Answers.Where(record => (int)record.RecordType == (int)type)
                .Select(record => record.ToString())
                .Order(StringComparer.Ordinal),
        ];
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static LookupClient Client(IPEndPoint endpoint, TimeSpan timeout) =>
        new(
            new LookupClientOptions(endpoint)
            {
                Timeout = timeout,
                Retries = 0,
                ThrowDnsErrors = false,
                ContinueOnDnsError = false,
                UseCache = false,
                RequestDnsSecRecords = true,
            }
        );
}
