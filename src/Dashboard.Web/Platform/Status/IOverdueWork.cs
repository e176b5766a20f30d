using Dashboard.Data;

namespace Dashboard.Web.Platform.Status;

/// <summary>
/// Work of a feature that workers take by claims in tables of its own, beside the queue of jobs: the queue says nothing of it.
/// </summary>
internal interface IOverdueWork
{
    /// <summary>As the page of the system names it: <c>sending-tests</c>, <c>webhooks</c>, <c>rounds</c>.</summary>
    string Name { get; }

    /// <summary>Whether some of it has been due for so long that no worker takes it.</summary>
    Task<bool> IsOverdueAsync(DashboardDb db, DateTimeOffset now, CancellationToken cancellation);
}
