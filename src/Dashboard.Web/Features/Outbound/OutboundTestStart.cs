namespace Dashboard.Web.Features.Outbound;

/// <summary>What became of the request to begin a sending test; a closed set.</summary>
public abstract record OutboundTestStart
{
    private OutboundTestStart() { }

    /// <summary>Its addresses take mail.</summary>
    /// <param name="Id">Of the link to the outcome.</param>
    public sealed record Accepted(string Id) : OutboundTestStart;

    /// <summary>The operator has not set up what it needs.</summary>
    /// <param name="Missing">Slugs, see <see cref="Zone.ProbeZoneMissing"/>.</param>
    public sealed record NotSetUp(IReadOnlyList<string> Missing) : OutboundTestStart;

    /// <summary>This client has started many tests in a short time, or very many tests are open.</summary>
    public sealed record RateLimited(TimeSpan RetryAfter) : OutboundTestStart;

    /// <summary>The database is unavailable; nothing was stored.</summary>
    public sealed record Unavailable : OutboundTestStart;
}
