namespace Dashboard.Lab.Processes;

/// <summary>
/// Postfix's client programs read a main.cf, which a machine whose Postfix was never set up does not have. This one is as good
/// as empty: the same on every machine, whatever its own Postfix is set to.
/// </summary>
public static class PostfixClientConfiguration
{
    private static readonly Lazy<string> Made = new(Make);

    /// <summary>For the environment variable MAIL_CONFIG.</summary>
    public static string Folder => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-postfix-").FullName;
        File.WriteAllText(Path.Combine(folder, "main.cf"), "compatibility_level = 3.6\n");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
