using System.Security.Cryptography;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Probes.Https;

namespace Dashboard.Probes.Inbound.MtaSts;

/// <summary>The GET for a policy, and what its answer says.</summary>
internal static class PolicyRequest
{
    /// <summary>Octets of a body that are read (RFC 8461 section 3.3 has 64 kB); one more is too large.</summary>
    public const int MostBody = 65_536;

    private const int Ok = 200;

    public static HttpsRequest Get { get; } =
        new(HttpMethod.Get, "/.well-known/mta-sts.txt")
        {
            MostBody = MostBody + 1,
            ReadsBodyOf = status => status == Ok,
        };

    /// <summary>Adds what came to what is known: pure.</summary>
    public static StsFetch With(StsFetch known, HttpsOutcome seen)
    {
        var fetched = known with
        {
            Address = seen.Address,
            TlsVersion = seen.TlsVersion,
            Certificate = seen.Certificate,
            Chain = seen.Chain,
            HttpStatus = seen.Answer?.Status,
            MediaType = seen.Answer?.MediaType,
            ContentCoding = seen.Answer?.ContentCoding,
            Location = seen.Answer?.Location,
            Fault = seen.Fault is { } fault ? FaultOf(fault) : null,
            Detail = seen.Detail,
        };
        return seen.Answer?.Body is { } body ? WithBody(fetched, body) : fetched;
    }

    public static StsFetchFault FaultOf(HttpsFault fault) =>
        fault switch
        {
            HttpsFault.LookupFailed => StsFetchFault.LookupFailed,
            HttpsFault.HostMissing => StsFetchFault.HostMissing,
            HttpsFault.HostReserved => StsFetchFault.HostReserved,
            HttpsFault.ConnectionRefused => StsFetchFault.ConnectionRefused,
            HttpsFault.ConnectTimeout => StsFetchFault.ConnectTimeout,
            HttpsFault.ConnectionLost => StsFetchFault.ConnectionLost,
            HttpsFault.TlsFailed => StsFetchFault.TlsFailed,
            HttpsFault.CertificateInvalid => StsFetchFault.CertificateInvalid,
            HttpsFault.NotHttp => StsFetchFault.NotHttp,
            HttpsFault.TooLarge => StsFetchFault.TooLarge,
            HttpsFault.TooSlow => StsFetchFault.TooSlow,
            HttpsFault.NoRouteHere => StsFetchFault.NoRouteHere,
            HttpsFault.OwnFault => StsFetchFault.OwnFault,
            _ => StsFetchFault.OwnLimit,
        };

    private static StsFetch WithBody(StsFetch seen, byte[] body)
    {
        if (body.Length > MostBody)
        {
            return seen with { Fault = StsFetchFault.TooLarge, Length = body.Length };
        }
        var text = Encoding.UTF8.GetString(body);
        return seen with
        {
            Length = body.Length,
            BodySha256 = new OctetString(SHA256.HashData(body)),
            Body = Shown(text),
            Policy = IsCoded(seen.ContentCoding)
                ? new StsPolicy { Problems = [StsPolicyProblem.Encoded] }
                : StsPolicyReader.Read(text),
        };
    }

    private static bool IsCoded(string? coding) =>
        coding is not null
        && !string.Equals(coding.Trim(), "identity", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string text) =>
        string.Join(
            '\n',
            (text.Length <= StsFetch.MostBody ? text : text[..StsFetch.MostBody])
                .Split('\n')
                .Select(line => PrintableText.Of(line.EndsWith('\r') ? line[..^1] : line))
        );
}
