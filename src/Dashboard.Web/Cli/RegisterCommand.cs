using System.Globalization;
using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Cli;

/// <summary>
/// For operators: <c>register import</c> takes a file of a register or a list, <c>register link</c> names a successor. The same
/// services as the pages.
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
        if (!RegisterArguments.TryRead(words, out var asked, out var wrong))
        {
            await console.Error.WriteLineAsync(texts.WrongArgument(wrong));
            return ExitStatus.Fault;
        }
        var configuration = CommandConfiguration.Build(settings);
        await using var services = Services(configuration);
        try
        {
            return asked.Link is { } link
                ? await LinkAsync(services, link, asked.Json, console, texts, cancellation)
                : await ImportAsync(services, asked, console, texts, cancellation);
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
            return ExitStatus.Fault;
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

    private static async Task<int> LinkAsync(
        ServiceProvider services,
        RegisterArguments.Successor link,
        bool json,
        CommandConsole console,
        RegisterCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var refusal = await services
            .GetRequiredService<OrganisationCorrections>()
            .LinkAsync(link.Old, link.New, link.From, Audit.Command, cancellation);
        if (refusal is { } why)
        {
            await console.Error.WriteLineAsync(texts.Refusal(why));
            return 1;
        }
        if (json)
        {
            await console.Out.WriteLineAsync(JsonSerializer.Serialize(link, Json));
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
        services.AddOrganisations(configuration);
        return services.BuildServiceProvider();
    }
}

/// <summary>What <c>register</c> is asked.</summary>
internal sealed record RegisterArguments
{
    public RegisterSource? Source { get; private init; }

    public string? File { get; private init; }

    public string? ListName { get; private init; }

    public bool Preview { get; private init; }

    public bool Json { get; private init; }

    public Successor? Link { get; private init; }

    internal sealed record Successor(string Old, string New, DateOnly From);

    /// <param name="wrong">The argument that is wrong, or what is missing.</param>
    public static bool TryRead(string[] words, out RegisterArguments asked, out string wrong)
    {
        asked = new();
        wrong = words[0];
        var plain = new List<string>();
        string? source = null;
        string? from = null;
        for (var at = 1; at < words.Length; at++)
        {
            var (option, value) =
                words[at].Split('=', 2) is [var name, var text]
                && name.StartsWith("--", StringComparison.Ordinal)
                    ? (name, (string?)text)
                    : (words[at], null);
            string? Value() => value ?? (at + 1 < words.Length ? words[++at] : null);
            wrong = option;
            switch (option)
            {
                case "--json" or "--jsonl":
                    asked = asked with { Json = true };
                    break;
                case "--preview":
                    asked = asked with { Preview = true };
                    break;
                case "--source":
                    source = Value();
                    if (source is null)
                    {
                        return false;
                    }
                    break;
                case "--list":
                    if (Value() is not { } list)
                    {
                        return false;
                    }
                    asked = asked with { ListName = list };
                    break;
                case "--from":
                    from = Value();
                    if (from is null)
                    {
                        return false;
                    }
                    break;
                case ['-', _, ..]:
                    return false;
                default:
                    plain.Add(words[at]);
                    break;
            }
        }
        return words[0] switch
        {
            "import" => ReadImport(ref asked, plain, source, from, out wrong),
            "link" => ReadLink(ref asked, plain, source, from, out wrong),
            _ => Wrong(words[0], out wrong),
        };
    }

    private static bool ReadImport(
        ref RegisterArguments asked,
        List<string> plain,
        string? source,
        string? from,
        out string wrong
    )
    {
        if (!Slug.TryParse(source, out RegisterSource known) || known == RegisterSource.Manual)
        {
            return Wrong("--source", out wrong);
        }
        if (from is not null)
        {
            return Wrong("--from", out wrong);
        }
        if (known == RegisterSource.Roo && asked.ListName is not null)
        {
            return Wrong("--list", out wrong);
        }
        if (plain is not [var file])
        {
            return Wrong(plain.Count == 0 ? "FILE" : plain[1], out wrong);
        }
        asked = asked with { Source = known, File = file };
        wrong = string.Empty;
        return true;
    }

    private static bool ReadLink(
        ref RegisterArguments asked,
        List<string> plain,
        string? source,
        string? from,
        out string wrong
    )
    {
        if (plain is not [var old, var successor])
        {
            return Wrong(plain.Count < 2 ? "OLD NEW" : plain[2], out wrong);
        }
        if (source is not null || asked.ListName is not null || asked.Preview)
        {
            return Wrong(
                source is not null ? "--source"
                    : asked.Preview ? "--preview"
                    : "--list",
                out wrong
            );
        }
        if (
            !DateOnly.TryParseExact(
                from,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            return Wrong("--from", out wrong);
        }
        asked = asked with { Link = new(old, successor, day) };
        wrong = string.Empty;
        return true;
    }

    private static bool Wrong(string argument, out string wrong)
    {
        wrong = argument;
        return false;
    }
}
