using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A corner where a sender does not do what the standard says, without losing its verdict.</summary>
public sealed record SenderDifference(
    OutboundProbeId Probe,
    Protection Protection,
    DeliveryJudgement Judgement
);
