using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>The verdict of MTA-STS.</summary>
internal static class MtaStsStandard
{
    public static StandardVerdict Judge(
        InboundObservation seen,
        MtaStsObservation sts,
        MxOutcome mx
    )
    {
        switch (mx)
        {
            case MxOutcome.NoDomain:
                return StandardVerdicts.Excluded(MailStandard.MtaSts, ExclusionReason.NoDomain);
            case MxOutcome.NoMail:
                return StandardVerdicts.Excluded(MailStandard.MtaSts, ExclusionReason.NoMail);
        }
        var findings = MtaStsRules.Judge(
            sts,
            seen.Hosts,
            hostsKnown: mx == MxOutcome.Hosts && seen.OmittedHosts.Count == 0
        );
        return StandardVerdicts.Decide(
            MailStandard.MtaSts,
            findings,
            MtaStsAdvice.Of(seen, findings, sts.Fetch?.Policy?.Mode)
        );
    }
}
