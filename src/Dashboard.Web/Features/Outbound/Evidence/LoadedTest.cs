using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>A test with all that its judgement needs.</summary>
internal sealed record LoadedTest(
    OutboundTestRow Row,
    Core.Outbound.OutboundTest Test,
    TestEvidence Evidence,
    IReadOnlyList<HealEvidence> Heals,
    IReadOnlyList<ControlIdentity> Identities
)
{
    public OutboundVerdict Judge(DateTimeOffset now) =>
        OutboundJudgement.Judge(Test, Evidence, Heals, Identities, now);

    public DateTimeOffset NextChange(DateTimeOffset now) =>
        JudgementClock.NextChange(Test, Evidence, Heals, now);
}
