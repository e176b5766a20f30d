using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>
/// A time in which questions in the DNS may have been lost: nobody read the log of the name server, or there were more than are kept.
/// Of who asked in it nothing is known, so nobody can be said to have been the only one.
/// </summary>
/// <param name="Until">Null while it lasts.</param>
public sealed record QuestionGap(DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>A question that led to a connection at the instant may be among the lost ones.</summary>
    public bool Touches(DateTimeOffset connectedAt) =>
        From <= connectedAt + ProbeTiming.QueryDatedLate
        && (Until is null || Until >= connectedAt - ProbeTiming.QueryWindow);
}
