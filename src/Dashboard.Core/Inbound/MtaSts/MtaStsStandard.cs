using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>The verdict of MTA-STS.</summary>
internal static class MtaStsStandard
{
    private static readonly StandardMethod Method = new(MailStandard.MtaSts, "mta-sts-1");

    public static RelatedStandard Related { get; } =
        new(
            Method,
            MtaStsRows.Table,
            facts =>
                facts.Evidence is { } related ? Judge(facts.Seen, related.MtaSts, facts.Mx) : null
        )
        {
            Questions = related =>
                [related.MtaSts.Record, related.MtaSts.Fetch?.A, related.MtaSts.Fetch?.Aaaa],
            ExampleRecord = domain => $"_mta-sts.{domain}. 3600 IN TXT \"v=STSv1; id=20261129;\"",
        };

    /// <summary>Whether there is a record, good or bad, or none is known to be missing.</summary>
    public static bool IsPublished(MtaStsObservation sts) =>
        sts.Record is { } record
        && (record.Outcome == LookupOutcome.Failed || record.Records.Any(StsRecord.IsOne));

    private static StandardVerdict Judge(
        InboundObservation seen,
        MtaStsObservation sts,
        MxOutcome mx
    )
    {
        switch (mx)
        {
            case MxOutcome.NoDomain:
                return Method.Excluded(ExclusionReason.NoDomain);
            case MxOutcome.NoMail:
                return Method.Excluded(ExclusionReason.NoMail);
        }
        var findings = MtaStsRules.Judge(
            sts,
            seen.Hosts,
            hostsKnown: mx == MxOutcome.Hosts && seen.OmittedHosts.Count == 0
        );
        return Method.Decide(findings, MtaStsAdvice.Of(seen, findings, sts.Fetch?.Policy?.Mode));
    }
}
