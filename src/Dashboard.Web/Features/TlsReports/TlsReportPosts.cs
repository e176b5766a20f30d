using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>
/// Reports that are posted (RFC 8460 sections 3 and 5.4). Nothing proves who sends one, so each counts for nobody. A few of one client
/// network arrive at a time, each within a limited time, and a few of all are read, so that slow clients hold nothing that others need.
/// </summary>
internal sealed class TlsReportPosts(
    TlsReportDesk desk,
    ConfiguredProbeZone zone,
    [FromKeyedServices(TlsReportSetup.Limiter)] ClientLimiter limiter,
    TimeProvider time
) : IDisposable
{
    public const string Gzip = "application/tlsrpt+gzip";

    public const string Json = "application/tlsrpt+json";

    /// <summary>Each holds what it expands to, and lookups.</summary>
    private const int AtOnce = 4;

    /// <summary>For all of one: its octets, the wait for others, and the lookups.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Places come free all day, as those of a day before stop counting.</summary>
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromHours(1);

    private readonly ReportPlaces places = new();
    private readonly SemaphoreSlim reading = new(AtOnce);

    public async Task<IResult> TakeAsync(HttpContext context)
    {
        if (zone.Options is null)
        {
            return ApiProblems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "TLS reports are not taken here",
                "not-set-up"
            );
        }
        if (TypeOf(context.Request) is not { } compressed)
        {
            return ApiProblems.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "A TLS report is application/tlsrpt+gzip or application/tlsrpt+json",
                "no-report"
            );
        }
        var client = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (limiter.Take(client) is { } retryAfter)
        {
            return ApiProblems.TooMany(retryAfter, context);
        }
        using var place = places.TryTake(client);
        if (place is null)
        {
            return Unavailable(context);
        }
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            context.RequestAborted
        );
        try
        {
            return await TakeAsync(context, compressed, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return ApiProblems.Of(
                StatusCodes.Status408RequestTimeout,
                "The report did not come in time",
                "timeout"
            );
        }
        // One that says no length, or another than it has, is cut off by the server.
        catch (BadHttpRequestException fault)
            when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(context);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return Unavailable(context);
        }
    }

    public void Dispose() => reading.Dispose();

    private async Task<IResult> TakeAsync(
        HttpContext context,
        bool compressed,
        CancellationToken cancellation
    )
    {
        if (await OctetsAsync(context.Request, cancellation) is not { } octets)
        {
            return TooLarge(context);
        }
        await reading.WaitAsync(cancellation);
        try
        {
            return await ReadAsync(context, octets, compressed, cancellation);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<IResult> ReadAsync(
        HttpContext context,
        byte[] octets,
        bool compressed,
        CancellationToken cancellation
    )
    {
        var read = TlsReportReader.Read(octets, compressed, time.GetUtcNow());
        if (read.Report is not { } report)
        {
            return Refuse(Slug.Of(read.Refusal!.Value), StatusCodes.Status400BadRequest);
        }
        return await desk.TakeAsync(report, sender: null, cancellation) switch
        {
            TlsReportFate.Kept or TlsReportFate.KnownAlready => Results.NoContent(),
            TlsReportFate.TryAgain => Unavailable(context),
            TlsReportFate.TooMany => TooMany(context),
            var fate => Refuse(Slug.Of(fate), StatusCodes.Status403Forbidden),
        };
    }

    /// <summary>Null where there are too many.</summary>
    private static async Task<byte[]?> OctetsAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (request.ContentLength > TlsReportLimits.Octets)
        {
            return null;
        }
        using var octets = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (octets.Length + read > TlsReportLimits.Octets)
            {
                return null;
            }
            octets.Write(buffer, 0, read);
        }
        return octets.ToArray();
    }

    /// <summary>Whether it is compressed; null where it is no report.</summary>
    private static bool? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.MediaType.Value?.ToLowerInvariant() switch
            {
                Gzip => true,
                Json => false,
                _ => null,
            }
            : null;

    private static IResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = ApiProblems.UnavailableFor;
        return ApiProblems.Unavailable();
    }

    private static IResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryWhenFull.TotalSeconds.ToString(
            CultureInfo.InvariantCulture
        );
        return Refuse(Slug.Of(TlsReportFate.TooMany), StatusCodes.Status429TooManyRequests);
    }

    /// <summary>The rest is not read, so nothing else can come by this connection; HTTP/2 has others in it and no such header.</summary>
    private static IResult TooLarge(HttpContext context)
    {
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }
        return Refuse(Slug.Of(TlsReportRefusal.TooLarge), StatusCodes.Status413PayloadTooLarge);
    }

    private static IResult Refuse(string why, int status) =>
        ApiProblems.Of(status, "The report is not kept", why);
}
