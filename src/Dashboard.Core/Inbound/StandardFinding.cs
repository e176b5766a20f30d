using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>A row that holds for a domain, or for one of its hosts.</summary>
internal sealed record StandardFinding
{
    public required string Slug { get; init; }

    public required StandardOutcome Forum { get; init; }

    public required StandardOutcome Strict { get; init; }

    public required string Source { get; init; }

    public TlsResultType? ResultType { get; init; }

    public DomainName? Host { get; init; }

    public IPAddress? Address { get; init; }

    public IReadOnlyDictionary<string, string> Facts { get; init; } =
        new Dictionary<string, string>();

    /// <summary>In both views.</summary>
    public StandardFinding As(StandardOutcome outcome) =>
        this with
        {
            Forum = outcome,
            Strict = outcome,
        };

    public StandardResult ToResult() =>
        new()
        {
            Slug = Slug,
            Forum = Forum,
            Strict = Strict,
            Host = Host,
            Address = Address,
        };

    public VerdictReason ToReason() =>
        new()
        {
            Slug = Slug,
            Severity = Strict switch
            {
                StandardOutcome.Failed => ReasonSeverity.Fault,
                StandardOutcome.Warning => ReasonSeverity.Warning,
                _ => ReasonSeverity.Note,
            },
            ResultType = ResultType,
            Rfc = Source,
            Host = Host,
            Address = Address,
            Facts = Facts,
        };
}
