using Dashboard.Check.Terminal;
using Dashboard.Data;
using Dashboard.Web.Hosting;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Cli;

/// <summary>Brings the database to the shape this version needs: our tables and those of the queue.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(
        string[] settings,
        TextWriter error,
        CommandTexts texts,
        CancellationToken cancellation
    )
    {
        var configuration = CommandConfiguration.Build(settings);
        try
        {
            await MigrateAsync(ConnectionStrings.Store(configuration), cancellation);
            return 0;
        }
        catch (FormerDatabaseException)
        {
            await error.WriteLineAsync(texts.FormerDatabase);
            return ExitStatus.Fault;
        }
        catch (Exception fault) when (OfDatabase(fault) is not null)
        {
            await error.WriteLineAsync(texts.DatabaseFault(OfDatabase(fault)!.Message));
            return ExitStatus.Fault;
        }
    }

    /// <summary>EF Core wraps what it takes for a passing fault.</summary>
    private static NpgsqlException? OfDatabase(Exception? fault) =>
        fault is null or NpgsqlException
            ? fault as NpgsqlException
            : OfDatabase(fault.InnerException);

    public static async Task MigrateAsync(string connectionString, CancellationToken cancellation)
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(connectionString);
        await using (var db = new DashboardDb(options.Options))
        {
            await RejectFormerAsync(db, cancellation);
            await db.Database.MigrateAsync(cancellation);
        }
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        PostgreSqlObjectsInstaller.Install(connection, QueueSetup.Schema);
    }

    /// <summary>
    /// A database that was made by a version this one does not continue from has a migration that this version does not know. Its
    /// tables are not read, and not touched.
    /// </summary>
    private static async Task RejectFormerAsync(DashboardDb db, CancellationToken cancellation)
    {
        if (!await db.Database.CanConnectAsync(cancellation))
        {
            return;
        }
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellation);
        if (applied.Except(db.Database.GetMigrations()).Any())
        {
            throw new FormerDatabaseException();
        }
    }

    private sealed class FormerDatabaseException : Exception;
}
