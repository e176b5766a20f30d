namespace Dashboard.Check.Terminal;

/// <summary>
/// Tells settings from the other arguments: an option with a section in its name, <c>--Section:Key=value</c> or
/// <c>--Section:Key value</c>, is configuration.
/// </summary>
public static class SettingArguments
{
    public static (string[] Settings, string[] Others) Split(IReadOnlyList<string> args)
    {
        var settings = new List<string>();
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var key = args[i].Split('=', 2)[0];
            if (!key.StartsWith("--", StringComparison.Ordinal) || !key.Contains(':'))
            {
                rest.Add(args[i]);
                continue;
            }
            settings.Add(args[i]);
            if (!args[i].Contains('=') && i + 1 < args.Count)
            {
                settings.Add(args[++i]);
            }
        }
        return ([.. settings], [.. rest]);
    }
}
