using System.Linq.Expressions;
using Hangfire;

namespace Dashboard.Web.Platform;

/// <summary>A job that a feature runs every night.</summary>
/// <param name="AddTo">Tells the queue of it; a second time changes nothing.</param>
internal sealed record NightlyJob(Action<IRecurringJobManager> AddTo);

internal static class NightlyJobSetup
{
    private const string EveryNight = "30 3 * * *";

    /// <param name="id">Known to the queue; never renamed.</param>
    /// <param name="run">What the queue calls; the token is that of the queue.</param>
    public static void AddNightlyJob<TJob>(
        this IServiceCollection services,
        string id,
        Expression<Func<TJob, Task>> run
    )
        where TJob : class
    {
        services.AddTransient<TJob>();
        services.AddSingleton(
            new NightlyJob(recurring =>
                recurring.AddOrUpdate(id, QueueNames.Maintenance, run, EveryNight)
            )
        );
    }
}
