using Dashboard.Core.Inbound.Counting;

namespace Dashboard.Core.Inbound;

/// <summary>
/// Judges a receiving test by every standard: evidence in, verdicts out, nothing else. Each line of the list is one call; a standard
/// that is added is a line more.
/// </summary>
public static class InboundJudgement
{
    public static InboundVerdict Judge(InboundObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var transport = DomainJudgement.Judge(observation);
        var facts = TransportFactsReader.Read(observation, transport);
        IEnumerable<StandardVerdict> standards =
        [
            StartTlsStandard.Judge(facts, transport.MethodVersion),
            DaneStandard.Judge(facts, transport.MethodVersion),
            StandardVerdicts.NotMeasured(MailStandard.TlsNcsc) with
            {
                MethodVersion = "ncsc-2025",
            },
            .. RelatedStandards.Judge(observation, transport),
        ];
        return new InboundVerdict
        {
            Domain = observation.Domain,
            MailTransport = transport,
            // OrderBy keeps the order of equals.
            Standards = [.. standards.OrderBy(standard => standard.Standard)],
        };
    }
}
