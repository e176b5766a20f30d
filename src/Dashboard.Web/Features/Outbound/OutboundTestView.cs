using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound;

/// <summary>A sending test as pages and API show it.</summary>
public sealed record OutboundTestView
{
    /// <summary>Of the link it was found by; says nothing of the addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Of the link to share. Equal to <see cref="Id"/> for a reader who came by that one.</summary>
    public required string ReadingId { get; init; }

    /// <summary>By the link to share: no addresses, no way to delete, no link of the owner's.</summary>
    public bool IsReader => Id == ReadingId;

    public required OutboundTestKind Kind { get; init; }

    public required OutboundStatus Status { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it closes, or was closed. A round of a standing test that waits for its mail has a far date.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>In the order of the catalogue. None for a reader; nobody needs to know those of a closed test.</summary>
    public required IReadOnlyList<OutboundAddress> Addresses { get; init; }

    /// <summary>Grows with every change of the judgement: a page that has it is up to date.</summary>
    public required int Revision { get; init; }

    /// <summary>There from the first moment, when every probe is pending.</summary>
    public required OutboundVerdict Verdict { get; init; }

    public required IReadOnlyList<HealEvidence> Heals { get; init; }

    /// <summary>Sessions, questions and timelines are gone, after their retention.</summary>
    public bool EvidenceRemoved { get; init; }

    /// <summary>The link of the standing test it is a round of.</summary>
    public string? StandingTestId { get; init; }

    /// <summary>When mail came to a round of a standing test.</summary>
    public DateTimeOffset? MailedAt { get; init; }

    /// <summary>Which round, from 1.</summary>
    public int? Round { get; init; }

    /// <summary>The result as other programs read it.</summary>
    public required OutboundDocument Document { get; init; }

    public bool IsOpen => Status == OutboundStatus.Open;
}
