using System.Net;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Data;

/// <summary>A connection to the receiver that can belong to an open test; of any other nothing is stored.</summary>
public sealed class OutboundSessionRow
{
    public required Guid Id { get; init; }

    /// <summary>The tests it can belong to; the judgement says to which it does.</summary>
    public required Guid[] TestIds { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the receiver last spoke of it: one that stays silent about an open session has gone away.</summary>
    public required DateTimeOffset TouchedAt { get; set; }

    public required IPAddress SourceAddress { get; init; }

    public required SmtpSessionEvidence Evidence { get; set; }
}
