using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Data;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Web.Cli.Backup;

/// <summary>The commands <c>backup</c> and <c>restore</c>: the whole database to a file, and back.</summary>
internal static class BackupCommand
{
    private const int Refused = 1;

    /// <param name="arguments"><c>backup</c> or <c>restore</c>, and what comes behind it.</param>
    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = new BackupTexts(commandTexts is DutchCommandTexts);
        var (settings, rest) = SettingArguments.Split(arguments[1..]);
        var words = CommandWords.Read(
            rest,
            Subcommand.ValuedOf(arguments[0]),
            Subcommand.FlagsOf(arguments[0])
        );
        if (words.Has("--help") || words.Has("-h"))
        {
            await console.Out.WriteLineAsync(texts.Help);
            await console.Out.FlushAsync(cancellation);
            return 0;
        }
        if (await commandTexts.RefuseOptionAsync([arguments[0], .. rest], console.Error))
        {
            return ExitStatus.Fault;
        }
        if (words is not { Unknown: null, Words: [{ Length: > 0 } file] })
        {
            await console.Error.WriteLineAsync(texts.Usage(words.Unknown));
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        try
        {
            var run = new Run(
                file,
                words.Has("--over"),
                words.Has("--without-erasures"),
                words.Option("--erasures"),
                configuration,
                console,
                texts
            );
            var status =
                arguments[0] == "restore"
                    ? await RestoreAsync(run, cancellation)
                    : await BackupAsync(run, cancellation);
            await console.Out.FlushAsync(cancellation);
            return status;
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is { } database)
        {
            await console.Error.WriteLineAsync(commandTexts.DatabaseFault(database.Message));
            return ExitStatus.Fault;
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or UnauthorizedAccessException
                        or PostgresProgramException
                        or JsonException
                        or OptionsValidationException
            )
        {
            await console.Error.WriteLineAsync(texts.Failed(fault.Message));
            return ExitStatus.Fault;
        }
    }

    private static async Task<int> BackupAsync(Run run, CancellationToken cancellation)
    {
        var length = await run.Archive.WriteAsync(run.File, cancellation);
        await run.Console.Out.WriteLineAsync(run.Texts.Written(run.File, length));
        return 0;
    }

    private static async Task<int> RestoreAsync(Run run, CancellationToken cancellation)
    {
        if (!File.Exists(run.File))
        {
            throw new FileNotFoundException(run.Texts.NoFile(run.File));
        }
        var made = await run.Archive.MigrationsAsync(run.File, cancellation);
        var known = KnownMigrations(run.Connection);
        if (made.Count == 0 || made.Except(known).Any())
        {
            return await RefuseAsync(
                run,
                made.Count == 0
                    ? run.Texts.NotOurs
                    : run.Texts.UnknownVersion(made.Except(known).First())
            );
        }
        var target = new RestoreTarget(run.Connection);
        if (await target.UsersAsync(cancellation) is { Count: > 0 } users)
        {
            return await RefuseAsync(run, run.Texts.InUse(users));
        }
        if (await target.AsideAsync(cancellation) is { Count: > 0 } aside)
        {
            if (
                !aside.Contains(RestoreTarget.Former)
                || (await target.FilledTablesAsync(cancellation)).Count > 0
            )
            {
                return await RefuseAsync(run, run.Texts.Unfinished(aside));
            }
            // A restore was cut off: what was there before it comes back first.
            await target.PutBackAsync(CancellationToken.None);
            await run.Console.Error.WriteLineAsync(run.Texts.PutBack);
        }
        if (!run.Over && await target.FilledTablesAsync(cancellation) is { Count: > 0 } filled)
        {
            return await RefuseAsync(run, run.Texts.NotEmpty(filled));
        }
        var schemas = await run.Archive.SchemasAsync(run.File, cancellation);
        await using var services = PeopleCommand.Services(run.Configuration);
        // Read first: a list that cannot be read must not be found out when the people are back.
        var erasures = await ErasuresAsync(run, services, target, cancellation);
        await target.ClearAsync(schemas, cancellation);
        int found;
        bool refused;
        try
        {
            await run.Archive.ReadAsync(run.File, target.Database, cancellation);
            await MigrateCommand.MigrateAsync(run.Connection, cancellation);
            (_, found, refused) = await services
                .GetRequiredService<PeopleDesk>()
                .EraseAgainAsync(erasures, Audit.Command, cancellation);
        }
        catch
        {
            await target.PutBackAsync(CancellationToken.None);
            throw;
        }
        await run.Console.Out.WriteLineAsync(
            run.Texts.Restored(run.File, found, known.Count > made.Count)
        );
        // Not to be broken off: people who were erased may be in what was there.
        await target.ForgetAsync(CancellationToken.None);
        if (refused)
        {
            await run.Console.Error.WriteLineAsync(run.Texts.LastAdministrator);
        }
        return refused ? Refused : 0;
    }

    /// <summary>Of the database that is replaced, of the file of the setting, and of the file that is named.</summary>
    private static async Task<IReadOnlyList<ErasureEntry>> ErasuresAsync(
        Run run,
        ServiceProvider services,
        RestoreTarget target,
        CancellationToken cancellation
    )
    {
        var entries = new List<ErasureEntry>(await target.ErasuresAsync(cancellation));
        if (
            services.GetRequiredService<IOptions<PersonalDataOptions>>().Value.ErasureList is
            { Length: > 0 } kept
        )
        {
            if (!File.Exists(kept) && !run.WithoutErasures)
            {
                throw new FileNotFoundException(run.Texts.NoErasureList(kept));
            }
            entries.AddRange(await ErasureList.ReadAsync(kept, cancellation));
        }
        if (run.Erasures is { } named)
        {
            if (!File.Exists(named))
            {
                throw new FileNotFoundException(run.Texts.NoFile(named));
            }
            entries.AddRange(await ErasureList.ReadAsync(named, cancellation));
        }
        return entries;
    }

    private static async Task<int> RefuseAsync(Run run, string why)
    {
        await run.Console.Error.WriteLineAsync(why);
        return Refused;
    }

    private static HashSet<string> KnownMigrations(string connection)
    {
        var options = new DbContextOptionsBuilder<DashboardDb>();
        options.UseDashboard(connection);
        using var db = new DashboardDb(options.Options);
        return [.. db.Database.GetMigrations()];
    }

    private sealed record Run(
        string File,
        bool Over,
        bool WithoutErasures,
        string? Erasures,
        IConfiguration Configuration,
        CommandConsole Console,
        BackupTexts Texts
    )
    {
        /// <summary>Without a pool: no connection of this command is left when it looks who uses the database.</summary>
        public string Connection { get; } =
            new NpgsqlConnectionStringBuilder(ConnectionStrings.Store(Configuration))
            {
                Pooling = false,
            }.ConnectionString;

        public BackupArchive Archive => new(new(Connection));
    }
}
