namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A request that is answered with <c>{"error":{"label","msg"}}</c>.</summary>
internal sealed class BatchRefusal(int status, string label, string message) : Exception(message)
{
    public int Status => status;

    public string Label => label;

    /// <summary>Where the fault is a limit of ours that is soon gone.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static BatchRefusal Bad(string message) => new(400, "bad-request", message);

    /// <summary>A limit of ours: never 429, which a program takes for the end of its batch, and never 401, as no key was read.</summary>
    public static BatchRefusal Busy() =>
        new(503, "server-error", "Too many requests of this network wait to be read: try again.")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static BatchRefusal Unknown() =>
        new(404, "unknown-request", "There is no request with this id.");
}
