using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// The receiver's connections to the database, a few and its own: whatever senders and strangers do to it, pages keep theirs.
/// </summary>
internal static class ReceiverDatabase
{
    public const string Key = "receiver";

    /// <summary>One writes evidence, one identities, one questions; the others look recipients up.</summary>
    private const int MostConnections = 8;

    public static void AddReceiverDatabase(this IServiceCollection services, string store)
    {
        var connection = new NpgsqlConnectionStringBuilder(store) { MaxPoolSize = MostConnections };
        connection.MinPoolSize = Math.Min(connection.MinPoolSize, MostConnections);
        connection.ApplicationName += "-receiver";
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(connection.ConnectionString);
        services.AddKeyedSingleton<IDbContextFactory<DashboardDb>>(
            Key,
            (_, _) => new PooledDbContextFactory<DashboardDb>(options.Options)
        );
    }
}
