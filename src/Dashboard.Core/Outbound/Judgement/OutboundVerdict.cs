using System.Text.Json.Serialization;
using Dashboard.Core.Outbound.Attribution;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The judgement of a sending test at one instant: a pure function of the evidence and the method version.</summary>
public sealed record OutboundVerdict
{
    public required string MethodVersion { get; init; }

    public required bool Closed { get; init; }

    /// <summary>One for each sender that named a recipient of the test; empty while nobody has.</summary>
    public required IReadOnlyList<SenderVerdict> Senders { get; init; }

    /// <summary>How many further senders there are, which are not judged (<see cref="SenderGroups.MostOfAKind"/>).</summary>
    public int SendersLeftOut { get; init; }

    /// <summary>
    /// Those that the verdict is of, see <see cref="SenderStanding"/>: who knows the addresses can come from anywhere, and a fragment is of a
    /// pool or of what somebody else tried.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<SenderVerdict> HeadlineSenders =>
        [.. Senders.Where(sender => sender.Standing == Senders.Max(other => other.Standing))];

    /// <summary>Several senders that the verdict is of, and not the same verdict.</summary>
    public bool Mixed { get; init; }

    /// <summary>The worst of the verdicts of those that it is of.</summary>
    public required SenderVerdictKind Verdict { get; init; }

    /// <summary>Each probe over the same senders, the worst first to count; what was asked in the DNS where nobody came yet.</summary>
    public required IReadOnlyList<ProbeJudgement> Probes { get; init; }

    /// <summary>Connections to the test's hosts by others than its senders: they count for nothing.</summary>
    public int StrangerSessions { get; init; }

    /// <summary>How many sessions could be another's as well, and count for nothing.</summary>
    public int AmbiguousSessions { get; init; }

    /// <summary>The first of them, in order of time: a crowd of strangers makes no verdict large.</summary>
    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];

    /// <summary>What was seen while there is no sender; null where there is one.</summary>
    public SilenceKind? Silence { get; init; }
}

/// <summary>What is seen of a test to which nobody has sent a message.</summary>
public enum SilenceKind
{
    NothingSeen,

    /// <summary>Questions in the DNS, and no connection: a resolver that takes all answers for bogus looks like this.</summary>
    OnlyAsked,

    /// <summary>Connections without a message: a sender that refuses everything looks like this.</summary>
    CameAndLeft,
}

/// <summary>
/// How much shows that a sender is the one that the test is for. The verdict is of those that have the most, and the others are shown
/// beside it.
/// </summary>
public enum SenderStanding
{
    /// <summary>It sent none of the messages that show that the path works.</summary>
    Fragment,

    /// <summary>It sent the control, which anybody can who knows the address.</summary>
    SentControl,

    /// <summary>It sent the control, and is proven to send for a domain.</summary>
    Proven,
}

public enum OutboundStatus
{
    /// <summary>Mail is still awaited.</summary>
    Open,
    Closed,
}
