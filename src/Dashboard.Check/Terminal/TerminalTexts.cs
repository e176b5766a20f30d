namespace Dashboard.Check.Terminal;

/// <summary>What every command says to people, in the language of their environment.</summary>
public sealed record TerminalTexts(string Interrupted, Func<string, string> WrongSetting)
{
    private static readonly TerminalTexts Dutch = new(
        "afgebroken",
        why => $"een instelling klopt niet: {why}"
    );

    private static readonly TerminalTexts English = new(
        "interrupted",
        why => $"a setting is wrong: {why}"
    );

    public static TerminalTexts For(Func<string, string?> environment) =>
        IsDutch(environment) ? Dutch : English;

    /// <summary>Dutch where the locale says so, else English; POSIX names the variables and their order.</summary>
    public static bool IsDutch(Func<string, string?> environment)
    {
        string[] variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
        return variables
                .Select(environment)
                .FirstOrDefault(value => !string.IsNullOrEmpty(value))
                ?.StartsWith("nl", StringComparison.OrdinalIgnoreCase) == true;
    }
}
