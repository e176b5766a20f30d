using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Probes.Dns;
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
    /// <summary>Addresses of a family that are tried.</summary>
    private const int MostAddresses = 2;

    private readonly MtaStsOptions settings = options.Value;
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
        var all = a.Records.Concat(aaaa.Records).Distinct().ToList();
        var usable = all.Where(address => allowReserved || !ReservedAddresses.Contains(address))
            .ToList();
        var seen = new StsFetch
        {
            Host = host,
            A = KeptRecords.Of(a),
            Aaaa = KeptRecords.Of(aaaa),
            ReservedAddresses = [.. all.Except(usable).Take(KeptRecords.Most)],
        };
        if (usable.Count == 0)
        {
            return seen with
            {
                Fault =
                    a.Outcome == LookupOutcome.Failed || aaaa.Outcome == LookupOutcome.Failed
                        ? StsFetchFault.LookupFailed
                    : all.Count == 0 ? StsFetchFault.HostMissing
                    : StsFetchFault.HostReserved,
            };
        }
        List<IPAddress> tried =
        [
            .. new HostAddresses(
                a with
                {
                    Records = [.. a.Records.Intersect(usable).Take(MostAddresses)],
                },
                aaaa with
                {
                    Records = [.. aaaa.Records.Intersect(usable).Take(MostAddresses)],
                }
            ).All.Where(LocalRoutes.Has),
        ];
        if (tried.Count == 0)
        {
            return seen with { Fault = StsFetchFault.NoRouteHere };
        }
        using var deadline = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        foreach (var address in tried)
        {
            var (next, connected) = await TryAsync(seen, address, either.Token);
            seen = next;
            // An answer that was whole before the stop is one.
            if (stop.IsCancellationRequested && !(connected && seen.Fault != StsFetchFault.TooSlow))
            {
                return seen with { Fault = StsFetchFault.OwnLimit, Detail = null };
            }
            if (connected)
            {
                break;
            }
        }
        return seen;
    }

    /// <returns>Whether a connection stood: then no other address is tried.</returns>
    private async Task<(StsFetch Seen, bool Connected)> TryAsync(
        StsFetch known,
        IPAddress address,
        CancellationToken cancellation
    )
    {
        var seen = known with { Address = address, Fault = null, Detail = null };
        try
        {
            using var patience = new CancellationTokenSource(settings.ConnectTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(
                patience.Token,
                cancellation
            );
            await using var connection = await PolicyConnection.OpenAsync(
                seen.Host,
                new IPEndPoint(address, settings.Port),
                webPki,
                either.Token
            );
            try
            {
                await connection.SecureAsync(either.Token);
                seen = With(seen, connection);
            }
            catch (FetchException)
            {
                seen = With(seen, connection);
                throw;
            }
            return (await PolicyRequest.SendAsync(connection, seen, cancellation), true);
        }
        catch (FetchException failed)
        {
            return (
                seen with
                {
                    Fault = failed.Fault,
                    Detail = failed.Detail is { } words ? PolicyRequest.Cut(words) : null,
                },
                failed.Fault == StsFetchFault.CertificateInvalid
            );
        }
    }

    private static StsFetch With(StsFetch seen, PolicyConnection connection) =>
        seen with
        {
            TlsVersion = connection.Version,
            Certificate = connection.Certificate,
            Chain = connection.Chain,
        };
}
