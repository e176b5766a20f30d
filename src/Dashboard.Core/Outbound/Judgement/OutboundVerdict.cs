using Dashboard.Core.Outbound.Attribution;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The judgement of a sending test at one instant: a pure function of the evidence and the method version.</summary>
public sealed record OutboundVerdict
{
    public required string MethodVersion { get; init; }

    public required bool Closed { get; init; }

    /// <summary>One for each sender that named a recipient of the test; empty while nobody has.</summary>
    public required IReadOnlyList<SenderVerdict> Senders { get; init; }

    /// <summary>Several senders, and not the same verdict.</summary>
    public bool Mixed { get; init; }

    /// <summary>The worst of the senders' verdicts.</summary>
    public required SenderVerdictKind Verdict { get; init; }

    /// <summary>Each probe over all senders, the worst first to count; what was asked in the DNS where nobody came yet.</summary>
    public required IReadOnlyList<ProbeJudgement> Probes { get; init; }

    /// <summary>Connections to the test's hosts by others than its senders: they count for nothing.</summary>
    public int StrangerSessions { get; init; }

    public IReadOnlyList<AmbiguousSession> Ambiguous { get; init; } = [];
}

public enum OutboundStatus
{
    /// <summary>Mail is still awaited.</summary>
    Open,
    Closed,
}
