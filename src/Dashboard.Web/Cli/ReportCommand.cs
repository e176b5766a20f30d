using System.Globalization;
using Dashboard.Check.Terminal;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

/// <summary>The command <c>report</c>: the report of a round as one HTML file or as a tagged PDF, by the code of the site.</summary>
internal static class ReportCommand
{
    /// <summary>Not done, and the line on the error stream says why.</summary>
    private const int Refused = 1;

    private const string PdfEnding = ".pdf";

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = new ReportCommandTexts(commandTexts is DutchCommandTexts);
        var (settings, rest) = SettingArguments.Split(arguments);
        var words = CommandWords.Read(
            rest,
            Subcommand.ValuedOf("report"),
            Subcommand.FlagsOf("report")
        );
        if (words.Has("--help") || words.Has("-h"))
        {
            await console.Out.WriteLineAsync(texts.Help);
            await console.Out.FlushAsync(cancellation);
            return 0;
        }
        if (await commandTexts.RefuseOptionAsync(["report", .. rest], console.Error))
        {
            return ExitStatus.Fault;
        }
        if (Read(words) is not { } request)
        {
            await console.Error.WriteLineAsync(texts.Usage(words.Unknown));
            return ExitStatus.Fault;
        }
        await using var services = Services(CommandConfiguration.Build(settings));
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
            when (fault is UnauthorizedAccessException or ReportPdfException
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
        ReportCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var round = await services
            .GetRequiredService<RoundReports>()
            .FindAsync(request.Round, cancellation);
        if (round is null || round.Kind != RoundKind.Measurement || !RoundExport.IsReady(round))
        {
            await console.Error.WriteLineAsync(round is null ? texts.NoSuchRound : texts.NotReady);
            return Refused;
        }
        if (request.IsPdf)
        {
            if (!services.GetRequiredService<ReportPdf>().IsAvailable)
            {
                await console.Error.WriteLineAsync(texts.NoChromium);
                return Refused;
            }
            var file = await services
                .GetRequiredService<ReportFiles>()
                .EnsureAsync(round, request.Language, cancellation);
            await File.WriteAllBytesAsync(request.Output!, file.Content, cancellation);
            return 0;
        }
        var report = await services
            .GetRequiredService<RoundReportReader>()
            .ReadAsync(round, withDomains: true, cancellation);
        var html = await services
            .GetRequiredService<ReportHtml>()
            .WriteAsync(report, request.Language);
        if (request.Output is { } output)
        {
            await File.WriteAllTextAsync(output, html, cancellation);
        }
        else
        {
            await console.Out.WriteAsync(html);
            await console.Out.FlushAsync(cancellation);
        }
        return 0;
    }

    /// <summary>Null where an option is missing, unknown or not understood.</summary>
    private static Request? Read(CommandWords words) =>
        words is { Unknown: null, Words: [var number] }
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var round)
        && Languages.All.Contains(words.Option("--language") ?? Languages.Dutch)
        && words.Option("--output") is null or { Length: > 0 }
            ? new(round, words.Option("--language") ?? Languages.Dutch, words.Option("--output"))
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

    private sealed record Request(int Round, string Language, string? Output)
    {
        public bool IsPdf =>
            Output?.EndsWith(PdfEnding, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>What the command says to people.</summary>
internal sealed class ReportCommandTexts(bool dutch)
{
    public string Help =>
        dutch
            ? """
                report RONDE [--language nl|en] [--output BESTAND]
                                      het rapport van een meetronde: als één HTML-bestand, of als PDF waar BESTAND op .pdf eindigt
                Zonder --output gaat de HTML naar de standaarduitvoer. Een PDF heeft de instelling Reports:Chromium nodig; die van een
                gepubliceerde ronde wordt één keer gemaakt en bewaard.
                Uitgang: 0 gedaan, 1 geweigerd, 2 verkeerd gebruik of een fout van ons.
                """
            : """
                report ROUND [--language nl|en] [--output FILE]
                                      the report of a round: as one HTML file, or as a PDF where FILE ends in .pdf
                Without --output the HTML goes to standard output. A PDF needs the setting Reports:Chromium; that of a published round is
                made once and kept.
                Exit status: 0 done, 1 refused, 2 wrong usage or a fault of ours.
                """;

    public string NoSuchRound =>
        dutch ? "Er is geen ronde met dat nummer." : "There is no round with that number.";

    public string NotReady =>
        dutch
            ? "Van deze ronde is geen rapport te maken: zij is nog niet gemeten, afgebroken, of geen meting."
            : "There can be no report of this round: it is not measured yet, was cancelled, or is no measurement.";

    public string NoChromium =>
        dutch
            ? "Er is geen PDF te maken: de instelling Reports:Chromium noemt geen programma dat er is."
            : "No PDF can be made: the setting Reports:Chromium names no program that is there.";

    public string Usage(string? unknown) =>
        unknown is null ? Help
        : dutch ? $"Onbekend argument: {unknown}"
        : $"Unknown argument: {unknown}";

    public string CannotWrite(string fault) =>
        dutch ? $"Het rapport is niet te maken: {fault}" : $"The report cannot be made: {fault}";
}
