namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>What became of the request for a standing test; a closed set.</summary>
public abstract record StandingTestStart
{
    private StandingTestStart() { }

    /// <param name="Id">Of the link to the outcomes.</param>
    public sealed record Accepted(string Id) : StandingTestStart;

    /// <summary>A name is needed, and a domain, if one is given, must be one.</summary>
    /// <param name="Field"><c>name</c>, <c>domain</c> or <c>interval</c>.</param>
    public sealed record InvalidInput(string Field) : StandingTestStart;

    /// <inheritdoc cref="OutboundTestStart.NotSetUp"/>
    public sealed record NotSetUp(IReadOnlyList<string> Missing) : StandingTestStart;

    public sealed record RateLimited(TimeSpan RetryAfter) : StandingTestStart;

    public sealed record Unavailable : StandingTestStart;
}
