namespace Dashboard.Web.Cli;

/// <summary>What <c>serve</c> takes: settings, nearly all of them in a section.</summary>
internal static class ServeSettings
{
    /// <summary>Those of no section: ours, and those of the web server.</summary>
    private static readonly HashSet<string> WithoutSection = new(StringComparer.OrdinalIgnoreCase)
    {
        "--Roles",
        "--Urls",
        "--AllowedHosts",
        "--Environment",
        "--ContentRoot",
        "--Http_Ports",
        "--Https_Ports",
    };

    /// <summary>The first argument that is no setting; null where all are.</summary>
    public static string? Stranger(IReadOnlyList<string> arguments)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at].Split('=', 2)[0];
            var isSetting =
                name.StartsWith("--", StringComparison.Ordinal)
                && (name.Contains(':', StringComparison.Ordinal) || WithoutSection.Contains(name));
            if (!isSetting)
            {
                return arguments[at];
            }
            if (name.Length == arguments[at].Length)
            {
                at++;
            }
        }
        return null;
    }
}
