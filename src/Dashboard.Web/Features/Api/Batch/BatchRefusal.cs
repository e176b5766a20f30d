namespace Dashboard.Web.Features.Api.Batch;

/// <summary>A request that is answered with <c>{"error":{"label","msg"}}</c>.</summary>
internal sealed class BatchRefusal(int status, string label, string message) : Exception(message)
{
    public int Status => status;

    public string Label => label;

    public static BatchRefusal Bad(string message) => new(400, "bad-request", message);

    public static BatchRefusal Unknown() =>
        new(404, "unknown-request", "There is no request with this id.");
}
