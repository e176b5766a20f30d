using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Cli;

/// <summary>For operators: the first account, and those of everybody after. The same services as the pages.</summary>
internal static class AccountsCommand
{
    /// <summary>Done by none of the accounts: refused, and the line on the error stream says why.</summary>
    private const int Refused = 1;

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts commandTexts,
        CancellationToken cancellation
    )
    {
        var texts = AccountsCommandTexts.Of(commandTexts);
        var (settings, words) = SettingArguments.Split(arguments);
        if (words.Length == 0 || words.Any(word => word is "--help" or "-h"))
        {
            var output = words.Length == 0 ? console.Error : console.Out;
            await output.WriteLineAsync(texts.Help);
            await output.FlushAsync(cancellation);
            return words.Length == 0 ? ExitStatus.Fault : 0;
        }
        if (await commandTexts.RefuseOptionAsync(["accounts", .. words], console.Error))
        {
            return ExitStatus.Fault;
        }
        if (!AccountsArguments.TryRead(words, out var asked, out var wrong))
        {
            await console.Error.WriteLineAsync(texts.WrongArgument(wrong));
            return ExitStatus.Fault;
        }
        await using var services = Services(CommandConfiguration.Build(settings));
        try
        {
            var status = asked.Action switch
            {
                "create" => await CreateAsync(services, asked, console, texts, cancellation),
                "key" => await KeyAsync(services, asked, console, texts, cancellation),
                "list" => await ListAsync(services, asked, console, texts, cancellation),
                _ => await ChangeAsync(services, asked, console, texts, cancellation),
            };
            await console.Out.FlushAsync(cancellation);
            return status;
        }
        catch (Exception fault) when (MigrateCommand.OfDatabase(fault) is { } database)
        {
            await console.Error.WriteLineAsync(commandTexts.DatabaseFault(database.Message));
            return ExitStatus.Fault;
        }
    }

    private static async Task<int> CreateAsync(
        ServiceProvider services,
        AccountsArguments asked,
        CommandConsole console,
        AccountsCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var organisation = await OrganisationAsync(services, asked.Organisation, cancellation);
        if (asked.Organisation is not null && organisation is null)
        {
            await console.Error.WriteLineAsync(texts.Problem(InvitationProblem.Organisation));
            return Refused;
        }
        var invitations = services.GetRequiredService<Invitations>();
        InvitationProblem? problem;
        string? token = null;
        if (asked.PasswordFromInput)
        {
            var password = await console.In.ReadLineAsync(cancellation) ?? string.Empty;
            (_, problem) = await invitations.CreateWithPasswordAsync(
                Audit.Command,
                asked.Name,
                asked.Role,
                organisation,
                password,
                cancellation
            );
        }
        else
        {
            (token, problem) = await invitations.CreateAsync(
                Audit.Command,
                asked.Name,
                asked.Role,
                organisation,
                cancellation
            );
        }
        if (problem is { } why)
        {
            await console.Error.WriteLineAsync(texts.Problem(why));
            return Refused;
        }
        var role = Slug.Of(asked.Role);
        var path = token is null ? null : SitePaths.Invitation(token);
        if (!asked.Json)
        {
            await console.Out.WriteLineAsync(texts.Created(asked.Name, role, path));
        }
        else
        {
            await WriteAsync(console, new AccountCreated(asked.Name, role, path));
        }
        return 0;
    }

    private static async Task<int?> OrganisationAsync(
        ServiceProvider services,
        string? key,
        CancellationToken cancellation
    )
    {
        if (key is null)
        {
            return null;
        }
        await using var db = await OpenAsync(services, cancellation);
        return (await OrganisationLookup.FindAsync(db, key, cancellation))?.Id;
    }

    private static async Task<int> KeyAsync(
        ServiceProvider services,
        AccountsArguments asked,
        CommandConsole console,
        AccountsCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var key = await services
            .GetRequiredService<ApiKeyDesk>()
            .CreateAsync(Audit.Command, asked.Name, asked.Scope!, cancellation);
        if (key is null)
        {
            await console.Error.WriteLineAsync(texts.NoAccount(asked.Name));
            return Refused;
        }
        if (asked.Json)
        {
            await WriteAsync(console, new AccountKey(key));
        }
        else
        {
            await console.Out.WriteLineAsync(texts.Key(key));
        }
        return 0;
    }

    private static async Task<int> ListAsync(
        ServiceProvider services,
        AccountsArguments asked,
        CommandConsole console,
        AccountsCommandTexts texts,
        CancellationToken cancellation
    )
    {
        await using var db = await OpenAsync(services, cancellation);
        var all = await db
            .Accounts.AsNoTracking()
            .OrderBy(account => account.NormalizedUserName)
            .ToListAsync(cancellation);
        var rows = all.Select(account => new AccountListed(
                account.UserName!,
                Slug.Of(account.Role),
                account.DisabledAt is not null,
                account.LastSignInAt
            ))
            .ToList();
        if (asked.Lines)
        {
            foreach (var row in rows)
            {
                await WriteAsync(console, row);
            }
            return 0;
        }
        if (asked.Json)
        {
            await WriteAsync(console, rows);
            return 0;
        }
        foreach (var row in rows)
        {
            await console.Out.WriteLineAsync(
                texts.Row(row.Name, row.Role, row.Disabled, row.LastSignInAt)
            );
        }
        return 0;
    }

    private static async Task<int> ChangeAsync(
        ServiceProvider services,
        AccountsArguments asked,
        CommandConsole console,
        AccountsCommandTexts texts,
        CancellationToken cancellation
    )
    {
        var administration = services.GetRequiredService<AccountAdministration>();
        var done = asked.Action switch
        {
            "disable" => await administration.DisableAsync(Audit.Command, asked.Name, cancellation),
            "enable" => await administration.EnableAsync(Audit.Command, asked.Name, cancellation),
            "reset-second-step" => await administration.ResetSecondStepAsync(
                Audit.Command,
                asked.Name,
                cancellation
            ),
            _ => await services
                .GetRequiredService<ApiKeyDesk>()
                .RevokeAsync(Audit.Command, asked.Name, asked.Prefix!, cancellation),
        };
        if (!done)
        {
            await console.Error.WriteLineAsync(texts.NothingChanged(asked.Name));
            return Refused;
        }
        if (asked.Json)
        {
            await WriteAsync(console, new AccountChanged(asked.Name, asked.Action));
        }
        return 0;
    }

    private static Task WriteAsync(CommandConsole console, object value) =>
        console.Out.WriteLineAsync(JsonSerializer.Serialize(value, EvidenceJson.Options));

    private static Task<DashboardDb> OpenAsync(
        ServiceProvider services,
        CancellationToken cancellation
    ) =>
        services
            .GetRequiredService<IDbContextFactory<DashboardDb>>()
            .CreateDbContextAsync(cancellation);

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddDbContextFactory<DashboardDb>(db =>
            db.UseDashboard(ConnectionStrings.Store(configuration))
        );
        services.AddAccountStore();
        return services.BuildServiceProvider();
    }
}

/// <summary>What <c>accounts</c> is asked.</summary>
internal sealed record AccountsArguments
{
    private static readonly Dictionary<string, int> Actions = new(StringComparer.Ordinal)
    {
        ["create"] = 1,
        ["key"] = 1,
        ["list"] = 0,
        ["disable"] = 1,
        ["enable"] = 1,
        ["reset-second-step"] = 1,
        ["revoke-key"] = 2,
    };

    public required string Action { get; init; }

    public string Name { get; private init; } = string.Empty;

    public AccountRole Role { get; private init; }

    public string? Organisation { get; private init; }

    public string? Scope { get; private init; }

    public string? Prefix { get; private init; }

    public bool PasswordFromInput { get; private init; }

    public bool Json { get; private init; }

    /// <summary>A line for each account of a list; implies <see cref="Json"/>.</summary>
    public bool Lines { get; private init; }

    /// <param name="wrong">The argument that is wrong, or what is missing.</param>
    public static bool TryRead(string[] words, out AccountsArguments asked, out string wrong)
    {
        asked = new() { Action = words[0] };
        wrong = words[0];
        if (!Actions.TryGetValue(words[0], out var names))
        {
            return false;
        }
        var plain = new List<string>();
        string? role = null;
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
                case "--json":
                    asked = asked with { Json = true };
                    break;
                case "--jsonl":
                    asked = asked with { Json = true, Lines = true };
                    break;
                case "--password-stdin" when asked.Action == "create":
                    asked = asked with { PasswordFromInput = true };
                    break;
                case "--role" when asked.Action == "create":
                    role = Value();
                    break;
                case "--organisation" when asked.Action == "create":
                    asked = asked with { Organisation = Value() };
                    break;
                case "--scope" when asked.Action == "key":
                    asked = asked with { Scope = Value() };
                    break;
                case ['-', ..]:
                    return false;
                default:
                    plain.Add(words[at]);
                    break;
            }
        }
        if (plain.Count != names)
        {
            wrong = plain.Count < names ? (plain.Count == 0 ? "NAME" : "KEY") : plain[names];
            return false;
        }
        asked = asked with
        {
            Name = plain.Count > 0 ? plain[0] : string.Empty,
            Prefix = plain.Count > 1 ? plain[1] : null,
        };
        if (asked.Action == "create")
        {
            wrong = "--role";
            if (!Slug.TryParse(role, out AccountRole known))
            {
                return false;
            }
            asked = asked with { Role = known };
            wrong = "--organisation";
            if ((known == AccountRole.OrganisationMember) != asked.Organisation is not null)
            {
                return false;
            }
        }
        wrong = "--scope";
        return asked.Action != "key" || ApiScopes.All.Contains(asked.Scope);
    }
}
