using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Cli;

/// <summary>The command <c>people</c>: all that is kept of a person, and its erasure.</summary>
internal static class PeopleCommand
{
    private const int Refused = 1;

    private static readonly JsonSerializerOptions ToRead = new(EvidenceJson.Options)
    {
        WriteIndented = true,
    };

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = new PeopleCommandTexts(commandTexts is DutchCommandTexts);
        var (settings, rest) = SettingArguments.Split(arguments);
        var words = CommandWords.Read(
            rest,
            Subcommand.ValuedOf("people"),
            Subcommand.FlagsOf("people")
        );
        if (words.Has("--help") || words.Has("-h"))
        {
            await console.Out.WriteLineAsync(texts.Help);
            await console.Out.FlushAsync(cancellation);
            return 0;
        }
        if (await commandTexts.RefuseOptionAsync(["people", .. rest], console.Error))
        {
            return ExitStatus.Fault;
        }
        if (Read(words) is not { } runAsync)
        {
            await console.Error.WriteLineAsync(texts.Usage(words.Unknown));
            return ExitStatus.Fault;
        }
        await using var services = Services(CommandConfiguration.Build(settings));
        try
        {
            var status = await runAsync(
                new(services, console, texts, words.Has("--json") || words.Has("--jsonl")),
                cancellation
            );
            await console.Out.FlushAsync(cancellation);
            return status;
        }
        catch (ErasureRefusedException)
        {
            await console.Error.WriteLineAsync(texts.LastAdministrator);
            return Refused;
        }
        catch (OptionsValidationException fault)
        {
            await console.Error.WriteLineAsync(fault.Message);
            return ExitStatus.Fault;
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is { } database)
        {
            await console.Error.WriteLineAsync(commandTexts.DatabaseFault(database.Message));
            return ExitStatus.Fault;
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            await console.Error.WriteLineAsync(texts.ListFault(fault.Message));
            return ExitStatus.Fault;
        }
    }

    /// <summary>Null where the arguments are not understood.</summary>
    private static Func<Run, CancellationToken, Task<int>>? Read(CommandWords words) =>
        (words.Unknown, words.Words, words.Option("--again")) switch
        {
            (null, ["export", var name], null) when Person.Read(name) is { } person => (
                run,
                stop
            ) => ExportAsync(run, person, stop),
            (null, ["erase", var name], null) when Person.Read(name) is { } person => (run, stop) =>
                EraseAsync(run, person, stop),
            (null, ["erase"], { Length: > 0 } list) => (run, stop) =>
                EraseAgainAsync(run, list, stop),
            (null, ["erasures"], null) => ListAsync,
            _ => null,
        };

    private static async Task<int> ExportAsync(
        Run run,
        Person person,
        CancellationToken cancellation
    )
    {
        var export = await run.Desk.ExportAsync(person, Audit.Command, cancellation);
        await run.WriteAsync(new { person = person.Name, data = export.Found });
        return 0;
    }

    private static async Task<int> EraseAsync(
        Run run,
        Person person,
        CancellationToken cancellation
    )
    {
        var report = await run.Desk.EraseAsync(person, Audit.Command, cancellation);
        if (run.Json)
        {
            await run.WriteAsync(
                new
                {
                    done = report.Done,
                    stays = report.Stays.ToDictionary(
                        stays => stays.Key,
                        stays => Slug.Of(stays.Value)
                    ),
                }
            );
            return 0;
        }
        if (report.Count == 0)
        {
            await run.Console.Out.WriteLineAsync(run.Texts.NothingFound);
        }
        foreach (var (field, count) in report.Done)
        {
            await run.Console.Out.WriteLineAsync(run.Texts.Done(field, count));
        }
        foreach (var (field, why) in report.Stays)
        {
            await run.Console.Out.WriteLineAsync(run.Texts.Stays(field, why));
        }
        return 0;
    }

    private static async Task<int> EraseAgainAsync(
        Run run,
        string list,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(list))
        {
            throw new FileNotFoundException(null, list);
        }
        var (unknown, found, refused) = await run.Desk.EraseAgainAsync(
            await ErasureList.ReadAsync(list, cancellation),
            Audit.Command,
            cancellation
        );
        if (run.Json)
        {
            await run.WriteAsync(new { erasures = unknown, found });
        }
        else
        {
            await run.Console.Out.WriteLineAsync(run.Texts.Again(unknown, found));
        }
        if (refused)
        {
            await run.Console.Error.WriteLineAsync(run.Texts.LastAdministrator);
        }
        return refused ? Refused : 0;
    }

    /// <summary>A line of JSON each, as the file of <c>PersonalData:ErasureList</c> has them.</summary>
    private static async Task<int> ListAsync(Run run, CancellationToken cancellation)
    {
        foreach (var entry in await run.Desk.ListAsync(cancellation))
        {
            await run.Console.Out.WriteLineAsync(
                JsonSerializer.Serialize(entry, EvidenceJson.Options)
            );
        }
        return 0;
    }

    internal static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddDbContextFactory<DashboardDb>(db =>
            db.UseDashboard(ConnectionStrings.Store(configuration))
        );
        services.AddAnnotatedOptions<InboundTestOptions>(InboundTestOptions.Section);
        services.AddAnnotatedOptions<OutboundTestOptions>(OutboundTestOptions.Section);
        services.AddAnnotatedOptions<MailOptions>(MailOptions.Section);
        services.AddAnnotatedOptions<CampaignOptions>(CampaignOptions.Section);
        services.AddPersonalData();
        return services.BuildServiceProvider();
    }

    private sealed record Run(
        ServiceProvider Services,
        CommandConsole Console,
        PeopleCommandTexts Texts,
        bool Json
    )
    {
        public PeopleDesk Desk => Services.GetRequiredService<PeopleDesk>();

        public Task WriteAsync(object value) =>
            Console.Out.WriteLineAsync(
                JsonSerializer.Serialize(value, Json ? EvidenceJson.Options : ToRead)
            );
    }
}
