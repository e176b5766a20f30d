using System.Net;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Https;

/// <summary>What no web server can be configured to do.</summary>
internal enum WebScript
{
    /// <summary>Chunks without an end.</summary>
    Endless,

    /// <summary>Header fields without an end.</summary>
    HeaderBomb,

    /// <summary>Interim answers without an end.</summary>
    InterimFlood,

    /// <summary>Takes the request, and says nothing.</summary>
    Silent,

    /// <summary>Takes the request, and resets the connection.</summary>
    Reset,

    /// <summary>The policy without any HTTP before it.</summary>
    NotHttp,
}

/// <summary>A web server on an address of its own that gives a policy.</summary>
internal sealed record WebEndpoint(IPAddress Address, string HostName, ServerIdentity Identity)
{
    /// <summary>Of the file <c>.well-known/mta-sts.txt</c>; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>Directives of nginx for that file.</summary>
    public string Directives { get; init; } = "default_type text/plain;";

    public string Protocols { get; init; } = "TLSv1.2 TLSv1.3";

    /// <summary>Nobody listens.</summary>
    public bool Closed { get; init; }

    /// <summary>Null where nginx serves it.</summary>
    public WebScript? Script { get; init; }

    /// <param name="mx">Patterns, parted by spaces.</param>
    public WebEndpoint Policy(string mode, string mx, string end = "\n", int maxAge = 1_209_600) =>
        this with
        {
            Body = string.Concat(
                new[] { "version: STSv1", $"mode: {mode}" }
                    .Concat(
                        mx.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(m => $"mx: {m}")
                    )
                    .Append($"max_age: {maxAge}")
                    .Select(line => line + end)
            ),
        };

    public WebEndpoint With(string directives) =>
        this with
        {
            Directives = Directives + "\n" + directives,
        };

    public WebEndpoint Serve(IssuedCertificate leaf, params IssuedCertificate[] above) =>
        this with
        {
            Identity = new ServerIdentity(leaf, above),
        };
}
