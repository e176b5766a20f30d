namespace Dashboard.Web.Cli.Rounds;

/// <summary>The arguments of a command: words, options with a value and flags. Settings were taken out before.</summary>
internal sealed class CommandWords
{
    private readonly List<string> words = [];
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly HashSet<string> flags = new(StringComparer.Ordinal);

    private CommandWords() { }

    /// <summary>The first argument that is not understood; null where all are.</summary>
    public string? Unknown { get; private set; }

    public IReadOnlyList<string> Words => words;

    /// <param name="valued">Options with a value, such as <c>--name</c>.</param>
    /// <param name="alone">Flags.</param>
    public static CommandWords Read(
        IReadOnlyList<string> arguments,
        IReadOnlySet<string> valued,
        IReadOnlySet<string> alone
    )
    {
        var read = new CommandWords();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (!argument.StartsWith('-'))
            {
                read.words.Add(argument);
            }
            else if (alone.Contains(argument))
            {
                read.flags.Add(argument);
            }
            else if (valued.Contains(name) && equals > 0)
            {
                read.options[name] = argument[(equals + 1)..];
            }
            else if (valued.Contains(name) && i + 1 < arguments.Count)
            {
                read.options[name] = arguments[++i];
            }
            else
            {
                read.Unknown ??= argument;
            }
        }
        return read;
    }

    public string? Option(string name) => options.GetValueOrDefault(name);

    public bool Has(string flag) => flags.Contains(flag);
}
