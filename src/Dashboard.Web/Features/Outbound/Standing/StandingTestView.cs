using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>A standing test as its page shows it.</summary>
public sealed record StandingTestView
{
    /// <summary>Of the link it was found by.</summary>
    public required string Id { get; init; }

    /// <summary>Of the link to share. Equal to <see cref="Id"/> for a reader.</summary>
    public required string ReadingId { get; init; }

    /// <summary>By the link to share: no addresses, no way to end or delete, and rounds by their own reading links.</summary>
    public bool IsReader => Id == ReadingId;

    public required string Name { get; init; }

    /// <summary>That is expected to send, in A-labels; what is proven is in each round.</summary>
    public string? Domain { get; init; }

    public required OutboundTestKind Kind { get; init; }

    public required TimeSpan Interval { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>False once it is ended, and while the site has another probe zone than it was made in.</summary>
    public required bool TakesMail { get; init; }

    /// <summary>They last until it is ended. None for a reader.</summary>
    public required IReadOnlyList<OutboundAddress> Addresses { get; init; }

    /// <summary>The domains of its addresses, in every view: they are not shown to a reader.</summary>
    public required IReadOnlyDictionary<DomainName, OutboundProbeId> Recipients { get; init; }

    /// <summary>The round that takes mail now; null once it is ended, and for the moment between two rounds.</summary>
    public OutboundTestView? Open { get; init; }

    /// <summary>The newest round that says something of who sent, or where none does the newest; null while nobody has sent.</summary>
    public OutboundTestView? Latest { get; init; }

    /// <summary>The newest round in which somebody sent, where it is after <see cref="Latest"/> and shows too little.</summary>
    public OutboundTestView? Later { get; init; }

    /// <summary>Faults of rounds before <see cref="Latest"/> that neither it nor one in between settled, newest first.</summary>
    public IReadOnlyList<RoundFault> Faults { get; init; } = [];

    /// <summary>Rounds that closed, newest first: as many as one page shows.</summary>
    public required IReadOnlyList<OutboundTestSummary> History { get; init; }
}
