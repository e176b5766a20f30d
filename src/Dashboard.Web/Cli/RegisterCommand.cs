using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

/// <summary>
/// For operators: <c>register import</c> takes a file of a register or a list; the others change something by hand
/// (<see cref="HandChanges"/>). The same services as the pages.
/// </summary>
internal static class RegisterCommand
{
    private static readonly JsonSerializerOptions Json = new(EvidenceJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = RegisterCommandTexts.Of(commandTexts);
        var (settings, words) = SettingArguments.Split(arguments);
        if (words.Length == 0 || words.Any(word => word is "--help" or "-h"))
        {
            var output = words.Length == 0 ? console.Error : console.Out;
            await output.WriteLineAsync(texts.Help);
            await output.FlushAsync(cancellation);
            return words.Length == 0 ? ExitStatus.Fault : 0;
        }
        if (await commandTexts.RefuseOptionAsync(["register", .. words], console.Error))
        {
            return ExitStatus.Fault;
        }
        HandChange? change = null;
        RegisterArguments? asked = null;
        if (
            !(
                HandChange.IsVerb(words[0])
                    ? HandChange.TryRead(words, out change, out var wrong)
                    : RegisterArguments.TryRead(words, out asked, out wrong)
            )
        )
        {
            await console.Error.WriteLineAsync(texts.WrongArgument(wrong));
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        await using var services = Services(configuration);
        try
        {
            return change is not null
                ? await ChangeAsync(services, change, console, texts, cancellation)
                : await ImportAsync(services, asked!, console, texts, cancellation);
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is not null)
        {
            await console.Error.WriteLineAsync(
                commandTexts.DatabaseFault(MigrateCommand.OfDatabase(fault)!.Message)
            );
            return ExitStatus.Fault;
        }
    }

    private static async Task<int> ImportAsync(
        ServiceProvider services,
        RegisterArguments asked,
        CommandConsole console,
        RegisterCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var importer = services.GetRequiredService<RegisterImporter>();
        var request = new ImportRequest(
            asked.Source!.Value,
            asked.File!,
            asked.ListName,
            Audit.Command
        );
        ImportReport report;
        try
        {
            await using var file = new FileStream(
                asked.File!,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read
            );
            var prepared = await importer.ReadAsync(request, file, cancellation);
            report = asked.Preview
                ? await importer.PreviewAsync(prepared, request.EndingConfirmed, cancellation)
                : await importer.ImportAsync(request, prepared, cancellation);
        }
        catch (RefusedFileException refused)
        {
            report = ImportReport.Refusal(refused);
        }
        catch (ImportNotPossibleException impossible)
        {
            await console.Error.WriteLineAsync(texts.Obstacle(impossible.Obstacle));
            return impossible.Obstacle == ImportObstacle.ListNameMissing ? ExitStatus.Fault : 1;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(texts.CannotRead(asked.File!, unreadable.Message));
            return ExitStatus.Fault;
        }
        await console.Out.WriteLineAsync(
            asked.Json
                ? JsonSerializer.Serialize(report, Json)
                : texts.Report(report, asked.Preview)
        );
        await console.Out.FlushAsync(cancellation);
        return report.HasRefusals ? 1 : 0;
    }

    private static async Task<int> ChangeAsync(
        ServiceProvider services,
        HandChange change,
        CommandConsole console,
        RegisterCommandTexts texts,
        CancellationToken cancellation
    )
    {
        if (await HandChanges.MakeAsync(services, change, cancellation) is { } why)
        {
            await console.Error.WriteLineAsync(texts.Refusal(why));
            return 1;
        }
        if (change.Json)
        {
            await console.Out.WriteLineAsync(
                JsonSerializer.Serialize(HandChanges.Printed(change), Json)
            );
            await console.Out.FlushAsync(cancellation);
        }
        return 0;
    }

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddDbContextFactory<DashboardDb>(db =>
            db.UseDashboard(ConnectionStrings.Store(configuration))
        );
        services.AddOrganisations();
        return services.BuildServiceProvider();
    }
}
