using System.Globalization;
using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

/// <summary>The command <c>export</c>: a round to files, by the code of the site's downloads.</summary>
internal static class ExportCommand
{
    /// <summary>Not done, and the line on the error stream says why.</summary>
    private const int Refused = 1;

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = new ExportCommandTexts(commandTexts is DutchCommandTexts);
        var (settings, rest) = SettingArguments.Split(arguments);
        var words = CommandWords.Read(
            rest,
            Subcommand.ValuedOf("export"),
            Subcommand.FlagsOf("export")
        );
        if (words.Has("--help") || words.Has("-h"))
        {
            await console.Out.WriteLineAsync(texts.Help);
            await console.Out.FlushAsync(cancellation);
            return 0;
        }
        if (await commandTexts.RefuseOptionAsync(["export", .. rest], console.Error))
        {
            return ExitStatus.Fault;
        }
        if (Read(words) is not { } request)
        {
            await console.Error.WriteLineAsync(texts.Usage(words.Unknown));
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        await using var services = Services(configuration);
        try
        {
            return await RunAsync(request, services, console, texts, cancellation);
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is { } database)
        {
            await console.Error.WriteLineAsync(commandTexts.DatabaseFault(database.Message));
            return ExitStatus.Fault;
        }
        catch (Exception fault)
            when (fault is UnauthorizedAccessException
                || fault is IOException io && !BrokenOutputException.IsReaderGone(io)
            )
        {
            await console.Error.WriteLineAsync(texts.CannotWrite(fault.Message));
            return ExitStatus.Fault;
        }
    }

    private static async Task<int> RunAsync(
        Request request,
        IServiceProvider services,
        CommandConsole console,
        ExportCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var round = request.Round is { } number
            ? await services.GetRequiredService<RoundReports>().FindAsync(number, cancellation)
            : await services.GetRequiredService<CurrentState>().FindAsync(cancellation);
        if (round is null || !RoundExport.IsReady(round))
        {
            await console.Error.WriteLineAsync(
                round is not null ? texts.NotReady(round)
                : request.Round is null ? texts.NoCurrentState
                : texts.NoSuchRound
            );
            return Refused;
        }
        Directory.CreateDirectory(request.Directory);
        var files = await services
            .GetRequiredService<RoundExport>()
            .WriteAsync(round, request.Format, request.Words, request.Directory, cancellation);
        if (request.Json)
        {
            await console.Out.WriteLineAsync(
                JsonSerializer.Serialize(
                    new Exported(
                        round.Id,
                        round.Edition,
                        request.Format,
                        request.Words.Language,
                        files
                    ),
                    EvidenceJson.Options
                )
            );
        }
        else
        {
            // As sha256sum prints and checks them.
            foreach (var file in files)
            {
                await console.Out.WriteLineAsync(
                    $"{file.Sha256}  {Path.Combine(request.Directory, file.Name)}"
                );
            }
        }
        await console.Out.FlushAsync(cancellation);
        return 0;
    }

    /// <summary>Null where an option is missing, unknown or not understood.</summary>
    private static Request? Read(CommandWords words) =>
        words is { Unknown: null, Words.Count: 0 }
        && words.Has("--current") == (words.Option("--round") is null)
        && (words.Has("--current") || Number(words.Option("--round")) is not null)
        && Slug.TryParse<ExportFormat>(words.Option("--format"), out var format)
        && words.Option("--out") is { Length: > 0 } directory
        && ExportWords.Of(words.Option("--language")) is { } language
            ? new(
                Number(words.Option("--round")),
                format,
                directory,
                language,
                words.Has("--json") || words.Has("--jsonl")
            )
            : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

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
        services.AddRoundServices(configuration);
        services.AddExports();
        services.AddReports();
        return services.BuildServiceProvider();
    }

    /// <param name="Round">Null for the current state.</param>
    private sealed record Request(
        int? Round,
        ExportFormat Format,
        string Directory,
        ExportWords Words,
        bool Json
    );

    internal sealed record Exported(
        int Round,
        short Edition,
        ExportFormat Format,
        string Language,
        IReadOnlyList<ExportedFile> Files
    );
}

/// <summary>What the command says to people.</summary>
internal sealed class ExportCommandTexts(bool dutch)
{
    public string Help =>
        dutch
            ? """
                export --round ID|--current --format csv|ods|xlsx|json|zip --out MAP [--language nl|en]
                                      schrijft een meetronde, of de huidige stand, naar bestanden, en drukt hun SHA-256 af
                zip heeft alle andere vormen en een manifest. Dezelfde ronde geeft steeds dezelfde bytes.
                --json geeft { round, edition, format, language, files: [{ name, mediaType, bytes, sha256 }] }.
                Uitgang: 0 gedaan, 1 geweigerd, 2 verkeerd gebruik of een fout van ons.
                """
            : """
                export --round ID|--current --format csv|ods|xlsx|json|zip --out DIRECTORY [--language nl|en]
                                      writes a round, or the current state, to files, and prints their SHA-256
                zip has all other forms and a manifest. The same round always gives the same octets.
                --json prints { round, edition, format, language, files: [{ name, mediaType, bytes, sha256 }] }.
                Exit status: 0 done, 1 refused, 2 wrong usage or a fault of ours.
                """;

    public string NoCurrentState =>
        dutch
            ? "Er is nog geen huidige stand gemeten: een schema van die soort meet hem."
            : "No current state has been measured yet: a schedule of that kind measures it.";

    public string NoSuchRound =>
        dutch ? "Er is geen ronde met dat nummer." : "There is no round with that number.";

    public string Usage(string? unknown) =>
        unknown is null ? Help
        : dutch ? $"Onbekend argument: {unknown}"
        : $"Unknown argument: {unknown}";

    public string NotReady(RoundRow round) =>
        (dutch, round.State) switch
        {
            (true, _) when round.Kind == RoundKind.Batch =>
                "De ronde is van een verzoek van de batch-API en heeft geen cijfers.",
            (false, _) when round.Kind == RoundKind.Batch =>
                "The round is of a request of the batch API and has no figures.",
            (true, RoundState.Cancelled) => "De ronde is afgebroken en telt nergens.",
            (false, RoundState.Cancelled) => "The round was cancelled and counts nowhere.",
            (true, _) => "De ronde heeft nog geen cijfers; 'round wait' wacht erop.",
            _ => "The round has no figures yet; 'round wait' waits for them.",
        };

    public string CannotWrite(string fault) =>
        dutch
            ? $"De bestanden zijn niet te schrijven: {fault}"
            : $"The files cannot be written: {fault}";
}
