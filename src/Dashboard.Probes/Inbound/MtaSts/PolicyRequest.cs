using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Inbound.MtaSts;

namespace Dashboard.Probes.Inbound.MtaSts;

/// <summary>
/// One GET over a connection that stands: HTTP/1.1, no redirect, no cookie, no proxy, no decompression, nothing kept. Bounded in header
/// fields, body, and octets in all.
/// </summary>
internal static class PolicyRequest
{
    /// <summary>Octets of a body that are read (RFC 8461 section 3.3 has 64 kB); one more is too large.</summary>
    public const int MostBody = 65_536;

    private const int MostHeaders = 16;
    private const int MostOctets = 256 * 1024;
    private const int MostText = 200;

    /// <summary>Adds what came to what is known.</summary>
    /// <exception cref="FetchException">The answer is not one, or not all there.</exception>
    public static async Task<StsFetch> SendAsync(
        PolicyConnection connection,
        StsFetch known,
        CancellationToken cancellation
    )
    {
        using var handler = Handler(connection);
        using var client = new HttpMessageInvoker(handler);
        // TLS stands already: to the library it is a plain connection.
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"http://{connection.Host.Value}/.well-known/mta-sts.txt"
        )
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        request.Headers.UserAgent.ParseAdd("mail-transport-test");
        request.Headers.ConnectionClose = true;
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            var seen = known with
            {
                HttpStatus = (int)response.StatusCode,
                MediaType = Header(response.Content.Headers, "Content-Type"),
                ContentCoding = Header(response.Content.Headers, "Content-Encoding"),
                Location = Header(response.Headers, "Location"),
            };
            return response.StatusCode == HttpStatusCode.OK
                ? await WithBodyAsync(response, seen, cancellation)
                : seen;
        }
        catch (OperationCanceledException)
        {
            return known with { Fault = StsFetchFault.TooSlow };
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return known with { Fault = FaultOf(failed), Detail = Cut(Innermost(failed).Message) };
        }
    }

    private static SocketsHttpHandler Handler(PolicyConnection connection)
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
                return ValueTask.FromResult<Stream>(new LimitedStream(connection.Tls, MostOctets));
            },
        };
    }

    private static async Task<StsFetch> WithBodyAsync(
        HttpResponseMessage response,
        StsFetch seen,
        CancellationToken cancellation
    )
    {
        var body = new byte[MostBody + 1];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            length = await stream.ReadAtLeastAsync(
                body,
                body.Length,
                throwOnEndOfStream: false,
                cancellation
            );
        }
        catch (OperationCanceledException)
        {
            return seen with { Fault = StsFetchFault.TooSlow };
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return seen with { Fault = FaultOf(failed), Detail = Cut(Innermost(failed).Message) };
        }
        if (length > MostBody)
        {
            return seen with { Fault = StsFetchFault.TooLarge, Length = length };
        }
        var text = Encoding.UTF8.GetString(body, 0, length);
        return seen with
        {
            Length = length,
            BodySha256 = new OctetString(SHA256.HashData(body.AsSpan(0, length))),
            Body = Shown(text),
            Policy = IsCoded(seen.ContentCoding)
                ? new StsPolicy { Problems = [StsPolicyProblem.Encoded] }
                : StsPolicyReader.Read(text),
        };
    }

    private static StsFetchFault FaultOf(Exception failed) =>
        Innermost(failed) is TooMuchReadException ? StsFetchFault.TooLarge
        : failed
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConfigurationLimitExceeded
            }
            ? StsFetchFault.TooLarge
        : failed is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? StsFetchFault.NotHttp
        : failed is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? StsFetchFault.NotHttp
        : failed
            is HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            ? StsFetchFault.TooLarge
        : StsFetchFault.ConnectionLost;

    private static Exception Innermost(Exception failed)
    {
        while (failed.InnerException is { } inner)
        {
            failed = inner;
        }
        return failed;
    }

    private static bool IsCoded(string? coding) =>
        coding is not null
        && !string.Equals(coding.Trim(), "identity", StringComparison.OrdinalIgnoreCase);

    private static string? Header(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
            ? Cut(string.Join(", ", values))
            : null;

    private static string Shown(string text) =>
        string.Join(
            '\n',
            (text.Length <= StsFetch.MostBody ? text : text[..StsFetch.MostBody])
                .Split('\n')
                .Select(line => PrintableText.Of(line.EndsWith('\r') ? line[..^1] : line))
        );

    internal static string Cut(string text) =>
        PrintableText.Of(text.Length <= MostText ? text : text[..MostText]);
}
