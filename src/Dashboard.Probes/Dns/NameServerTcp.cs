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

    /// <summary>
    /// Questions about one zone in a while: it has the name servers that a stranger gives it, and any number of names. What comes after
    /// them is not known.
    /// </summary>
    internal const int MostQuestions = 8;

    /// <summary>Labels above a name at which a zone is looked for.</summary>
    private const int MostLabels = 10;

    private readonly ResolverQuestions questions;
    private readonly TimeSpan timeout;
    private readonly int port;
    private readonly bool allowReserved;

    private readonly SharedFlights<DomainName, Turns> turns;
    private readonly SharedFlights<
        (DomainName Apex, DomainName Owner, DnsRecordType Type),
        Ways
    > known;

    public NameServerTcp(
        IOptions<DnsOptions> options,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        turns = new(limits.Value.CachePeriod, limits.Value.CacheCapacity, time);
        known = new(limits.Value.CachePeriod, limits.Value.CacheCapacity, time);
        ResolverEndpoint.TryRead(options.Value.Resolver, out var resolver);
        timeout = options.Value.Timeout;
        questions = new ResolverQuestions(resolver, timeout);
        port = options.Value.NameServerPort;
        allowReserved = limits.Value.AllowReservedAddresses;
    }

    /// <summary>
    /// Whether TCP is closed for this question, or for the keys of its zone, at one name server at least, and none of those that were asked gives
    /// the whole answer. Never so where the name servers of the parent zone cannot be reached over TCP either, by the same kind of address: then it may be our own network that
    /// lets nothing out.
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
        // Those of a top-level domain are everybody's: no failure below it is theirs.
        if (
            await ZoneAsync(owner, cancellation) is not { } zone
            || zone.Apex.Parent is null or { IsRoot: true }
        )
        {
            return false;
        }
        var seen = await AskAsync(zone, owner, type, cancellation);
        if (seen is { IsOpen: true })
        {
            seen = await AskAsync(zone, zone.Apex, DnsRecordType.Dnskey, cancellation);
        }
        return seen is { IsOpen: false, Closed.Count: > 0 }
            && await ParentAnswersAsync(zone.Apex, seen.Closed, cancellation);
    }

    /// <summary>Null where too much was asked about the zone, or the caller has stopped.</summary>
    private async Task<Ways?> AskAsync(
        Zone zone,
        DomainName owner,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        var left = await turns.GetAsync(
            zone.Apex,
            DateTimeOffset.MinValue,
            _ => Task.FromResult(new Turns()),
            cancellation
        );
        var seen = await known.GetAsync(
            (zone.Apex, owner, type),
            DateTimeOffset.MinValue,
            async nobodyWaits =>
                left?.Take() == true
                    ? await WaysAsync(
                        await AddressesAsync(zone.Servers, nobodyWaits),
                        owner,
                        type,
                        nobodyWaits
                    )
                    : new Ways(IsOpen: false, Closed: new HashSet<AddressFamily>()),
            cancellation
        );
        cancellation.ThrowIfCancellationRequested();
        return seen;
    }

    /// <summary>
    /// The nearest zone at or above a name, by the NS records that the resolver gives without checking them; null where it cannot be told,
    /// as then it is not the zone above that failed.
    /// </summary>
    private async Task<Zone?> ZoneAsync(DomainName? name, CancellationToken cancellation)
    {
        for (var up = 0; name is not null && up < MostLabels; up++, name = name.Parent)
        {
            if (
                await questions.UncheckedAsync<DomainName>(name, DnsRecordType.Ns, cancellation)
                is not { } servers
            )
            {
                return null;
            }
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
            .. all.SelectMany(addresses => addresses ?? [])
                .Where(address => allowReserved || !ReservedAddresses.Contains(address))
                .Distinct()
                .Take(MostAddresses)
                .Select(address => new IPEndPoint(address, port)),
        ];
    }

    private async Task<Ways> WaysAsync(
        IReadOnlyList<IPEndPoint> servers,
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        var ways = await Task.WhenAll(
            servers.Select(server => WayAsync(server, name, type, cancellation))
        );
        return new(
            ways.Contains(Way.Open),
            servers
                .Where((_, i) => ways[i] == Way.Closed)
                .Select(server => server.AddressFamily)
                .ToHashSet()
        );
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
        // Others, such as no socket or no route, are ours.
        catch (DnsTcpException failed)
            when (failed.SocketErrorCode
                    is SocketError.ConnectionRefused
                        or SocketError.ConnectionReset
                        or SocketError.TimedOut
                        or SocketError.HostUnreachable
            )
        {
            return Way.Closed;
        }
        catch (Exception silent) when (silent is SocketException or TimeoutException)
        {
            return Way.Unknown;
        }
    }

    private async Task<bool> ParentAnswersAsync(
        DomainName apex,
        IReadOnlySet<AddressFamily> families,
        CancellationToken cancellation
    ) =>
        await ZoneAsync(apex.Parent, cancellation) is { } parent
        && await AllAnswerAsync(
            families,
            await AddressesAsync(parent.Servers, cancellation),
            server =>
                DnsExchange.AnswersOverTcpAsync(
                    server,
                    parent.Apex,
                    DnsRecordType.Soa,
                    timeout,
                    cancellation
                )
        );

    /// <summary>Whether in each family some server answers; of one that has answered no other is asked.</summary>
    internal static async Task<bool> AllAnswerAsync(
        IReadOnlySet<AddressFamily> families,
        IReadOnlyList<IPEndPoint> servers,
        Func<IPEndPoint, Task<bool>> answers
    )
    {
        foreach (var family in families)
        {
            var answered = false;
            foreach (var server in servers.Where(server => server.AddressFamily == family))
            {
                answered = answered || await answers(server);
            }
            if (!answered)
            {
                return false;
            }
        }
        return true;
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

    /// <summary>How the name servers answer one question.</summary>
    /// <param name="IsOpen">One gives the whole answer.</param>
    /// <param name="Closed">Of which kinds of address are those that take no connection for it.</param>
    private sealed record Ways(bool IsOpen, IReadOnlySet<AddressFamily> Closed);

    /// <summary>What may still be asked about one zone.</summary>
    private sealed class Turns
    {
        private int taken;

        public bool Take() => Interlocked.Increment(ref taken) <= MostQuestions;
    }
}
