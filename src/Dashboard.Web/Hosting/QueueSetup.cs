using System.Globalization;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Platform;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Hosting;

/// <summary>Hangfire on PostgreSQL: every process puts jobs in, a worker takes them out.</summary>
internal static class QueueSetup
{
    /// <summary>The schema of Hangfire's own tables.</summary>
    public const string Schema = "hangfire";

    public static void AddQueue(this WebApplicationBuilder builder, Roles roles)
    {
        var connectionString = ConnectionStrings.Queue(builder.Configuration);
        builder.Services.AddAnnotatedOptions<QueueOptions>(QueueOptions.Section);
        // Of this program alone: the library's own is one for all programs of a process, of which the last to start wins.
        builder.Services.AddSingleton<JobActivator>(services => new AspNetCoreJobActivator(
            services.GetRequiredService<IServiceScopeFactory>()
        ));
        builder.Services.AddHangfire(
            (services, hangfire) =>
                hangfire
                    .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                    .UseSimpleAssemblyNameTypeSerializer()
                    .UseRecommendedSerializerSettings()
                    .UsePostgreSqlStorage(
                        storage => storage.UseNpgsqlConnection(connectionString),
                        StorageOptions(services.GetRequiredService<IOptions<QueueOptions>>().Value)
                    )
        );
        if (!roles.HasFlag(Roles.Worker))
        {
            return;
        }
        // A server of its own for each queue: the storage takes from the queues of one server in alphabetical order, so that
        // sharing workers would let one kind of work hold up another.
        AddServer(
            builder.Services,
            QueueNames.Interactive,
            services => services.GetRequiredService<IOptions<InboundTestOptions>>().Value.Workers
        );
        AddServer(
            builder.Services,
            QueueNames.Rounds,
            services => services.GetRequiredService<IOptions<RoundOptions>>().Value.Workers
        );
        AddServer(builder.Services, QueueNames.Maintenance, _ => 1);
    }

    private static PostgreSqlStorageOptions StorageOptions(QueueOptions options) =>
        new()
        {
            SchemaName = Schema,
            // The command "migrate" does that; a process must be able to start while the database is unavailable.
            PrepareSchemaIfNecessary = false,
            // Workers are notified of a job when it is queued (LISTEN and NOTIFY); they look for themselves too, as the database may go away
            // between the two.
            EnableLongPolling = true,
            QueuePollInterval = TimeSpan.FromSeconds(2),
            InvisibilityTimeout = options.LostAfter,
            UseSlidingInvisibilityTimeout = true,
            EnableTransactionScopeEnlistment = false,
            // A lock is held for some statements, and is left behind by who loses the database in the middle of them. Nobody else
            // gets the job till then; two who have the lock at once do a job twice, which does nothing the second time.
            DistributedLockTimeout = TimeSpan.FromSeconds(5),
        };

    private static void AddServer(
        IServiceCollection services,
        string queue,
        Func<IServiceProvider, int> workers
    ) =>
        services.AddHangfireServer(
            (provider, server) =>
            {
                server.ServerName = QueueNames.ServerName(queue);
                server.Queues = [queue];
                server.WorkerCount = workers(provider);
                // Only what is tried again after a fault waits for it.
                server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
                server.HeartbeatInterval = TimeSpan.FromSeconds(10);
                server.ShutdownTimeout = TimeSpan.FromSeconds(10);
            }
        );
}
