using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>When a judgement can change though nothing more is seen.</summary>
public static class JudgementClock
{
    /// <summary>
    /// The first instant after <paramref name="now"/> at which a period of <see cref="ProbeTiming"/> ends that begins with
    /// something seen, or at which the test closes. Before it, the same evidence gives the same judgement, and the same healings.
    /// </summary>
    public static DateTimeOffset NextChange(
        OutboundTest test,
        TestEvidence evidence,
        IReadOnlyList<HealEvidence> heals,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(evidence);
        var sessions = evidence
            .Sessions.Select(attributed => attributed.Session)
            .Concat(evidence.Ambiguous.Select(ambiguous => ambiguous.Session))
            .ToList();
        var ends = sessions
            .Select(session => session.EndedAt)
            .OfType<DateTimeOffset>()
            .SelectMany(at =>
                new[]
                {
                    at + ProbeTiming.QuietPeriod,
                    at + ProbeTiming.QuietPeriod + ProbeTiming.OthersAwaited,
                    at + ProbeTiming.DnsFirmAfter,
                }
            );
        // A DNS probe counts from the later of the question and the delivery of the control.
        var dns = evidence
            .Queries.Select(query => query.Query.At)
            .Concat(sessions.SelectMany(session => session.Transactions).Select(mail => mail.At))
            .SelectMany(at =>
                new[]
                {
                    at + ProbeTiming.DnsProvisionalAfter,
                    at + ProbeTiming.DnsFirmAfter,
                    at + ProbeTiming.DnsFirmAfter + ProbeTiming.OthersAwaited,
                }
            );
        return ends.Concat(dns)
            .Concat(heals.Select(heal => heal.SeenByAllAt))
            .Append(test.ClosesAt)
            .Where(instant => instant > now)
            .DefaultIfEmpty(DateTimeOffset.MaxValue)
            .Min();
    }
}
