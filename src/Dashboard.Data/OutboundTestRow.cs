using System.Net;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Data;

/// <summary>
/// A sending test as it is stored. <see cref="ViewId"/> is its owner's, <see cref="ReadingId"/> is for those to whom the owner
/// shows the outcome, and <see cref="Token"/> is in the addresses: who knows one does not know the others.
/// </summary>
public sealed class OutboundTestRow
{
    public required Guid Id { get; init; }

    /// <summary>In the owner's link: shows addresses while the test is open, and deletes it; see <see cref="PublicId"/>.</summary>
    public required string ViewId { get; init; }

    /// <summary>In the link to share: shows the outcome, never an address, and deletes nothing.</summary>
    public string ReadingId { get; init; } = PublicId.New();

    public required OutboundTestKind Kind { get; init; }

    /// <summary>The probe zone of then.</summary>
    public required string Zone { get; init; }

    public required string Token { get; init; }

    public required string HostToken { get; init; }

    public required IReadOnlyList<ProbeHost> Hosts { get; init; }

    /// <summary>All addresses of its hosts, so that a session can be found by where it came to.</summary>
    public required IPAddress[] Addresses { get; init; }

    /// <summary>Which set of addresses it has for itself while it is open; null where all tests share one set.</summary>
    public int? AddressSet { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it closes by itself, or was closed.</summary>
    public required DateTimeOffset ClosesAt { get; set; }

    /// <summary>When its records were taken out of the DNS; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>When the first message came that a sender should deliver; a round of a standing test lives from then on.</summary>
    public DateTimeOffset? FirstMailAt { get; set; }

    /// <summary>Set for a round of a standing test.</summary>
    public Guid? StandingTestId { get; init; }

    /// <summary>Which round of the standing test, from 1.</summary>
    public int? Round { get; init; }

    /// <summary>When the first question was asked that there was no room for; null where all were kept.</summary>
    public DateTimeOffset? QuestionsCompleteUntil { get; set; }

    /// <summary>Grows with every piece of evidence: a judgement that was made before it is out of date.</summary>
    public long EvidenceStamp { get; set; }

    /// <summary>The stamp of the evidence that the judgement rests on.</summary>
    public long JudgedStamp { get; set; }

    /// <summary>When the next judgement is due: at once after new evidence, else when time alone can change it.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Grows with every change of the judgement.</summary>
    public int Revision { get; set; }

    public OutboundVerdict? Verdict { get; set; }

    public SenderVerdictKind? VerdictKind { get; set; }

    public bool Mixed { get; set; }

    public string? MethodVersion { get; set; }

    /// <summary>When the judgement last changed.</summary>
    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>When sessions, questions and timelines were removed, after their retention.</summary>
    public DateTimeOffset? EvidenceRemovedAt { get; set; }
}
