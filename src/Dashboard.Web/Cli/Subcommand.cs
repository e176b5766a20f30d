namespace Dashboard.Web.Cli;

/// <summary>A command with its verb, and the options that it has: one of another command is refused.</summary>
/// <param name="Name">As it is typed: <c>round start</c>.</param>
/// <param name="Valued">Options with a value, such as <c>--name</c>.</param>
/// <param name="Flags">Options without one.</param>
internal sealed record Subcommand(
    string Name,
    IReadOnlyList<string> Valued,
    IReadOnlyList<string> Flags
)
{
    private const string ProbeZone = "probe-zone";

    /// <summary>What an ACME program hands on may begin with a dash: it is a digest, and as long as one (RFC 8555 section 8.4).</summary>
    private const int AcmeValue = 43;

    private static readonly string[] Json = ["--json", "--jsonl"];

    /// <summary>Every command of this program but <c>serve</c>, which takes settings.</summary>
    public static IReadOnlyList<Subcommand> All { get; } =
    [
        Printing("round start", "--name", "--list", "--profile"),
        Printing("round status"),
        Printing("round wait", "--until"),
        Printing("round pause"),
        Printing("round resume"),
        Printing("round cancel"),
        Printing("round publish"),
        Printing("round confirm-now"),
        new("round close", [], ["--early", .. Json]),
        Printing("round remeasure", "--reason"),
        Printing("round figures", "--view", "--dimension"),
        Printing("round agreements"),
        Printing("round mail-flow"),
        Printing("round providers"),
        Printing("round summary"),
        Printing("round results"),
        Printing("round changes", "--against"),
        Printing("round compare"),
        Printing("sending set"),
        Printing(
            "explanations add",
            "--organisation",
            "--standard",
            "--text",
            "--domain",
            "--from",
            "--until",
            "--role"
        ),
        new("register import", ["--source", "--list"], ["--preview", .. Json]),
        Printing("register link", "--from", "--reason"),
        Printing("register unlink", "--reason"),
        new("register correct", ["--reason"], ["--none", "--withdraw", .. Json]),
        new(
            "register domain",
            ["--from", "--until", "--reason"],
            ["--open", "--withdraw", .. Json]
        ),
        Printing("register move", "--from", "--reason"),
        Printing("register join", "--reason"),
        new("accounts create", ["--role", "--organisation"], ["--password-stdin", .. Json]),
        Printing("accounts key", "--scope"),
        Printing("accounts list"),
        Printing("accounts disable"),
        Printing("accounts enable"),
        Printing("accounts reset-second-step"),
        Printing("accounts revoke-key"),
        Printing("people export"),
        Printing("people erase", "--again"),
        Printing("people erasures"),
        new("export", ["--round", "--format", "--out", "--language"], ["--current", .. Json]),
        new("report", ["--language", "--output"], []),
        new("backup", [], []),
        new("restore", ["--erasures"], ["--over", "--without-erasures"]),
        new("migrate", [], []),
        new(ProbeZone, [], []),
        new("lab-data", [], []),
    ];

    /// <summary>Options of all commands of these names, as <c>round</c>, with a value.</summary>
    public static HashSet<string> ValuedOf(params string[] commands) =>
        [.. Of(commands).SelectMany(one => one.Valued)];

    /// <summary>Options of all commands of these names without a value; each has <c>--help</c>.</summary>
    public static HashSet<string> FlagsOf(params string[] commands) =>
        [.. Of(commands).SelectMany(one => one.Flags), "--help", "-h"];

    /// <summary>The command that is meant, and the first option that it does not have.</summary>
    /// <param name="arguments">The name of the command first, without settings.</param>
    /// <returns>Null where all is well, where help is asked for, and where no command is meant that there is.</returns>
    public static (Subcommand Command, string Option)? Refuse(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(word => word is "--help" or "-h"))
        {
            return null;
        }
        if (Meant(arguments) is not { } meant)
        {
            return null;
        }
        for (var at = 1; at < arguments.Count; at++)
        {
            if (
                !IsOption(arguments[at])
                || meant.Name == ProbeZone && arguments[at].Length == AcmeValue
            )
            {
                continue;
            }
            var name = arguments[at].Split('=', 2)[0];
            var isValued = meant.Valued.Contains(name);
            if (!isValued && !meant.Flags.Contains(arguments[at]))
            {
                return (meant, arguments[at]);
            }
            if (isValued && name.Length == arguments[at].Length)
            {
                at++;
            }
        }
        return null;
    }

    private static Subcommand? Meant(IReadOnlyList<string> arguments)
    {
        var command = arguments[0];
        if (All.FirstOrDefault(one => one.Name == command) is { } alone)
        {
            return alone;
        }
        var valued = ValuedOf(command);
        for (var at = 1; at < arguments.Count; at++)
        {
            if (!IsOption(arguments[at]))
            {
                return All.FirstOrDefault(one => one.Name == $"{command} {arguments[at]}");
            }
            if (valued.Contains(arguments[at]))
            {
                at++;
            }
        }
        return null;
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-';

    private static IEnumerable<Subcommand> Of(string[] commands) =>
        All.Where(one => commands.Contains(one.Name.Split(' ')[0]));

    private static Subcommand Printing(string name, params string[] valued) =>
        new(name, valued, Json);
}
