using System.Net;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Data;

/// <summary>A connection to the receiver that can belong to an open test; of any other nothing is stored.</summary>
public sealed class OutboundSessionRow
{
    public required Guid Id { get; init; }

    /// <summary>The tests that it names, or whose own address it came to; none where it came to an address that all tests share.</summary>
    public required Guid[] TestIds { get; set; }

    /// <summary>The tests that something ties it to; where it names tests, the same. One that nothing ties is kept for an hour.</summary>
    public required Guid[] TiedIds { get; set; }

    /// <summary>Where it came to.</summary>
    public required IPAddress LocalAddress { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the receiver last spoke of it: one that stays silent about an open session has gone away.</summary>
    public required DateTimeOffset TouchedAt { get; set; }

    public required IPAddress SourceAddress { get; init; }

    /// <summary>The source's share of the room: its IPv4 address, or its IPv6 /64.</summary>
    public required IPAddress SourceGroup { get; init; }

    /// <summary>A MAIL command was sent, so that it may settle a judgement.</summary>
    public required bool SaidMail { get; set; }

    public required SmtpSessionEvidence Evidence { get; set; }
}
