using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.Probes.Https;

/// <summary>What is asked of a host, and how much of its answer is read.</summary>
internal sealed record HttpsRequest(HttpMethod Method, string PathAndQuery)
{
    public IReadOnlyDictionary<string, string> Fields { get; init; } =
        new Dictionary<string, string>();

    public byte[]? Body { get; init; }

    /// <summary>Of <see cref="Body"/>.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Octets of an answer's body that are read; what comes after them is left.</summary>
    public int MostBody { get; init; }

    /// <summary>Octets of an answer that are read in all, the framing of its chunks and interim answers included.</summary>
    public int MostOctets { get; init; } = 256 * 1024;

    /// <summary>Whether the body of an answer with that status is read.</summary>
    public Func<int, bool> ReadsBodyOf { get; init; } = _ => true;

    /// <param name="host">As in the field <c>Host</c>.</param>
    internal HttpRequestMessage ToMessage(string host)
    {
        // TLS is established already: to the library it is a plain connection.
        var message = new HttpRequestMessage(Method, $"http://{host}{PathAndQuery}")
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        message.Headers.UserAgent.ParseAdd("mail-transport-test");
        message.Headers.ConnectionClose = true;
        foreach (var (name, value) in Fields)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = new(MediaType);
        }
        return message;
    }
}

/// <summary>What a host answered: facts only, cut, and none of it believed.</summary>
internal sealed record HttpsAnswer(int Status)
{
    public string? MediaType { get; init; }

    public string? ContentCoding { get; init; }

    public string? Location { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>At most <see cref="HttpsRequest.MostBody"/> octets; null where it was not read, or not all there.</summary>
    public byte[]? Body { get; init; }
}
