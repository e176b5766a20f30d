using Dashboard.Data;
using Dashboard.Web.Hosting;
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
    public const string RecurringId = "expire-personal-data";

    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var feature in features)
        {
            await feature.ExpireAsync(db, now, cancellation);
        }
    }
}
