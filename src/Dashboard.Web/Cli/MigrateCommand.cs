using Dashboard.Check.Terminal;
using Dashboard.Data;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Hangfire.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dashboard.Web.Cli;

/// <summary>Brings the database to the shape this version needs: our tables and those of the queue.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(
        string[] arguments,
        TextWriter error,
        CommandTexts texts,
        CancellationToken cancellation
    )
    {
        var (settings, others) = SettingArguments.Split(arguments);
        if (await texts.RefuseOptionAsync(["migrate", .. others], error))
        {
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        try
        {
            await MigrateAsync(
                ConnectionStrings.Store(configuration),
                cancellation,
                forLab: LabSettings.LetsSendingBeSet(configuration)
            );
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
    public static NpgsqlException? OfDatabase(Exception? fault) =>
        fault is null or NpgsqlException
            ? fault as NpgsqlException
            : OfDatabase(fault.InnerException);

    /// <param name="forLab">
    /// A database that is made now is one of a lab: how its invented organisations send can be set in it, and nowhere else.
    /// </param>
    public static async Task MigrateAsync(
        string connectionString,
        CancellationToken cancellation,
        bool forLab = false
    )
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(connectionString);
        await using (var db = new DashboardDb(options.Options))
        {
            var isNew = await IsNewAsync(db, cancellation);
            await db.Database.MigrateAsync(cancellation);
            if (isNew && forLab)
            {
                await LabSending.MarkAsync(db, TimeProvider.System.GetUtcNow(), cancellation);
            }
        }
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        PostgreSqlObjectsInstaller.Install(connection, QueueSetup.Schema);
    }

    /// <summary>
    /// A database that was made by a version this one does not continue from has a migration that this version does not know. Its
    /// tables are not read, and not touched.
    /// </summary>
    /// <returns>Whether nothing was ever made in it.</returns>
    /// <exception cref="FormerDatabaseException">It is a former version's.</exception>
    private static async Task<bool> IsNewAsync(DashboardDb db, CancellationToken cancellation)
    {
        // Not whether it can be connected to: a fault in passing would make a database look new.
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellation))
        {
            return true;
        }
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        if (applied.Except(db.Database.GetMigrations()).Any())
        {
            throw new FormerDatabaseException();
        }
        return applied.Count == 0;
    }

    private sealed class FormerDatabaseException : Exception;
}
