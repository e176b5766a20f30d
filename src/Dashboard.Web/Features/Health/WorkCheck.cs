using Dashboard.Data;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Health;

/// <summary>
/// Work that workers take by claims in tables of its own, beside the queue of jobs: what has been due for long was taken by no worker, and the
/// queue says nothing of it.
/// </summary>
internal sealed class WorkCheck(
    IDbContextFactory<DashboardDb> database,
    IEnumerable<IOverdueWork> works,
    TimeProvider time
) : ISystemCheck
{
    public string Name => "work";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(10);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        List<string> overdue = [];
        foreach (var work in works)
        {
            if (await work.IsOverdueAsync(db, now, cancellation))
            {
                overdue.Add(work.Name);
            }
        }
        return overdue.Count == 0
            ? this.Says(SystemState.Ok, SystemSlug.Ok)
            : this.Says(
                SystemState.Degraded,
                SystemSlug.WorkOverdue,
                ("overdue", string.Join(", ", overdue))
            );
    }
}
