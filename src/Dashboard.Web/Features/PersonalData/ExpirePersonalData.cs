using Dashboard.Data;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>Removes what is kept of people past its retention, feature by feature.</summary>
internal sealed class ExpirePersonalData(
    IDbContextFactory<DashboardDb> databases,
    IEnumerable<IPersonalData> features,
    TimeProvider time
)
{
    /// <summary>Of one statement: texts and evidence are searched whole, for which a large database takes minutes.</summary>
    internal static readonly TimeSpan SearchTimeout = TimeSpan.FromHours(6);

    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Database.SetCommandTimeout(SearchTimeout);
        var faults = new List<Exception>();
        foreach (var feature in features)
        {
            try
            {
                await feature.ExpireAsync(db, now, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // What others keep does not stay longer for it; the job fails below, and is tried again.
                db.ChangeTracker.Clear();
                faults.Add(fault);
            }
        }
        if (faults.Count > 0)
        {
            throw new AggregateException(faults);
        }
    }
}
