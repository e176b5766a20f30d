using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// Which of the tests that a session could belong to it has anything to do with, as far as is known by now. Only these are judged
/// anew because of it; a test that is tied to it later is judged anew by what ties it.
/// </summary>
internal static class SessionTies
{
    public static async Task<IReadOnlySet<Guid>> OfAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        SessionClaims claims,
        Guid[] tests,
        CancellationToken cancellation
    )
    {
        if (tests.Length <= 1 || claims.Address is null)
        {
            return tests.ToHashSet();
        }
        var until = session.StartedAt;
        var from = until - ProbeTiming.QueryWindow;
        var asked = await db
            .OutboundQueries.Where(q => tests.Contains(q.TestId) && q.At >= from && q.At <= until)
            .Select(q => q.TestId)
            .Distinct()
            .ToListAsync(cancellation);
        // One that could be anybody's ties to nothing, however often its source comes back.
        var known = await db
            .OutboundSessions.Where(s =>
                s.SourceAddress.Equals(session.SourceAddress) && s.TestIds.Length == 1
            )
            .Select(s => s.TestIds[0])
            .Distinct()
            .ToListAsync(cancellation);
        return asked.Concat(known.Where(tests.Contains)).ToHashSet();
    }

    /// <summary>
    /// Of the tests that a session is taken from, as it named another, those whose judgement may show it.
    /// </summary>
    public static Task<List<Guid>> ShownInAsync(
        DashboardDb db,
        SmtpSessionEvidence session,
        Guid[] tests,
        CancellationToken cancellation
    ) =>
        db
            .OutboundTests.Where(t => tests.Contains(t.Id) && t.JudgedAt >= session.StartedAt)
            .Select(t => t.Id)
            .ToListAsync(cancellation);
}
