namespace Dashboard.Probes.Https;

/// <summary>An exchange that ends here, and how.</summary>
internal sealed class HttpsException(HttpsFault fault, string? detail = null)
    : Exception(detail ?? fault.ToString())
{
    public HttpsFault Fault { get; } = fault;

    public string? Detail { get; } = detail;
}
