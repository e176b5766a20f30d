using System.Net;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>A test with all that its judgement needs.</summary>
/// <param name="NewlyTied">Sessions at shared addresses of which it shows only now that they have to do with the test.</param>
internal sealed record LoadedTest(
    OutboundTestRow Row,
    Core.Outbound.OutboundTest Test,
    TestEvidence Evidence,
    IReadOnlyList<HealEvidence> Heals,
    IReadOnlyList<MessageIdentity> Identities,
    IReadOnlyList<NewlyTied> NewlyTied
)
{
    public OutboundVerdict Judge(DateTimeOffset now) =>
        OutboundJudgement.Judge(Test, Evidence, Heals, Identities, now);

    public DateTimeOffset NextChange(DateTimeOffset now) =>
        JudgementClock.NextChange(Test, Evidence, Heals, now);
}

/// <summary>A session that nothing tied to the test before.</summary>
/// <param name="OfSender">Its client has a message of the test.</param>
internal sealed record NewlyTied(Guid Session, IPAddress Source, bool OfSender);
