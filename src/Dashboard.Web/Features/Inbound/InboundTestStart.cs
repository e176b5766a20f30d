using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Inbound;

/// <summary>What became of the request to test a domain; a closed set.</summary>
public abstract record InboundTestStart
{
    private InboundTestStart() { }

    /// <summary>There is a test to look at.</summary>
    /// <param name="Id">Of the permanent link.</param>
    /// <param name="Reused">It was there already: open, or finished shortly before.</param>
    /// <param name="Age">Since its verdict; null while it has none.</param>
    public sealed record Accepted(string Id, bool Reused, TimeSpan? Age) : InboundTestStart;

    /// <summary>What was typed cannot be a mail domain.</summary>
    public sealed record InvalidInput(string Input, MailDomainProblem Problem) : InboundTestStart;

    /// <summary>This client has started many tests in a short time, or very many tests are waiting.</summary>
    public sealed record RateLimited(TimeSpan RetryAfter) : InboundTestStart;

    /// <summary>The database is unavailable; nothing was stored.</summary>
    public sealed record Unavailable : InboundTestStart;
}
