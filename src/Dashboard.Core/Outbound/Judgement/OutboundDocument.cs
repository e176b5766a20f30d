using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The JSON of a sending test. What names it, its addresses and its links are added by who knows them.</summary>
public sealed record OutboundDocument
{
    public required string MethodVersion { get; init; }

    public required OutboundTestKind Kind { get; init; }

    public required OutboundStatus Status { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    public required SenderVerdictKind Verdict { get; init; }

    public required bool Mixed { get; init; }

    public required IReadOnlyList<SenderDocument> Senders { get; init; }

    /// <summary>How many further senders there are, which are not judged.</summary>
    public required int SendersLeftOut { get; init; }

    /// <summary>Over all senders, the worst; questions in the DNS while nobody has come.</summary>
    public required IReadOnlyList<SenderProbeDocument> Probes { get; init; }

    public required int StrangerSessions { get; init; }

    public required int AmbiguousSessions { get; init; }

    /// <summary>What was seen while there is no sender; null where there is one.</summary>
    public SilenceKind? Silence { get; init; }

    public static OutboundDocument Create(OutboundTest test, OutboundVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(verdict);
        return new OutboundDocument
        {
            MethodVersion = verdict.MethodVersion,
            Kind = test.Kind,
            Status = verdict.Closed ? OutboundStatus.Closed : OutboundStatus.Open,
            OpenedAt = test.OpenedAt,
            ClosesAt = test.ClosesAt,
            Verdict = verdict.Verdict,
            Mixed = verdict.Mixed,
            Senders =
            [
                .. verdict.Senders.Select(sender =>
                    SenderDocument.Of(sender, verdict.HeadlineSenders.Contains(sender))
                ),
            ],
            SendersLeftOut = verdict.SendersLeftOut,
            Probes = [.. verdict.Probes.Select(SenderProbeDocument.Of)],
            StrangerSessions = verdict.StrangerSessions,
            AmbiguousSessions = verdict.AmbiguousSessions,
            Silence = verdict.Silence,
        };
    }
}
