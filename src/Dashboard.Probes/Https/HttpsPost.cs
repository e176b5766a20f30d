using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.MtaSts;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Https;

/// <summary>How requests to hosts that strangers name are sent.</summary>
public sealed record HttpsPostSettings
{
    /// <summary>443; another one only for a lab.</summary>
    public int Port { get; init; } = 443;

    /// <summary>A PEM file with the authorities that count; those of the system where empty.</summary>
    public string TrustedRoots { get; init; } = string.Empty;

    /// <summary>For a connection, its TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For a whole request, after the host was looked up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}

/// <param name="PathAndQuery">Begins with a slash; ASCII, percent-encoded.</param>
/// <param name="Fields">Header fields besides those of every request.</param>
public sealed record HttpsPostRequest(
    DomainName Host,
    string PathAndQuery,
    IReadOnlyDictionary<string, string> Fields,
    byte[] Body
)
{
    /// <summary>Octets of the body of a good answer (2xx) that are read; none of any other.</summary>
    public int MostBody { get; init; }
}

/// <summary>What came of a POST: a status, or the fault that there is none for.</summary>
public sealed record HttpsPostOutcome
{
    /// <summary>Null where there is no answer, or where its beginning is not whole.</summary>
    public int? Status { get; init; }

    public HttpsFault? Fault { get; init; }

    /// <summary>What the other side or a library said of the fault, printable and cut.</summary>
    public string? Detail { get; init; }

    /// <summary>The field <c>Retry-After</c> (RFC 9110 section 10.2.3) as sent, printable and cut.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The beginning of the body of a good answer, as far as it was asked for; null where none was read.</summary>
    public IReadOnlyList<byte>? Body { get; init; }

    /// <summary>The address that was connected to, or tried last.</summary>
    public IPAddress? Address { get; init; }

    public TimeSpan Duration { get; init; }
}

/// <summary>
/// Sends JSON to a host that a stranger named. The name is looked up once, by our own resolver; only an address of that answer which
/// is not reserved is connected to; TLS 1.2 or 1.3 with a certificate that holds for the name; HTTP/1.1, no redirect, no proxy, no
/// cookie; bounded in octets and time. Never throws for what the other side does.
/// </summary>
public sealed class HttpsPost : IDisposable
{
    private readonly ValidatingResolver resolver;
    private readonly WebPki webPki;
    private readonly HttpsExchange exchange;
    private readonly HttpsWay way;
    private readonly bool allowReserved;
    private readonly TimeProvider time;

    public HttpsPost(
        ValidatingResolver resolver,
        HttpsPostSettings settings,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(limits);
        this.resolver = resolver;
        this.time = time;
        webPki = WebPki.Of(settings.TrustedRoots);
        exchange = new(webPki, time);
        way = new(settings.Port, settings.ConnectTimeout, settings.Timeout);
        allowReserved = limits.Value.AllowReservedAddresses;
    }

    /// <param name="stop">What is not there by then is missing by a limit of our own.</param>
    public async Task<HttpsPostOutcome> PostAsync(HttpsPostRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = time.GetTimestamp();
        var questions = new RunQuestions(resolver, stop);
        var a = questions.AAsync(request.Host);
        var aaaa = questions.AaaaAsync(request.Host);
        return await PostAsync(request, await a, await aaaa, stop) with
        {
            Duration = time.GetElapsedTime(start),
        };
    }

    /// <summary>From what the resolver said; nothing is looked up again.</summary>
    internal async Task<HttpsPostOutcome> PostAsync(
        HttpsPostRequest request,
        DnsLookup<IPAddress> a,
        DnsLookup<IPAddress> aaaa,
        CancellationToken stop
    )
    {
        var addresses = HttpsAddresses.Of(a, aaaa, allowReserved);
        if (stop.IsCancellationRequested)
        {
            return new() { Fault = HttpsFault.OwnLimit };
        }
        if (addresses.Fault is { } fault)
        {
            return new() { Fault = fault };
        }
        var seen = await exchange.SendAsync(
            request.Host,
            addresses.Tried,
            way,
            new HttpsRequest(HttpMethod.Post, request.PathAndQuery)
            {
                Fields = request.Fields,
                Body = request.Body,
                MostBody = request.MostBody,
                MostOctets = MostOctets,
                ReadsBodyOf = status => status is >= 200 and <= 299,
            },
            stop
        );
        return new()
        {
            // A body that stays away does not undo the status before it.
            Status = seen.Answer?.Status,
            Fault = seen.Answer is null ? seen.Fault : null,
            Detail = seen.Answer is null ? seen.Detail : null,
            RetryAfter = seen.Answer?.RetryAfter,
            Body = seen.Answer?.Body,
            Address = seen.Address,
        };
    }

    private const int MostOctets = 64 * 1024;

    public void Dispose() => webPki.Dispose();
}
