using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Dns;

/// <summary>
/// Whether a lookup failed because the name servers of the zone truncate the answer over UDP and take no connection over TCP (RFC
/// 7766 section 5). The resolver does not tell, so the name servers themselves are asked, once, without recursion. Nothing of their
/// answers is believed; only the way that they came counts.
/// </summary>
internal sealed class NameServerTcp
{
    /// <summary>Name servers of a zone, and addresses of those, that are asked.</summary>
    private const int MostServers = 4;
    private const int MostAddresses = 4;

    private readonly ResolverQuestions questions;
    private readonly TimeSpan timeout;
    private readonly int port;
    private readonly bool allowReserved;

    public NameServerTcp(IOptions<DnsOptions> options, IOptions<ProbeOptions> limits)
    {
        ResolverEndpoint.TryRead(options.Value.Resolver, out var resolver);
        timeout = options.Value.Timeout;
        questions = new ResolverQuestions(resolver, timeout);
        port = options.Value.NameServerPort;
        allowReserved = limits.Value.AllowReservedAddresses;
    }

    /// <summary>
    /// Whether TCP is closed for this question, or for the keys of its zone, at every name server that could be asked. Never so where
    /// the name servers of the parent zone cannot be reached over TCP either: then it may be our own network that lets nothing out.
    /// </summary>
    public async Task<bool> IsClosedAsync(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout * 2);
        try
        {
            return await SearchAsync(name, type, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> SearchAsync(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        var owner = await questions.ExpandAsync(name, cancellation);
        if (await ZoneAsync(owner, cancellation) is not { } zone)
        {
            return false;
        }
        var servers = await AddressesAsync(zone.Servers, cancellation);
        return (
                await IsClosedAsync(servers, owner, type, cancellation)
                || await IsClosedAsync(servers, zone.Apex, DnsRecordType.Dnskey, cancellation)
            ) && await ParentAnswersAsync(zone.Apex, cancellation);
    }

    /// <summary>The nearest zone at or above a name, by the NS records that the resolver gives without checking them.</summary>
    private async Task<Zone?> ZoneAsync(DomainName? name, CancellationToken cancellation)
    {
        for (; name is not null; name = name.Parent)
        {
            var servers = await questions.UncheckedAsync<DomainName>(
                name,
                DnsRecordType.Ns,
                cancellation
            );
            if (servers.Count > 0)
            {
                return new Zone(name, servers);
            }
        }
        return null;
    }

    private async Task<IReadOnlyList<IPEndPoint>> AddressesAsync(
        IReadOnlyList<DomainName> servers,
        CancellationToken cancellation
    )
    {
        var all = await Task.WhenAll(
            servers
                .Take(MostServers)
                .SelectMany(server =>
                    new[] { DnsRecordType.A, DnsRecordType.Aaaa }.Select(type =>
                        questions.UncheckedAsync<IPAddress>(server, type, cancellation)
                    )
                )
        );
        return
        [
            .. all.SelectMany(addresses => addresses)
                .Where(address => allowReserved || !ReservedAddresses.Contains(address))
                .Distinct()
                .Take(MostAddresses)
                .Select(address => new IPEndPoint(address, port)),
        ];
    }

    private async Task<bool> IsClosedAsync(
        IReadOnlyList<IPEndPoint> servers,
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        var ways = await Task.WhenAll(
            servers.Select(server => WayAsync(server, name, type, cancellation))
        );
        return ways.Contains(Way.Closed) && !ways.Contains(Way.Open);
    }

    /// <summary>How a server answers one question.</summary>
    private async Task<Way> WayAsync(
        IPEndPoint server,
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        try
        {
            var reply = await DnsExchange.AskAsync(
                server,
                name,
                type,
                checkingDisabled: true,
                timeout,
                cancellation,
                recursionDesired: false
            );
            return reply is { ResponseCode: 0 or 3 } ? Way.Open : Way.Unknown;
        }
        catch (DnsTcpException)
        {
            return Way.Closed;
        }
        catch (Exception silent) when (silent is SocketException or TimeoutException)
        {
            return Way.Unknown;
        }
    }

    private async Task<bool> ParentAnswersAsync(DomainName apex, CancellationToken cancellation)
    {
        if (await ZoneAsync(apex.Parent, cancellation) is not { } parent)
        {
            return false;
        }
        foreach (var server in await AddressesAsync(parent.Servers, cancellation))
        {
            if (
                await DnsExchange.AnswersOverTcpAsync(
                    server,
                    parent.Apex,
                    DnsRecordType.Soa,
                    timeout,
                    cancellation
                )
            )
            {
                return true;
            }
        }
        return false;
    }

    private enum Way
    {
        /// <summary>No answer, or a refusal.</summary>
        Unknown,

        /// <summary>The whole answer is there.</summary>
        Open,

        /// <summary>A truncated answer over UDP, and none over TCP.</summary>
        Closed,
    }

    private sealed record Zone(DomainName Apex, IReadOnlyList<DomainName> Servers);
}
