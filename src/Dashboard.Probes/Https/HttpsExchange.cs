using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Tls;
using Dashboard.Probes.Inbound.MtaSts;

namespace Dashboard.Probes.Https;

/// <param name="Port">443, or another one for a lab.</param>
/// <param name="ConnectTimeout">For a connection, its TLS included.</param>
/// <param name="Timeout">For all addresses and the answer together.</param>
internal sealed record HttpsWay(int Port, TimeSpan ConnectTimeout, TimeSpan Timeout);

/// <summary>What came of a request. An answer and a fault together: it began, and its end is missing.</summary>
internal sealed record HttpsOutcome
{
    /// <summary>The last address that was tried; null where none was.</summary>
    public IPAddress? Address { get; init; }

    public TlsProtocolVersion? TlsVersion { get; init; }

    public WebPkiCheck? Certificate { get; init; }

    /// <summary>Of the certificates as sent, leaf first.</summary>
    public IReadOnlyList<OctetString> Chain { get; init; } = [];

    public HttpsAnswer? Answer { get; init; }

    public HttpsFault? Fault { get; init; }

    public string? Detail { get; init; }
}

/// <summary>
/// A request to a host that a stranger named, at addresses that were chosen before: the next one where there is no connection, and
/// never a second request once one was sent.
/// </summary>
internal sealed class HttpsExchange(WebPki webPki, TimeProvider time)
{
    /// <param name="stop">What is not there by then is missing by a limit of our own.</param>
    public async Task<HttpsOutcome> SendAsync(
        DomainName host,
        IReadOnlyList<IPAddress> addresses,
        HttpsWay way,
        HttpsRequest request,
        CancellationToken stop
    )
    {
        using var deadline = new CancellationTokenSource(way.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        var seen = new HttpsOutcome();
        foreach (var address in addresses)
        {
            (seen, var connected) = await TryAsync(
                host,
                new(address, way.Port),
                way,
                request,
                either.Token
            );
            // An answer that was whole before the stop is one.
            if (stop.IsCancellationRequested && !(connected && seen.Fault != HttpsFault.TooSlow))
            {
                return seen with { Fault = HttpsFault.OwnLimit, Detail = null };
            }
            if (connected)
            {
                break;
            }
        }
        return seen;
    }

    /// <returns>Whether a connection stood: then no other address is tried.</returns>
    private async Task<(HttpsOutcome Seen, bool Connected)> TryAsync(
        DomainName host,
        IPEndPoint address,
        HttpsWay way,
        HttpsRequest request,
        CancellationToken cancellation
    )
    {
        var seen = new HttpsOutcome { Address = address.Address };
        try
        {
            using var timeout = new CancellationTokenSource(way.ConnectTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(
                timeout.Token,
                cancellation
            );
            await using var connection = await HttpsConnection.OpenAsync(
                host,
                address,
                webPki,
                either.Token
            );
            try
            {
                await connection.SecureAsync(either.Token);
            }
            finally
            {
                seen = seen with
                {
                    TlsVersion = connection.Version,
                    Certificate = connection.Certificate,
                    Chain = connection.Chain,
                };
            }
            var (answer, fault, detail) = await HttpsDialogue.SendAsync(
                connection,
                request,
                cancellation
            );
            return (seen with { Answer = answer, Fault = fault, Detail = detail }, true);
        }
        catch (HttpsException failed)
        {
            return (
                seen with
                {
                    Fault = failed.Fault,
                    Detail = failed.Detail is { } words ? HttpsDialogue.Cut(words) : null,
                },
                failed.Fault == HttpsFault.CertificateInvalid
            );
        }
    }
}
