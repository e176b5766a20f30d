using System.Net;
using System.Net.Http.Headers;
using Dashboard.Core;

namespace Dashboard.Probes.Https;

/// <summary>
/// One request over an open connection: HTTP/1.1, no redirect, no cookie, no proxy, no decompression, nothing kept. Bounded in
/// header fields, body, and octets in all.
/// </summary>
internal static class HttpsDialogue
{
    /// <summary>In kB.</summary>
    private const int MostHeaders = 16;

    private const int MostText = 200;

    /// <summary>Throws nothing for what the other side does: what was seen before the fault is in the answer.</summary>
    public static async Task<(HttpsAnswer? Answer, HttpsFault? Fault, string? Detail)> SendAsync(
        HttpsConnection connection,
        HttpsRequest request,
        CancellationToken cancellation
    )
    {
        HttpsAnswer? answer = null;
        try
        {
            using var handler = Handler(connection, request.MostOctets);
            using var client = new HttpMessageInvoker(handler);
            using var message = request.ToMessage(connection.Host.Value);
            using var response = await client.SendAsync(message, cancellation);
            answer = new((int)response.StatusCode)
            {
                MediaType = Header(response.Content.Headers, "Content-Type"),
                ContentCoding = Header(response.Content.Headers, "Content-Encoding"),
                Location = Header(response.Headers, "Location"),
                RetryAfter = Header(response.Headers, "Retry-After"),
            };
            if (request.MostBody > 0 && request.ReadsBodyOf(answer.Status))
            {
                answer = answer with
                {
                    Body = await BodyAsync(response, request.MostBody, cancellation),
                };
            }
            return (answer, null, null);
        }
        catch (OperationCanceledException)
        {
            return (answer, HttpsFault.TooSlow, null);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return (answer, FaultOf(failed), Cut(Innermost(failed).Message));
        }
    }

    private static SocketsHttpHandler Handler(HttpsConnection connection, int mostOctets)
    {
        var used = false;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MostHeaders,
            MaxResponseDrainSize = 0,
            ConnectCallback = (_, _) =>
            {
                // One connection, to the address that was chosen: the library may not open another.
                if (used)
                {
                    throw new IOException("The connection was used.");
                }
                used = true;
                return ValueTask.FromResult<Stream>(new LimitedStream(connection.Tls, mostOctets));
            },
        };
    }

    private static async Task<byte[]> BodyAsync(
        HttpResponseMessage response,
        int most,
        CancellationToken cancellation
    )
    {
        var body = new byte[most];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await stream.ReadAtLeastAsync(
            body,
            body.Length,
            throwOnEndOfStream: false,
            cancellation
        );
        return body[..length];
    }

    private static HttpsFault FaultOf(Exception failed) =>
        Innermost(failed) is TooMuchReadException ? HttpsFault.TooLarge
        : failed
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConfigurationLimitExceeded
            }
            ? HttpsFault.TooLarge
        : failed is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? HttpsFault.NotHttp
        : failed is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? HttpsFault.NotHttp
        : failed
            is HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? HttpsFault.TooLarge
        : HttpsFault.ConnectionLost;

    private static Exception Innermost(Exception failed)
    {
        while (failed.InnerException is { } inner)
        {
            failed = inner;
        }
        return failed;
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
            ? Cut(string.Join(", ", values))
            : null;

    internal static string Cut(string text) =>
        PrintableText.Of(text.Length <= MostText ? text : text[..MostText]);
}
