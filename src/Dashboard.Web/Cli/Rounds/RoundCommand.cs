using System.Globalization;
using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Cli.Rounds;

/// <summary>
/// The commands <c>round</c>, <c>sending</c> and <c>explanations</c>: the services of the pages, on the database of the settings,
/// whether a site runs on it or not. Workers of the site do the measuring.
/// </summary>
internal sealed partial class RoundCommand(
    IServiceProvider services,
    CommandConsole console,
    RoundTexts texts
)
{
    private static readonly string[] Commands = ["round", "sending", "explanations"];

    /// <summary>Not done, and the line on the error stream says why.</summary>
    private const int Refused = 1;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.5);

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = RoundTexts.Of(commandTexts);
        var (settings, rest) = SettingArguments.Split(arguments);
        var words = CommandWords.Read(
            rest,
            Subcommand.ValuedOf(Commands),
            Subcommand.FlagsOf(Commands)
        );
        if (words.Has("--help") || words.Has("-h"))
        {
            await console.Out.WriteLineAsync(texts.Help);
            await console.Out.FlushAsync(cancellation);
            return 0;
        }
        if (await commandTexts.RefuseOptionAsync(rest, console.Error))
        {
            return ExitStatus.Fault;
        }
        if (words.Unknown is { } unknown)
        {
            await console.Error.WriteLineAsync(texts.Unknown(unknown));
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        await using var services = Services(configuration);
        try
        {
            return await new RoundCommand(services, console, texts).RunAsync(words, cancellation);
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is { } database)
        {
            await console.Error.WriteLineAsync(commandTexts.DatabaseFault(database.Message));
            return ExitStatus.Fault;
        }
    }

    private async Task<int> RunAsync(CommandWords words, CancellationToken cancellation)
    {
        var status = words.Words switch
        {
            ["round", "start"] => await StartAsync(words, cancellation),
            ["round", var what, var id] => await OfRoundAsync(what, id, words, cancellation),
            ["round", "remeasure", var id, var domain] => await RemeasureAsync(
                id,
                domain,
                words,
                cancellation
            ),
            ["round", "compare", var id, var file] => await CompareAsync(
                id,
                file,
                words,
                cancellation
            ),
            ["sending", "set", var organisation, var state] => await SetSendingAsync(
                organisation,
                state,
                words,
                cancellation
            ),
            ["explanations", "add"] => await ExplainAsync(words, cancellation),
            _ => null,
        };
        if (status is { } known)
        {
            await console.Out.FlushAsync(cancellation);
            return known;
        }
        await console.Error.WriteLineAsync(texts.Help);
        return ExitStatus.Fault;
    }

    private async Task<int?> StartAsync(CommandWords words, CancellationToken cancellation)
    {
        var (started, refusal) = await services
            .GetRequiredService<RoundStart>()
            .StartAsync(
                new(
                    words.Option("--name") ?? string.Empty,
                    words.Option("--list"),
                    words.Option("--profile")
                        ?? RoundProfiles.UnlessSaid(
                            services.GetRequiredService<IOptions<TlsNcscOptions>>().Value
                        )
                ),
                cancellation
            );
        if (refusal is { } why)
        {
            return await RefuseAsync(
                texts.Refusal(why),
                usage: why is RoundRefusal.NameMissing or RoundRefusal.NoSuchProfile
            );
        }
        await PrintAsync(started!, words);
        return 0;
    }

    private async Task<int?> OfRoundAsync(
        string what,
        string idText,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        if (!int.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }
        var control = services.GetRequiredService<RoundControl>();
        return what switch
        {
            "status" => await StatusAsync(id, words, cancellation),
            "wait" => await WaitAsync(id, words, cancellation),
            "pause" => await ControlAsync(id, control.PauseAsync, words, cancellation),
            "resume" => await ControlAsync(id, control.ResumeAsync, words, cancellation),
            "cancel" => await ControlAsync(id, control.CancelAsync, words, cancellation),
            "publish" => await ControlAsync(id, control.PublishAsync, words, cancellation),
            "confirm-now" => await ControlAsync(
                id,
                (round, stop) => control.ConfirmNowAsync(round, by: null, stop),
                words,
                cancellation
            ),
            "close" => await ControlAsync(
                id,
                (round, stop) => control.CloseAsync(round, words.Has("--early"), by: null, stop),
                words,
                cancellation
            ),
            _ => await ReportAsync(what, id, words, cancellation),
        };
    }

    private async Task<int?> ControlAsync(
        int id,
        Func<int, CancellationToken, Task<ControlRefusal?>> act,
        CommandWords words,
        CancellationToken cancellation
    ) =>
        await act(id, cancellation) is { } refusal
            ? await RefuseAsync(texts.Refusal(refusal))
            : await StatusAsync(id, words, cancellation);

    private async Task<int?> StatusAsync(int id, CommandWords words, CancellationToken cancellation)
    {
        if (
            await services.GetRequiredService<RoundProgress>().FindAsync(id, cancellation)
            is not { } status
        )
        {
            return await RefuseAsync(texts.Refusal(ControlRefusal.NoSuchRound));
        }
        await PrintAsync(status, words);
        return 0;
    }

    /// <summary>Done when the round is in the state or has gone past it; 1 where it never comes there.</summary>
    private async Task<int?> WaitAsync(int id, CommandWords words, CancellationToken cancellation)
    {
        var until = RoundState.Correction;
        if (words.Option("--until") is { } word && !Slug.TryParse(word, out until))
        {
            await console.Error.WriteLineAsync(texts.Unknown(word));
            return ExitStatus.Fault;
        }
        var progress = services.GetRequiredService<RoundProgress>();
        var said = string.Empty;
        while (true)
        {
            if (await progress.FindAsync(id, cancellation) is not { } status)
            {
                return await RefuseAsync(texts.Refusal(ControlRefusal.NoSuchRound));
            }
            var line = texts.Progress(status);
            if (console.ErrorIsTerminal && line != said)
            {
                await console.Error.WriteAsync($"\r{line, -78}");
                said = line;
            }
            var cancelled = status.State == RoundState.Cancelled;
            if (cancelled || status.State == until || IsPast(status.State, until))
            {
                if (said.Length > 0)
                {
                    await console.Error.WriteLineAsync();
                }
                await PrintAsync(status, words);
                return cancelled && until != RoundState.Cancelled ? Refused : 0;
            }
            await Task.Delay(LookEvery, cancellation);
        }
    }

    private static bool IsPast(RoundState state, RoundState until) =>
        until < RoundState.Paused && state < RoundState.Paused && state > until;

    private async Task<int?> RemeasureAsync(
        string idText,
        string domainText,
        CommandWords words,
        CancellationToken cancellation
    )
    {
        if (!int.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }
        var isName = DomainName.TryParse(domainText, out var domain);
        var refusal = isName
            ? await services
                .GetRequiredService<RoundControl>()
                .RemeasureAsync(
                    id,
                    domain!,
                    words.Option("--reason") ?? string.Empty,
                    comment: null,
                    cancellation
                )
            : ControlRefusal.NoSuchDomain;
        return refusal is { } why
            ? await RefuseAsync(
                texts.Refusal(why),
                usage: !isName || why == ControlRefusal.ReasonMissing
            )
            : await StatusAsync(id, words, cancellation);
    }

    /// <param name="usage">The arguments alone are wrong, whatever the database holds.</param>
    private async Task<int> RefuseAsync(string why, bool usage = false)
    {
        await console.Error.WriteLineAsync(why);
        return usage ? ExitStatus.Fault : Refused;
    }

    /// <summary>One object or array; with <c>--jsonl</c> a line for each of an array.</summary>
    private async Task PrintAsync<T>(T value, CommandWords words)
    {
        if (words.Has("--jsonl") && value is System.Collections.IEnumerable items)
        {
            foreach (var item in items)
            {
                await console.Out.WriteLineAsync(
                    JsonSerializer.Serialize(item, item.GetType(), EvidenceJson.Options)
                );
            }
            return;
        }
        var options =
            words.Has("--json") || words.Has("--jsonl")
                ? EvidenceJson.Options
                : EvidenceJson.Indented;
        await console.Out.WriteLineAsync(JsonSerializer.Serialize(value, options));
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
        services.AddRoundServices(configuration);
        services.AddExports();
        services.AddReports();
        return services.BuildServiceProvider();
    }
}
