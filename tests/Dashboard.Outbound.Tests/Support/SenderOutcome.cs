using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab.Outbound;
using Dashboard.Web.Features.Outbound;

namespace Dashboard.Outbound.Tests.Support;

/// <summary>What a test says of the one sender that mailed it.</summary>
internal sealed record SenderOutcome(SenderMta Mta, string Version, OutboundTestView View)
{
    public SenderVerdictKind Verdict => View.Verdict.Verdict;

    /// <summary>Null where nobody was recognised as a sender: none of its messages got as far as naming a recipient.</summary>
    public SenderVerdict? Sender => View.Verdict.Senders.SingleOrDefault();

    public ProbeJudgement Probe(OutboundProbeId probe) =>
        (Sender?.Probes ?? View.Verdict.Probes).Single(judgement => judgement.Probe == probe);
}
