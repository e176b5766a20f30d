using Bunit;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Result;

namespace Dashboard.Web.Tests.Components;

public sealed class SenderSectionTests
{
    [Fact]
    public void What_could_be_anothers_is_not_waited_for()
    {
        using var context = new ComponentContext();

        var section = context.Render<SenderSection>(parameters =>
            parameters
                .Add(
                    section => section.Sender,
                    new SenderVerdict
                    {
                        Verdict = SenderVerdictKind.Inconclusive,
                        Undetermined = [OutboundProbeId.Stripped, OutboundProbeId.TlsaBogus],
                        Probes =
                        [
                            Judged(OutboundProbeId.Stripped, DeliveryJudgement.Pending),
                            Judged(OutboundProbeId.TlsaBogus, DeliveryJudgement.Ambiguous),
                        ],
                    }
                )
                .Add(section => section.Number, 1)
        );

        section.Markup.ShouldContain("Wij wachten nog op: Versleuteling weggehaald.");
        section.Markup.ShouldContain("kan ook van een ander zijn: Vervalst antwoord op TLSA.");
    }

    private static ProbeJudgement Judged(OutboundProbeId probe, DeliveryJudgement judgement) =>
        new()
        {
            Probe = probe,
            Expected = ExpectedDelivery.Withhold,
            Seen = SeenOutcome.Nothing,
            Judgement = judgement,
            Firm = false,
            Timeline = [],
        };
}
