using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A probe in the JSON of a sending test.</summary>
public sealed record SenderProbeDocument
{
    public required OutboundProbeId Probe { get; init; }

    public required ExpectedDelivery Expected { get; init; }

    public required SeenOutcome Seen { get; init; }

    public required DeliveryJudgement Judgement { get; init; }

    public required bool Firm { get; init; }

    public RefusalKind? RefusedHow { get; init; }

    public required bool ProvenByHealing { get; init; }

    public required string Rfc { get; init; }

    public required IReadOnlyList<TimelineEntry> Evidence { get; init; }

    public static SenderProbeDocument Of(ProbeJudgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        return new SenderProbeDocument
        {
            Probe = judgement.Probe,
            Expected = judgement.Expected,
            Seen = judgement.Seen,
            Judgement = judgement.Judgement,
            Firm = judgement.Firm,
            RefusedHow = judgement.RefusedHow,
            ProvenByHealing = judgement.ProvenByHealing,
            Rfc = OutboundProbes.Get(judgement.Probe).Rfc,
            Evidence = judgement.Timeline,
        };
    }
}
